/** Reads a data set from its folder, whichever of the known layouts it has. */
import { open, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { LentigoError } from "../../contract/errors";
import { readHeader, readTable, type Table } from "../csvTable";
import { readClassFolders } from "./classFolders";
import { entriesOf } from "./imageFiles";
import type { Dataset } from "./photo";
import { withoutRepeats } from "./repeatedFiles";
import { columnOf, readTableLayout, REQUIRED_COLUMNS, type TableLayout } from "./tableLayout";

/**
 * Looks for a table of labels first (HAM10000's, or one of the ISIC Archive), then for folders named
 * after classes: see tableLayout.ts and classFolders.ts. What cannot be used is listed as a problem.
 *
 * @throws LentigoError `dataset.missing` where the folder cannot be opened, `dataset.layout` where
 * no layout is recognised, `dataset.tables` where several tables could be it, `dataset.unreadable`
 * or `dataset.columns` where the only table cannot be read or lacks columns, `table.too-large`,
 * `dataset.empty` where no photo can be used
 */
export async function readDataset(folder: string): Promise<Dataset> {
  const headers = await tablesIn(folder);
  const table = labelTable(headers);
  const found = table
    ? await readTableLayout(folder, table.layout, await tableOf(table.file))
    : await readClassFolders(folder);
  if (!found) throw notRecognised(headers);
  const dataset = await withoutRepeats(found);
  if (dataset.photos.length === 0) throw nothingUsable(dataset);
  return dataset;
}

interface FoundTable {
  readonly file: string;
  /** Null where it cannot be read. */
  readonly header: readonly string[] | null;
}

/** HAM10000 is also given away with a table whose name has no ending. */
const TABLE_FILE = /(\.csv|^HAM10000_metadata)$/i;

async function tablesIn(folder: string): Promise<FoundTable[]> {
  const entries = await entriesOf(folder).catch((cause: unknown) => {
    throw new LentigoError("dataset.missing", {}, { cause });
  });
  const files = entries.filter((entry) => !entry.isDirectory() && TABLE_FILE.test(entry.name));
  return Promise.all(
    files.map(async ({ name }) => {
      const file = join(folder, name);
      return { file, header: await headerOf(file) };
    }),
  );
}

/** More than any header of names needs; tables of pixels that lie beside are not read whole. */
const HEADER_BYTES = 65_536;

async function headerOf(file: string): Promise<readonly string[] | null> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES);
      return readHeader(buffer.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch {
    return null; // told where no other table is found: see notRecognised
  }
}

const LAYOUTS: readonly TableLayout[] = ["ham10000", "isic"];

/** Names that the publishers give their tables: others beside them are somebody's extracts. */
const PUBLISHED = /^(metadata\.csv|HAM10000_metadata(\.csv)?)$/i;

function labelTable(
  tables: readonly FoundTable[],
): { readonly file: string; readonly layout: TableLayout } | null {
  const found = tables.flatMap(({ file, header }) => {
    const layout = LAYOUTS.find((each) => header && missingColumns(header, each).length === 0);
    return layout ? [{ file, layout }] : [];
  });
  const published = found.filter(({ file }) => PUBLISHED.test(basename(file)));
  const [first, ...others] = published.length > 0 ? published : found;
  if (others.length > 0) {
    const files = found.map(({ file }) => basename(file)).join(", ");
    throw new LentigoError("dataset.tables", { files });
  }
  return first ?? null;
}

function missingColumns(header: readonly string[], layout: TableLayout): string[] {
  const { image, label } = REQUIRED_COLUMNS[layout];
  return [image, label]
    .filter((names) => columnOf(header, names) < 0)
    .map((names) => names.join(" or "));
}

async function tableOf(file: string): Promise<Table> {
  try {
    return readTable(await readFile(file));
  } catch (cause) {
    if (cause instanceof LentigoError) throw cause;
    throw new LentigoError("dataset.unreadable", { file: basename(file) }, { cause });
  }
}

/** Where there is one table, what keeps it from being read; otherwise what was looked for. */
function notRecognised(tables: readonly FoundTable[]): LentigoError {
  const [table, ...others] = tables;
  if (!table || others.length > 0) return new LentigoError("dataset.layout");
  const file = basename(table.file);
  if (table.header === null) return new LentigoError("dataset.unreadable", { file });
  const [ham10000 = [], isic = []] = LAYOUTS.map((each) =>
    missingColumns(table.header ?? [], each),
  );
  // The layout of which it has a column; with none of either, HAM10000's.
  const columns = isic.length < ham10000.length ? isic : ham10000;
  return new LentigoError("dataset.columns", { file, columns: columns.join(" and ") });
}

function nothingUsable({ rows, problems }: Dataset): LentigoError {
  const without = problems.filter(({ problem }) => problem === "image-missing").length;
  return new LentigoError("dataset.empty", { rows, without });
}
