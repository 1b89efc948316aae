import { createHash } from "node:crypto";
import type { LeftOut } from "../../contract/training";
import type { TrainingSide } from "../../domain/trainingSide";
import type { PictureStanding } from "../../store/trainingSides";
import { groupBy } from "../../training/groupBy";
import type { FolderPhoto, TrainingFolder } from "./takeFolder";

/** How the clinic stands to a photo. */
type StandingOf = (photo: Pick<FolderPhoto, "sourceHash" | "contentHash">) => PictureStanding;

export interface DividedFolder {
  /** In the folder's order. */
  readonly photos: readonly (FolderPhoto & { readonly part: TrainingSide })[];
  /** Why others are left out, a reason a photo. */
  readonly leftOut: readonly LeftOut[];
}

/** Of a folder's groups, where it says nothing of a split. */
const HELD_OUT_SHARE = 0.2;

/**
 * Divides a folder's photos. Whom the clinic holds out is left out, and who does not consent to
 * training there, with all photos of the group; so is a photo that somebody has excluded. Whom the
 * clinic learns from is learned from. Of the others the folder's own split decides; without one a fifth of the groups is held
 * out, by a hash of their names, so that the same folder is always divided in the same way.
 */
export function divideFolder({ photos }: TrainingFolder, standingOf: StandingOf): DividedFolder {
  const standings = new Map(photos.map((photo) => [photo, standingOf(photo)]));
  const parts = new Map<string, TrainingSide | LeftOut>();
  for (const [name, members] of groupBy(photos, ({ group }) => group)) {
    const known = members.flatMap((photo) => standings.get(photo) ?? []);
    const isKnownOn = (side: TrainingSide): boolean => known.some((one) => one.side === side);
    if (known.some(({ leftOut }) => leftOut === "no-consent")) parts.set(name, "no-consent");
    else if (isKnownOn("holdout")) parts.set(name, "in-hold-out");
    else parts.set(name, isKnownOn("train") ? "train" : ownSide(name, members));
  }
  const sided: (FolderPhoto & { readonly part: TrainingSide })[] = [];
  const leftOut: LeftOut[] = [];
  for (const photo of photos) {
    const part = parts.get(photo.group) ?? "train";
    if (part !== "train" && part !== "holdout") leftOut.push(part);
    else if (standings.get(photo)?.leftOut === "excluded") leftOut.push("excluded");
    else sided.push({ ...photo, part });
  }
  return { photos: sided, leftOut };
}

function ownSide(name: string, members: readonly FolderPhoto[]): TrainingSide {
  if (members.some(({ isHeldOut }) => isHeldOut !== null)) {
    return members.every(({ isHeldOut }) => isHeldOut === true) ? "holdout" : "train";
  }
  const digest = createHash("sha256").update(`hold-out ${name}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32 < HELD_OUT_SHARE ? "holdout" : "train";
}
