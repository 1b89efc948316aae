/** CSV tables as people's programs write them: their delimiters, encodings and quotes. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parse, type Options } from "csv-parse";
import { parse as parseAtOnce } from "csv-parse/sync";
import { decodeWindows1252 } from "../domain/windows1252";

/** A few milliseconds' work. */
const SLICE_BYTES = 64 * 1024;

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
  const text = decodeText(bytes);
  return tableOf(recordsOf(parseAtOnce(text, parsing(text))));
}

/**
 * The same, in slices: whatever else waits has its turn between them.
 *
 * @param turn is given the share that has been read, 0 to 1; what it throws ends the reading
 * @throws Error as `readTable`
 */
export async function readTableInTurns(
  bytes: Uint8Array,
  turn: (share: number) => Promise<void>,
): Promise<Table> {
  const text = decodeText(bytes);
  const whole = Buffer.from(text);
  const slices = async function* (): AsyncGenerator<Buffer> {
    for (let start = 0; start < whole.length; start += SLICE_BYTES) {
      yield whole.subarray(start, start + SLICE_BYTES);
      await turn(start / whole.length);
    }
  };
  const parsed: unknown[] = [];
  const parser = parse(parsing(text));
  await pipeline(Readable.from(slices(), { objectMode: false }), parser, async (records) => {
    for await (const record of records) parsed.push(record);
  });
  return tableOf(recordsOf(parsed));
}

/**
 * The columns' names alone, in lower case.
 *
 * @param start of a CSV file, the whole first line at least
 * @throws Error where a quote is not closed
 */
export function readHeader(start: Uint8Array): readonly string[] {
  const line = firstLine(decodeText(start, true));
  const [header] = recordsOf(parseAtOnce(line, parsing(line)));
  return header ? namesOf(header) : [];
}

function namesOf({ cells }: TableRow): string[] {
  return cells.map((name) => name.toLowerCase());
}

function tableOf([header, ...rows]: readonly TableRow[]): Table {
  return { header: header ? namesOf(header) : [], columns: header?.cells ?? [], rows };
}

function parsing(text: string): Options {
  return {
    trim: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    info: true,
  };
}

function recordsOf(parsed: unknown): TableRow[] {
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
