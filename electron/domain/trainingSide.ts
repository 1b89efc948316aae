/**
 * On which side of the data a patient is. Whoever is held out is never learned from, so that every
 * version can be judged by photos that it has not seen; whoever is learned from never judges.
 */
import { isMalignant, type Diagnosis } from "./diagnosis";

export const TRAINING_SIDES = ["train", "holdout"] as const;

export type TrainingSide = (typeof TRAINING_SIDES)[number];

/** Of the patients, in each stratum. */
const HELD_OUT_SHARE = 0.2;

/** The gravest first. */
const BY_GRAVITY = ["mel", "bcc", "akiec", "bkl", "df", "vasc", "nv"] as const;

/** @param diagnoses at least one */
export function gravestDiagnosis(diagnoses: readonly Diagnosis[]): Diagnosis {
  return BY_GRAVITY.find((diagnosis) => diagnoses.includes(diagnosis)) ?? "nv";
}

/** How many patients of a stratum are on each side. */
export type SideCounts = Readonly<Record<TrainingSide, number>>;

/**
 * The sides of patients who are new to a stratum, in their order. Strata are the gravest
 * diagnoses, so that what is rare and matters most is on both sides as soon as two patients have
 * it.
 */
export function sidesOfNewPatients(
  diagnosis: Diagnosis,
  known: SideCounts,
  newPatients: number,
): TrainingSide[] {
  const all = known.train + known.holdout + newPatients;
  const least = isMalignant(diagnosis) && all >= 2 ? 1 : 0;
  const wanted = Math.max(least, Math.round(all * HELD_OUT_SHARE)) - known.holdout;
  return Array.from({ length: newPatients }, (_, place) => (place < wanted ? "holdout" : "train"));
}

/**
 * The side of two patients who turn out to be one; null where neither has one yet. Once a version
 * has learned from either, the two can no longer be held out.
 */
export function sideOfBoth(
  one: TrainingSide | null,
  other: TrainingSide | null,
  learnedFrom: boolean,
): TrainingSide | null {
  if (one === null && other === null) return null;
  const isHeldOut = one === "holdout" || other === "holdout";
  return isHeldOut && !learnedFrom ? "holdout" : "train";
}
