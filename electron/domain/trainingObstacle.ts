/** What stands in the way of a training run, told before anything is computed. */
import type { Diagnosis } from "./diagnosis";
import { LEAST_GROUPS } from "./promotionGate";
import { PHOTOS_NEEDED, type RetrainRecipe } from "./retrainRecipe";

export const TRAINING_OBSTACLES = [
  "running",
  "too-few-photos",
  "too-few-patients",
  "one-class",
  "too-few-to-judge",
] as const;

export type TrainingObstacle = (typeof TRAINING_OBSTACLES)[number];

/** One side of the data, the photos to learn from or those to judge by. */
export interface DataSide {
  readonly photos: number;
  /** Patients, else lesions, else photos: what is kept together. */
  readonly patients: number;
  readonly classes: Readonly<Partial<Record<Diagnosis, number>>>;
}

/** How strongly a run adapts is chosen by cross-validation among patients: five parts of two. */
export const LEAST_PATIENTS = 10;

/**
 * The first thing that stands in a recipe's way; null where nothing does. With `too-few-to-judge` a run
 * can go ahead, but the gate will not let its candidate pass (promotionGate.ts).
 */
export function trainingObstacle(
  train: DataSide,
  holdout: DataSide,
  recipe: RetrainRecipe,
): TrainingObstacle | null {
  const classes = Object.values(train.classes).filter((photos) => photos > 0).length;
  if (train.photos < PHOTOS_NEEDED[recipe] || holdout.photos === 0) return "too-few-photos";
  if (train.patients < LEAST_PATIENTS) return "too-few-patients";
  if (classes < 2) return "one-class";
  return holdout.patients < LEAST_GROUPS ? "too-few-to-judge" : null;
}

/** Whether a run cannot even begin. */
export function preventsTraining(obstacle: TrainingObstacle | null): boolean {
  return obstacle !== null && obstacle !== "too-few-to-judge";
}
