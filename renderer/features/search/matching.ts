import { searchForm } from "../../../electron/domain/patient";

/** True where every word of the search begins a word of the text, as patients are found. */
export function isMatch(text: string, search: string): boolean {
  const words = wordsOf(text);
  return wordsOf(search).every((typed) => words.some((word) => word.startsWith(typed)));
}

function wordsOf(text: string): string[] {
  return searchForm(text).match(/[\p{Letter}\p{Number}]+/gu) ?? [];
}
