/** Goes through a plan's photos, which are read, decoded and fingerprinted one after the other. */
import { createHash } from "node:crypto";
import { DIAGNOSES } from "../../domain/diagnosis";
import { PHOTOS_NEEDED, type RetrainRecipe } from "../../domain/retrainRecipe";
import { failureOf, LentigoError } from "../../contract/errors";
import { decodePhoto, type PixelImage } from "../../vision/decode";
import type { PlannedPhoto, RetrainPlan } from "./plan";
import { takeBreath, type Surroundings } from "./surroundings";

export interface ClinicPhoto extends PlannedPhoto {
  /** Its place in the plan. */
  readonly index: number;
}

export interface ReadPhotos {
  readonly photos: readonly ClinicPhoto[];
  /** Places of those that could not be read or decoded. */
  readonly unreadable: readonly number[];
  /** sha256 over the photos' contents, labels and parts: which data a version has seen. */
  readonly fingerprint: string;
}

/** Photos decoded at once. */
const BATCH = 16;

/** A photo that was read. */
export interface HashedPhoto extends ClinicPhoto {
  /** Of its bytes. */
  readonly sha256: string;
}

/** Given decoded photos in batches, in order. */
export type TakePhotos = (
  photos: readonly HashedPhoto[],
  pictures: readonly PixelImage[],
) => Promise<void>;

/**
 * All photos of a plan.
 *
 * @param onProgress called with the number of photos done and milliseconds that the run stood still
 * @param isKnown of photos that need not be decoded again, and are not given
 * @throws LentigoError `training.too-few`, `training.overlap` where a picture is on both sides, or
 * `training.cancelled`
 */
export async function readClinicPhotos(
  plan: RetrainPlan,
  surroundings: Surroundings,
  take: TakePhotos,
  onProgress: (done: number, still: number) => void,
  isKnown?: (photo: HashedPhoto) => boolean,
): Promise<ReadPhotos> {
  const all = plan.photos.map((photo, index) => ({ ...photo, index }));
  const read = await takePhotos(all, surroundings, take, onProgress, isKnown);
  requireEnough(read.photos, plan.recipe);
  return read;
}

/** Some photos of a plan. As `readClinicPhotos`, however few there are. */
export async function takePhotos(
  all: readonly ClinicPhoto[],
  surroundings: Surroundings,
  take: TakePhotos,
  onProgress: (done: number, still: number) => void,
  isKnown: (photo: HashedPhoto) => boolean = () => false,
): Promise<ReadPhotos> {
  const read: ClinicPhoto[] = [];
  const unreadable: number[] = [];
  const lines: string[] = [];
  const parts = new Map<string, PlannedPhoto["part"]>();
  for (let from = 0; from < all.length; from += BATCH) {
    const photos: HashedPhoto[] = [];
    const pictures: PixelImage[] = [];
    for (const photo of all.slice(from, from + BATCH)) {
      const found = await readPhoto(photo, surroundings, isKnown);
      if (!found) {
        unreadable.push(photo.index);
        continue;
      }
      const { sha256 } = found.photo;
      // The same picture under two names, which no plan can tell.
      if ((parts.get(sha256) ?? photo.part) !== photo.part) {
        throw new LentigoError("training.overlap");
      }
      parts.set(sha256, photo.part);
      read.push(photo);
      lines.push([sha256, photo.label, photo.part].join());
      if (!found.picture) continue;
      photos.push(found.photo);
      pictures.push(found.picture);
    }
    if (photos.length > 0) await take(photos, pictures);
    onProgress(Math.min(all.length, from + BATCH), await takeBreath(surroundings));
  }
  const fingerprint = createHash("sha256").update(lines.sort().join("\n")).digest("hex");
  return { photos: read, unreadable, fingerprint };
}

/** Null where it cannot be used; without a picture where it is known. */
async function readPhoto(
  photo: ClinicPhoto,
  { read }: Surroundings,
  isKnown: (photo: HashedPhoto) => boolean,
): Promise<{ readonly photo: HashedPhoto; readonly picture: PixelImage | null } | null> {
  try {
    const bytes = await read(photo.index);
    const hashed = { ...photo, sha256: createHash("sha256").update(bytes).digest("hex") };
    return { photo: hashed, picture: isKnown(hashed) ? null : await decodePhoto(bytes) };
  } catch (error) {
    // One damaged photo among hundreds is no reason to learn from none.
    if (failureOf(error)?.code.startsWith("photo.") === true) return null;
    throw error;
  }
}

/**
 * Before anything is read.
 *
 * @throws LentigoError `training.overlap` where a group is on both sides, `training.too-few`
 */
export function checkPlan({ photos, recipe }: Pick<RetrainPlan, "photos" | "recipe">): void {
  const groupsOf = (part: PlannedPhoto["part"]): Set<string> =>
    new Set(photos.flatMap((photo) => (photo.part === part ? [photo.group] : [])));
  const heldOut = groupsOf("holdout");
  for (const group of groupsOf("train")) {
    if (heldOut.has(group)) throw new LentigoError("training.overlap");
  }
  for (const { label } of photos) {
    if (!(label in DIAGNOSES)) throw new Error("A photo has no diagnosis");
  }
  requireEnough(photos, recipe);
}

function requireEnough(photos: readonly PlannedPhoto[], recipe: RetrainRecipe): void {
  const train = photos.filter(({ part }) => part === "train");
  const classes = new Set(train.map(({ label }) => label)).size;
  const holdout = photos.length - train.length;
  const groups = new Set(train.map(({ group }) => group)).size;
  const needed = PHOTOS_NEEDED[recipe];
  if (train.length >= needed && classes > 1 && groups > 1 && holdout > 0) return;
  throw new LentigoError("training.too-few", {
    photos: train.length,
    classes,
    holdout,
    needed,
  });
}
