/** A clinic's photos as training layers needs them: in memory, a part kept to validate. */
import { LentigoError } from "../../contract/errors";
import { LEAST_PHOTOS } from "../fitFamiliarity";
import type { Recipe } from "../recipes/recipe";
import { readClinicPhotos, type ClinicPhoto, type ReadPhotos } from "./clinicPhotos";
import { partsByGroup, type GroupedPhoto } from "./groupedParts";
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
  const pictures = createSharedPictures(
    largestInput(recipe),
    surroundings.freeMemory() * PICTURES_SHARE,
  );
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
  const train = read.photos.filter(({ part }) => part === "train");
  return { read, pictures, ...withValidation(train, plan.seed) };
}

/**
 * Divides the photos to learn from: most teach, some validate.
 *
 * @throws LentigoError `training.too-few`
 */
export function withValidation<Photo extends GroupedPhoto>(
  train: readonly Photo[],
  seed: number,
): { readonly learned: readonly Photo[]; readonly validation: readonly Photo[] } {
  const shares = [1 - VALIDATION_SHARE, VALIDATION_SHARE];
  const parts = partsByGroup(train, shares, seed, VALIDATION);
  const [learned, validation] = [0, 1].map((part) =>
    train.filter((_, place) => parts[place] === part),
  );
  if (learned && validation && learned.length >= LEAST_PHOTOS && validation.length > 0) {
    return { learned, validation };
  }
  const lacking = Math.max(1, LEAST_PHOTOS - (learned?.length ?? 0));
  throw new LentigoError("training.too-few", {
    photos: train.length,
    classes: new Set(train.map(({ label }) => label)).size,
    holdout: 0,
    needed: train.length + Math.ceil(lacking / (1 - VALIDATION_SHARE)),
  });
}

export function largestInput({ phases }: Recipe): number {
  return Math.max(...phases.map(({ inputSize }) => inputSize));
}
