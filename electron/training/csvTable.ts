/** CSV tables as people's programs write them: their delimiters, encodings and quotes. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parse, type InfoRecord, type Options } from "csv-parse";
import { parse as parseAtOnce } from "csv-parse/sync";
import { LentigoError } from "../contract/errors";
import { decodeWindows1252 } from "../domain/windows1252";

/** A few milliseconds' work. */
const SLICE_BYTES = 64 * 1024;

/**
 * Cells that a table may have: more would fill the memory. One that is read at once may describe
 * a large collection (SLICE-3D's has 22 million); one read in slices is read by main.
 */
const MAX_CELLS = { atOnce: 30_000_000, inTurns: 3_000_000 } as const;

/** No row needs more bytes: a note has 10,000 letters at most. */
const MAX_ROW_BYTES = 1024 * 1024;

/** The parser makes room for as many cells in every row as the header has. */
const MAX_COLUMNS = 1000;

/** More than any header of names needs. */
const MAX_HEADER_LETTERS = 64 * 1024;

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
 * @throws Error where a quote is not closed; LentigoError `table.too-large`
 */
export function readTable(bytes: Uint8Array): Table {
  const { whole, parsing } = prepared(bytes, MAX_CELLS.atOnce);
  try {
    return tableOf(parseAtOnce(whole, parsing) as unknown as TableRow[]);
  } catch (error) {
    throw asTooLarge(error);
  }
}

/**
 * The same, in slices: whatever else waits has its turn between them.
 *
 * @param turn is given the share that has been read, 0 to 1; what it throws ends the reading
 * @throws as `readTable`
 */
export async function readTableInTurns(
  bytes: Uint8Array,
  turn: (share: number) => Promise<void>,
): Promise<Table> {
  const { whole, parsing } = prepared(bytes, MAX_CELLS.inTurns);
  const slices = async function* (): AsyncGenerator<Buffer> {
    for (let start = 0; start < whole.length; start += SLICE_BYTES) {
      yield whole.subarray(start, start + SLICE_BYTES);
      await turn(start / whole.length);
    }
  };
  const rows: TableRow[] = [];
  try {
    await pipeline(
      Readable.from(slices(), { objectMode: false }),
      parse(parsing),
      async (parsed: AsyncIterable<TableRow>) => {
        for await (const row of parsed) rows.push(row);
      },
    );
  } catch (error) {
    throw asTooLarge(error);
  }
  return tableOf(rows);
}

/**
 * The columns' names alone, in lower case.
 *
 * @param start of a CSV file, the whole first line at least
 * @throws Error where a quote is not closed
 */
export function readHeader(start: Uint8Array): readonly string[] {
  const line = firstLine(decodeText(start, true));
  const [header] = parseAtOnce(line, parsingWith(delimiterOf(line))) as unknown as TableRow[];
  return header ? namesOf(header) : [];
}

function namesOf({ cells }: TableRow): string[] {
  return cells.map((name) => name.toLowerCase());
}

function tableOf([header, ...rows]: readonly TableRow[]): Table {
  return { header: header ? namesOf(header) : [], columns: header?.cells ?? [], rows };
}

interface PreparedTable {
  /** In UTF-8. */
  readonly whole: Buffer;
  readonly parsing: Options;
}

/** @throws LentigoError `table.too-large`, before a cell is read */
function prepared(bytes: Uint8Array, maxCells: number): PreparedTable {
  const delimiter = delimiterOf(decodeText(bytes.subarray(0, MAX_HEADER_LETTERS), true));
  if (mayHaveMoreCells(bytes, delimiter, maxCells)) throw new LentigoError("table.too-large");
  return { whole: Buffer.from(decodeText(bytes)), parsing: parsingWith(delimiter) };
}

/** No table has more cells than separators, those within quotes included. */
function mayHaveMoreCells(bytes: Uint8Array, delimiter: string, maxCells: number): boolean {
  const [separator, lineFeed, carriageReturn] = [delimiter, "\n", "\r"].map((letter) =>
    letter.charCodeAt(0),
  );
  let count = 1;
  for (let at = 0; at < bytes.length && count <= maxCells; at++) {
    const byte = bytes[at];
    if (byte === separator || byte === lineFeed || byte === carriageReturn) count += 1;
  }
  return count > maxCells;
}

/** The parser's own word for a row without end. */
function asTooLarge(error: unknown): unknown {
  if (!(error instanceof Error && "code" in error)) return error;
  if (error.code !== "CSV_MAX_RECORD_SIZE") return error;
  // Its message may quote the table.
  return new LentigoError("table.too-large");
}

/** Parses to `TableRow`s; the parser's types know no other rows than arrays. */
function parsingWith(delimiter: string): Options {
  const rowOf = (cells: string[], { lines }: InfoRecord): TableRow => {
    if (cells.length > MAX_COLUMNS) throw new LentigoError("table.too-large");
    return { row: lines, cells };
  };
  return {
    trim: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: MAX_ROW_BYTES,
    on_record: rowOf as unknown as NonNullable<Options["on_record"]>,
  };
}

/**
 * Without its byte-order mark and without the line by which Excel is told the delimiter. Spreadsheets
 * that save "Unicode text" write UTF-16; what is not UTF-8 either comes from a program that knows
 * neither.
 *
 * @param isCut the bytes may end within a letter
 */
function decodeText(bytes: Uint8Array, isCut = false): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const decoder = new TextDecoder(isUtf16 ? "utf-16le" : "utf-8", { fatal: !isUtf16 });
  try {
    return withoutDelimiterLine(decoder.decode(bytes, { stream: isCut }));
  } catch {
    return withoutDelimiterLine(decodeWindows1252(bytes));
  }
}

/** The line stays, empty: rows keep their numbers. */
function withoutDelimiterLine(text: string): string {
  return text.replace(/^sep=[,;\t](?=[\r\n])/i, "");
}

/** Which one the header has most of outside quotes: some countries' spreadsheets write semicolons. */
function delimiterOf(text: string): string {
  const header = firstLine(text).replace(/"[^"]*"/g, "");
  const uses = (delimiter: string): number => header.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, other) => (uses(other) > uses(best) ? other : best));
}

function firstLine(text: string): string {
  return /[^\r\n]+/.exec(text.slice(0, MAX_HEADER_LETTERS))?.[0] ?? "";
}
