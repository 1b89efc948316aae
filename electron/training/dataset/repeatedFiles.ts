/** Pictures that a data set holds several times under other names. */
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { isGrouped } from "./groups";
import type { Dataset, DatasetProblem, Photo } from "./photo";

/**
 * Leaves out copies: files of the same bytes, one of which could be learned from and another be
 * measured on. Of several the first stays; where they are in several classes none does, since one
 * of the labels is wrong. Photos of a known lesion or patient are kept, and marked as copies: splits
 * keep them together, whatever lesion or patient each of them names.
 */
export async function withoutRepeats(dataset: Dataset): Promise<Dataset> {
  const problems: DatasetProblem[] = [];
  const left = new Set<Photo>();
  const marks = new Map<Photo, string>();
  const refuse = (photo: Photo, problem: DatasetProblem["problem"], other: Photo): void => {
    left.add(photo);
    problems.push({ row: null, name: photo.imageId, problem, details: { other: other.imageId } });
  };
  for (const { sha256, photos: copies } of await copiesAmong(dataset.photos)) {
    for (const photo of copies) marks.set(photo, sha256);
    const alone = copies.filter((photo) => !isGrouped(photo));
    const [first, second, ...more] = alone;
    if (!first || !second) continue;
    if (new Set(alone.map(({ className }) => className)).size > 1) {
      refuse(first, "file-contradictory", second);
      for (const photo of [second, ...more]) refuse(photo, "file-contradictory", first);
    } else {
      for (const photo of [second, ...more]) refuse(photo, "file-repeated", first);
    }
  }
  return {
    ...dataset,
    photos: dataset.photos
      .filter((photo) => !left.has(photo))
      .map((photo) => {
        const copied = marks.get(photo);
        return copied === undefined ? photo : { ...photo, copied };
      }),
    problems: [...dataset.problems, ...problems],
  };
}

interface Copies {
  readonly sha256: string;
  readonly photos: readonly Photo[];
}

/** Photos of equal bytes, in their order; only files of equal length are read. */
async function copiesAmong(photos: readonly Photo[]): Promise<Copies[]> {
  const sizes = await grouped(photos, async ({ file }) => String((await stat(file)).size));
  const found: Copies[] = [];
  for (const [, candidates] of sizes) {
    if (candidates.length < 2) continue;
    const contents = await grouped(candidates, async ({ file }) =>
      createHash("sha256")
        .update(await readFile(file))
        .digest("hex"),
    );
    for (const [sha256, same] of contents) {
      if (same.length > 1) found.push({ sha256, photos: same });
    }
  }
  return found;
}

async function grouped(
  photos: readonly Photo[],
  keyOf: (photo: Photo) => Promise<string>,
): Promise<Map<string, Photo[]>> {
  const groups = new Map<string, Photo[]>();
  for (const photo of photos) {
    const key = await keyOf(photo);
    groups.set(key, [...(groups.get(key) ?? []), photo]);
  }
  return groups;
}
