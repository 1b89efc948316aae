/** Image files that cannot be decoded, found before a run of hours meets them. */
import { readFile } from "node:fs/promises";
import { failureOf } from "../../contract/errors";
import { decodePhoto } from "../../vision/decode";
import type { Dataset, DatasetProblem, Photo } from "./photo";

export interface DecodeOptions {
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Photos decoded at a time: decoding runs on threads of its own. */
const AT_ONCE = 4;

/**
 * Decodes every photo and leaves out those that fail: truncated, no image, or too large.
 *
 * @throws the signal's reason where it was aborted; what a computer without memory throws
 */
export async function withoutUnreadable(
  dataset: Dataset,
  { onProgress, signal }: DecodeOptions = {},
): Promise<Dataset> {
  const { photos } = dataset;
  const kept: Photo[] = [];
  const problems: DatasetProblem[] = [];
  for (let from = 0; from < photos.length; from += AT_ONCE) {
    signal?.throwIfAborted();
    const batch = photos.slice(from, from + AT_ONCE);
    const failures = await Promise.all(batch.map(failureToDecode));
    batch.forEach((photo, index) => {
      const code = failures[index] ?? null;
      if (code === null) kept.push(photo);
      else {
        const { imageId: name } = photo;
        problems.push({ row: null, name, problem: "file-unreadable", details: { code } });
      }
    });
    onProgress?.(Math.min(from + AT_ONCE, photos.length), photos.length);
  }
  return { ...dataset, photos: kept, problems: [...dataset.problems, ...problems] };
}

/** The code by which a photo is refused; null for one that can be learned from. */
async function failureToDecode({ file }: Photo): Promise<string | null> {
  try {
    await decodePhoto(await readFile(file));
    return null;
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return failure.code;
  }
}
