/** No word or name is so long; what is gets places to break, narrow enough for a table's column. */
const ENDLESS = /[^\s-]{40,}/gu;
const PIECE = /.{12}(?=.)/gu;

/** Half of a character (a lone surrogate), and controls other than line ends and tabs. */
const UNPRINTABLE = /\p{Surrogate}|(?![\n\r\t])\p{Control}/gu;

/**
 * A text as paper takes it: what cannot be shown as the sign for that, and with places to break
 * where no line holds a word.
 */
export function printable(text: string): string {
  return text
    .replace(UNPRINTABLE, "\ufffd")
    .replace(ENDLESS, (word) => word.replace(PIECE, "$&\u200b"));
}
