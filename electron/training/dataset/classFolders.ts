/**
 * Data sets sorted into folders named after classes, all together (`nevus/`, `melanoma/`) or in
 * folders of a split (`train/benign/`, `test/benign/`).
 */
import { join } from "node:path";
import { classNamed, diagnosisOf } from "./classNames";
import { entriesOf, imageOf } from "./imageFiles";
import { partNamed } from "./parts";
import type { ClassName, Dataset, DatasetProblem, Photo } from "./photo";

interface ClassFolder {
  /** Path below the data set's folder, with slashes. */
  readonly name: string;
  readonly className: ClassName;
  /** The split's folder as it is written, in lower case. */
  readonly split: string | null;
}

/** The data set; null where no folder is named after a class. */
export async function readClassFolders(folder: string): Promise<Dataset | null> {
  const found = await classFolders(folder);
  if (found.folders.length === 0) return null;
  const photos: Photo[] = [];
  const problems = [...found.problems];
  let rows = 0;
  for (const { name, className, split } of found.folders) {
    const images = new Map<string, string[]>();
    for (const entry of await entriesOf(join(folder, name))) {
      const image = imageOf(entry.name);
      if (image !== null) images.set(image, [...(images.get(image) ?? []), entry.name]);
      else if (entry.isDirectory()) problems.push(problemOf("folder-unknown", name, entry.name));
      else problems.push(problemOf("file-unknown", name, entry.name));
    }
    for (const [image, [file = "", ...others]] of images) {
      const imageId = `${name}/${image}`;
      rows += 1;
      if (others.length > 0) problems.push(problemOf("image-ambiguous", imageId));
      else {
        photos.push({
          imageId,
          file: join(folder, name, file),
          className,
          diagnosis: diagnosisOf(className),
          ...NOTHING_KNOWN,
          split,
        });
      }
    }
  }
  return { layout: "folders", rows, photos, problems };
}

const NOTHING_KNOWN = { lesionId: null, patientId: null, age: null, sex: null, site: null };

function problemOf(problem: DatasetProblem["problem"], ...path: string[]): DatasetProblem {
  return { row: null, name: path.join("/"), problem, details: {} };
}

async function classFolders(
  folder: string,
): Promise<{ readonly folders: ClassFolder[]; readonly problems: DatasetProblem[] }> {
  const names = await foldersIn(folder);
  const splits = names.filter((name) => partNamed(name) !== null);
  if (splits.length === 0) return sorted(names, null);
  const unknown = names.filter((name) => partNamed(name) === null);
  const problems = unknown.map((name) => problemOf("folder-unknown", name));
  const folders: ClassFolder[] = [];
  for (const split of splits) {
    const below = sorted(await foldersIn(join(folder, split)), split);
    folders.push(...below.folders);
    problems.push(...below.problems);
  }
  return { folders, problems };
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await entriesOf(folder);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

function sorted(names: readonly string[], split: string | null) {
  const folders: ClassFolder[] = [];
  const problems: DatasetProblem[] = [];
  for (const folder of names) {
    const className = classNamed(folder);
    const name = split === null ? folder : `${split}/${folder}`;
    if (className === null) problems.push(problemOf("folder-unknown", name));
    else folders.push({ name, className, split: split?.toLowerCase() ?? null });
  }
  return { folders, problems };
}
