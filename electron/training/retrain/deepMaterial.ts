/** A clinic's photos as training layers needs them: in memory, a part kept to validate. */
import { freemem } from "node:os";
import { LentigoError } from "../../contract/errors";
import { PHOTOS_NEEDED } from "../../domain/retrainRecipe";
import type { Recipe } from "../recipes/recipe";
import { readClinicPhotos, type ClinicPhoto, type ReadPhotos } from "./clinicPhotos";
import { partsByGroup } from "./groupedParts";
import type { RetrainPlan } from "./plan";
import type { ProgressMeter } from "./progress";
import { createSharedPictures, type SharedPictures } from "./sharedPictures";
import type { Surroundings } from "./surroundings";

/** Share of the groups to learn from that draw the curves and choose temperature and thresholds. */
const VALIDATION_SHARE = 0.15;

/** Stream number of that choice. */
const VALIDATION = 0x7a11;

/** Pictures may take this share of the memory that is free at the start. */
const PICTURES_SHARE = 0.4;

export interface DeepMaterial {
  /** Those held out included; they are read again when it is their turn. */
  readonly read: ReadPhotos;
  /** Of the photos to learn from and to validate by, by `nameOf`. */
  readonly pictures: SharedPictures;
  readonly learned: readonly ClinicPhoto[];
  readonly validation: readonly ClinicPhoto[];
}

/** What the photo feed calls it. */
export const nameOf = ({ index }: ClinicPhoto): string => `photo ${String(index)}`;

/**
 * @throws LentigoError `training.too-few` where there are fewer photos than it takes to learn anew
 * what lesions look like, so that what is none goes on being refused; `training.memory`
 */
export async function readDeepMaterial(
  plan: RetrainPlan,
  recipe: Recipe,
  surroundings: Surroundings,
  meter: ProgressMeter,
): Promise<DeepMaterial> {
  requireEnough(plan.photos);
  const pictures = createSharedPictures(largestInput(recipe), freemem() * PICTURES_SHARE);
  const read = await readClinicPhotos(
    plan,
    surroundings,
    (photos, decoded) => {
      photos.forEach((photo, place) => {
        const picture = decoded[place];
        if (picture && photo.part === "train") pictures.keep(nameOf(photo), picture);
      });
      return Promise.resolve();
    },
    (done, still) => {
      meter.stoodStill(still);
      meter.at({ phase: "reading", done: done / plan.photos.length });
    },
  );
  requireEnough(read.photos);
  const train = read.photos.filter(({ part }) => part === "train");
  const shares = [1 - VALIDATION_SHARE, VALIDATION_SHARE];
  const parts = partsByGroup(train, shares, plan.seed, VALIDATION);
  return {
    read,
    pictures,
    learned: train.filter((_, place) => parts[place] === 0),
    validation: train.filter((_, place) => parts[place] === 1),
  };
}

export function largestInput({ phases }: Recipe): number {
  return Math.max(...phases.map(({ inputSize }) => inputSize));
}

function requireEnough(photos: RetrainPlan["photos"]): void {
  const train = photos.filter(({ part }) => part === "train");
  if (train.length >= PHOTOS_NEEDED.full) return;
  throw new LentigoError("training.too-few", {
    photos: train.length,
    classes: new Set(train.map(({ label }) => label)).size,
    holdout: photos.length - train.length,
    needed: PHOTOS_NEEDED.full,
  });
}
