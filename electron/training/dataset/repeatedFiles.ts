/** Pictures that a data set holds several times under other names. */
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { isGrouped } from "./groups";
import type { Dataset, DatasetProblem, Photo } from "./photo";

/**
 * Leaves out copies: files of the same bytes, one of which could be learned from and another be
 * measured on. Of several the first stays; where they are in several classes none does, since one
 * of the labels is wrong. Photos of a known lesion or patient are kept, because a split keeps those
 * together anyway.
 */
export async function withoutRepeats(dataset: Dataset): Promise<Dataset> {
  const problems: DatasetProblem[] = [];
  const left = new Set<Photo>();
  const refuse = (photo: Photo, problem: DatasetProblem["problem"], other: Photo): void => {
    left.add(photo);
    problems.push({ row: null, name: photo.imageId, problem, details: { other: other.imageId } });
  };
  for (const copies of await copiesAmong(dataset.photos.filter((photo) => !isGrouped(photo)))) {
    const [first, second, ...more] = copies;
    if (!first || !second) continue;
    if (new Set(copies.map(({ className }) => className)).size > 1) {
      refuse(first, "file-contradictory", second);
      for (const photo of [second, ...more]) refuse(photo, "file-contradictory", first);
    } else {
      for (const photo of [second, ...more]) refuse(photo, "file-repeated", first);
    }
  }
  return {
    ...dataset,
    photos: dataset.photos.filter((photo) => !left.has(photo)),
    problems: [...dataset.problems, ...problems],
  };
}

/** Photos of equal bytes, in their order; only files of equal length are read. */
async function copiesAmong(photos: readonly Photo[]): Promise<Photo[][]> {
  const sizes = await grouped(photos, async ({ file }) => String((await stat(file)).size));
  const sameSize = sizes.filter(({ length }) => length > 1);
  const found: Photo[][] = [];
  for (const candidates of sameSize) {
    const contents = await grouped(candidates, async ({ file }) =>
      createHash("sha256")
        .update(await readFile(file))
        .digest("hex"),
    );
    found.push(...contents.filter(({ length }) => length > 1));
  }
  return found;
}

async function grouped(
  photos: readonly Photo[],
  keyOf: (photo: Photo) => Promise<string>,
): Promise<Photo[][]> {
  const groups = new Map<string, Photo[]>();
  for (const photo of photos) {
    const key = await keyOf(photo);
    groups.set(key, [...(groups.get(key) ?? []), photo]);
  }
  return [...groups.values()];
}
