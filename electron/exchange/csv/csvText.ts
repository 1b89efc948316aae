/** CSV as RFC 4180 has it, so that spreadsheet programs open it as it is meant. */

/** Without it, spreadsheet programs do not take UTF-8 for what it is. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** A line of a table, its end included. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

/**
 * A spreadsheet takes a cell that begins like a formula for one, also in the wide letters of East
 * Asian keyboards; an apostrophe keeps it text.
 */
function cell(text: string): string {
  const safe = /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
