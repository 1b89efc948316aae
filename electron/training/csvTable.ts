/** CSV tables as people's programs write them: their delimiters, encodings and quotes. */
import { parse } from "csv-parse/sync";
import { decodeWindows1252 } from "../domain/windows1252";

export interface TableRow {
  /** Where it stands in the file; the header is row 1. */
  readonly row: number;
  /** Without spaces around; there may be fewer or more than the header has. */
  readonly cells: readonly string[];
}

export interface Table {
  /** Names of the columns in lower case; none in an empty file. */
  readonly header: readonly string[];
  /** The same as they are written. */
  readonly columns: readonly string[];
  /** Those below the header, empty ones left out. */
  readonly rows: readonly TableRow[];
}

/**
 * @param bytes a CSV file in UTF-8 or UTF-16, with or without a byte-order mark, or Windows-1252,
 * with commas, semicolons or tabs
 * @throws Error where a quote is not closed
 */
export function readTable(bytes: Uint8Array): Table {
  const [header, ...rows] = recordsOf(decodeText(bytes));
  return { header: header ? namesOf(header) : [], columns: header?.cells ?? [], rows };
}

/**
 * The columns' names alone, in lower case.
 *
 * @param start of a CSV file, the whole first line at least
 * @throws Error where a quote is not closed
 */
export function readHeader(start: Uint8Array): readonly string[] {
  const [header] = recordsOf(firstLine(decodeText(start, true)));
  return header ? namesOf(header) : [];
}

function namesOf({ cells }: TableRow): string[] {
  return cells.map((name) => name.toLowerCase());
}

function recordsOf(text: string): TableRow[] {
  const parsed: unknown = parse(text, {
    trim: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    info: true,
  });
  const records = parsed as { record: string[]; info: { lines: number } }[];
  return records.map(({ record, info }) => ({ row: info.lines, cells: record }));
}

/**
 * Without its byte-order mark. Spreadsheets that save "Unicode text" write UTF-16; what is not
 * UTF-8 either comes from a program that knows neither.
 *
 * @param isCut the bytes may end within a letter
 */
function decodeText(bytes: Uint8Array, isCut = false): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const decoder = new TextDecoder(isUtf16 ? "utf-16le" : "utf-8", { fatal: !isUtf16 });
  try {
    return decoder.decode(bytes, { stream: isCut });
  } catch {
    return decodeWindows1252(bytes);
  }
}

/** Which one the header has most of: spreadsheets of some countries write semicolons. */
function delimiterOf(text: string): string {
  const header = firstLine(text);
  const uses = (delimiter: string): number => header.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, other) => (uses(other) > uses(best) ? other : best));
}

function firstLine(text: string): string {
  return text.split(/[\r\n]/, 1)[0] ?? "";
}
