import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { LentigoError } from "../../contract/errors";
import { DIAGNOSES } from "../../domain/diagnosis";
import type { Store } from "../../store/open";
import type { TrainingPlan } from "../../store/trainingRuns";
import type { RetrainPlan } from "../../training/retrain/plan";

/**
 * Asserts that a plan may still be followed: every photo of the clinic is there, may be learned
 * from, has the label that it had and is on the side where it was, and nothing has become known against
 * one of a folder.
 *
 * @throws LentigoError `training.data-changed` with the number of `photos` that are not,
 * `training.overlap`
 */
export function requireUnchanged(store: Store, { photos }: TrainingPlan, parent: string): void {
  const present = new Map(store.trainingCases.all(parent).map((one) => [one.photoId, one]));
  const changed = photos.filter(({ photoId, sourceHash, contentHash, label, part }) => {
    if (photoId === null) {
      // Whether its bytes are the same is told when it is read.
      const picture = { sourceHash, contentHash: contentHash ?? sourceHash };
      const { side, leftOut } = store.trainingSides.standingOf(picture);
      return leftOut !== null || side === "holdout";
    }
    const one = present.get(photoId);
    return one?.leftOut !== null || one.label !== label || one.side !== part;
  });
  if (changed.length > 0) {
    throw new LentigoError("training.data-changed", { photos: changed.length });
  }
  store.trainingSides.assertApart(photos);
}

/**
 * Reads a photo of a plan.
 *
 * @throws LentigoError `photo.missing` or `photo.file-*`; `training.data-changed` where a folder no
 * longer holds the photo that was planned
 */
export async function readPlannedPhoto(
  { photos, blobs }: Pick<Store, "photos" | "blobs">,
  plan: TrainingPlan,
  index: number,
): Promise<Uint8Array> {
  const photo = plan.photos[index];
  if (photo?.photoId != null) return blobs.get(photos.files(photo.photoId).blob);
  const bytes = await readFromFolder(plan.source, photo?.file ?? null);
  if (bytes === null || blobs.nameOf(bytes) !== photo?.sourceHash) {
    throw new LentigoError("training.data-changed", { photos: 1 });
  }
  return bytes;
}

/** Null where there is no such file. */
async function readFromFolder(
  source: TrainingPlan["source"],
  file: string | null,
): Promise<Uint8Array | null> {
  if (source.kind !== "folder" || file === null) return null;
  return readFile(join(source.path, file)).catch(() => null);
}

/** The photos as the trainer is told of them: patients are numbers there. */
export function anonymous({ photos }: TrainingPlan): RetrainPlan["photos"] {
  const numbers = new Map<string, number>();
  return photos.map(({ group, label, part }) => {
    const number = numbers.get(group) ?? numbers.size;
    numbers.set(group, number);
    return { group: String(number), label: DIAGNOSES.indexOf(label), part };
  });
}
