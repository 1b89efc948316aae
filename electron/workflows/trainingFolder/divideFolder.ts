import { createHash } from "node:crypto";
import type { TrainingSide } from "../../domain/trainingSide";
import { groupBy } from "../../training/groupBy";
import type { FolderPhoto, TrainingFolder } from "./takeFolder";

export interface DividedFolder {
  /** In the folder's order. */
  readonly photos: readonly (FolderPhoto & { readonly part: TrainingSide })[];
  /** Photos of groups that the clinic holds out itself; they are left out. */
  readonly inHoldout: number;
}

/** Of a folder's groups, where it says nothing of a split. */
const HELD_OUT_SHARE = 0.2;

/**
 * Divides a folder's photos. Whom the clinic holds out is left out, whom it learns from is learned
 * from. Of the others the folder's own split decides; without one a fifth of the groups is held
 * out, by a hash of their names, so that the same folder is always divided in the same way.
 *
 * @param sideOf where the clinic has a photo of these bytes; null where it has none
 */
export function divideFolder(
  { photos }: TrainingFolder,
  sideOf: (sourceHash: string) => TrainingSide | null,
): DividedFolder {
  const parts = new Map<string, TrainingSide | null>();
  for (const [name, members] of groupBy(photos, ({ group }) => group)) {
    const known = new Set(members.map(({ sourceHash }) => sideOf(sourceHash)));
    if (known.has("holdout")) parts.set(name, null);
    else parts.set(name, known.has("train") ? "train" : ownSide(name, members));
  }
  const sided = photos.flatMap((photo) => {
    const part = parts.get(photo.group) ?? null;
    return part === null ? [] : [{ ...photo, part }];
  });
  return { photos: sided, inHoldout: photos.length - sided.length };
}

function ownSide(name: string, members: readonly FolderPhoto[]): TrainingSide {
  if (members.some(({ isHeldOut }) => isHeldOut !== null)) {
    return members.every(({ isHeldOut }) => isHeldOut === true) ? "holdout" : "train";
  }
  const digest = createHash("sha256").update(`hold-out ${name}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32 < HELD_OUT_SHARE ? "holdout" : "train";
}
