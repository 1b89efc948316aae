/** Images of a folder that a table of labels names. */
import { readFile, stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { fillWords } from "../contract/errorText";
import { LentigoError } from "../contract/errors";
import {
  imageKey,
  readLabels,
  type LabelledImage,
  type LabelProblem,
  type LabelTable,
} from "../training/labels";
import type { RowProblem } from "./evaluationResult";
import { findPhotos } from "./photoFiles";

export type ProblemWords = Readonly<Record<LabelProblem["problem"], string>>;

export interface LabelledSources {
  /** A CSV file: see training/labels.ts. */
  readonly labels: string;
  /** Folder of the images, subfolders included. */
  readonly images: string;
}

/**
 * Rows that name one image of the folder each, and why the others cannot be used.
 *
 * @throws LentigoError `labels.*` where the table or the folder cannot be read, or no row be used
 */
export async function findLabelledImages(
  { labels, images }: LabelledSources,
  words: ProblemWords,
): Promise<{
  readonly table: LabelTable;
  readonly found: readonly FoundImage[];
  readonly problems: RowProblem[];
}> {
  const table = await readTable(labels);
  const { found, problems } = matchFiles(table, await imageFiles(images), words);
  if (found.length === 0) throw nothingUsable(table, problems);
  return { table, found, problems };
}

async function readTable(file: string): Promise<LabelTable> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new LentigoError("labels.unreadable", {}, { cause });
  });
  return readLabels(bytes);
}

/** Paths by name without ending; several where subfolders or formats repeat a name. */
async function imageFiles(folder: string): Promise<Map<string, string[]>> {
  const isFolder = await stat(folder).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new LentigoError("labels.images");
  const files = new Map<string, string[]>();
  for (const { path, error } of await findPhotos([folder])) {
    if (error) throw new LentigoError("labels.images", {}, { cause: error });
    const key = imageKey(basename(path, extname(path)));
    files.set(key, [...(files.get(key) ?? []), path]);
  }
  return files;
}

export interface FoundImage extends LabelledImage {
  readonly file: string;
}

function matchFiles(
  table: LabelTable,
  files: ReadonlyMap<string, readonly string[]>,
  words: ProblemWords,
): { found: FoundImage[]; problems: RowProblem[] } {
  const explained = ({ row, imageId, problem, details }: LabelProblem): RowProblem => ({
    row,
    image: imageId,
    code: problem,
    reason: fillWords(words[problem], details),
  });
  const problems = table.problems.map(explained);
  const found: FoundImage[] = [];
  for (const image of table.images) {
    const [file, ...others] = files.get(imageKey(image.imageId)) ?? [];
    if (file !== undefined && others.length === 0) {
      found.push({ ...image, file });
    } else {
      const problem = file === undefined ? "image-missing" : "image-ambiguous";
      problems.push(explained({ ...image, problem, details: {} }));
    }
  }
  return { found, problems };
}

/** The error that says why no row can be used: by the first one. */
export function nothingUsable(table: LabelTable, problems: readonly RowProblem[]): LentigoError {
  const [first] = [...problems].sort((a, b) => a.row - b.row);
  const reason = first ? `row ${String(first.row)}: ${first.reason}` : "the table is empty";
  return new LentigoError("labels.empty", { rows: table.rows, reason: reason.replace(/\.$/, "") });
}
