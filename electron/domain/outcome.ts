/**
 * What people found a lesion to be, beside what a model said of its photo. Histology counts
 * for the lesion, and so for every photo that shows it; a clinical diagnosis for its photo.
 */
import { isMalignant, type Diagnosis } from "./diagnosis";

export const OUTCOME_KINDS = ["clinical", "histology"] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

/** How sure a clinician is. */
export const CONFIDENCES = ["low", "moderate", "high"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export const NEXT_STEPS = ["none", "follow-up", "excision", "referral"] as const;
export type NextStep = (typeof NEXT_STEPS)[number];

/**
 * How a model's leading class and an outcome can differ, the gravest first: `missed`: malignant
 * and called benign; `false-alarm`: the reverse; `other-class`: another class of the same side.
 */
export const DISAGREEMENTS = ["missed", "false-alarm", "other-class"] as const;
export type Disagreement = (typeof DISAGREEMENTS)[number];

/**
 * How a model's answer differs from an outcome; null where it does not, or where one of them
 * says nothing.
 *
 * @param model its leading class; null where the photo cannot be assessed
 * @param outcome null where nobody can say
 */
export function disagreementBetween(
  model: Diagnosis | null,
  outcome: Diagnosis | null,
): Disagreement | null {
  if (model === null || outcome === null || model === outcome) return null;
  if (isMalignant(outcome) && !isMalignant(model)) return "missed";
  if (isMalignant(model) && !isMalignant(outcome)) return "false-alarm";
  return "other-class";
}

interface RecordedOutcome {
  readonly photoId: string;
  readonly kind: OutcomeKind;
  /** Of the histology report; null for a clinical diagnosis. */
  readonly date: string | null;
  /** When it was recorded. */
  readonly at: string;
  readonly withdrawn: object | null;
}

/**
 * The outcome that counts for a photo; null where there is none. Of each kind and photo the
 * one recorded last stands. Histology beats a clinical diagnosis; of several photos of the
 * lesion, the latest report counts.
 *
 * @param outcomes of the photo, and histology of its lesion's other photos; those entered last
 * first, whatever the clock said
 */
export function countingOutcome<T extends RecordedOutcome>(
  outcomes: readonly T[],
  photoId: string,
): T | null {
  const standing = outcomes.filter(({ withdrawn }) => withdrawn === null);
  const histology = standing
    .filter(({ kind }) => kind === "histology")
    .filter((one, _, all) => all.find((other) => other.photoId === one.photoId) === one)
    .sort((a, b) => compare(b.date ?? "", a.date ?? "") || compare(b.at, a.at));
  const clinical = standing.find((one) => one.kind === "clinical" && one.photoId === photoId);
  return histology[0] ?? clinical ?? null;
}

/** As people read them: by when they were recorded, the latest first. */
export function byTime<T extends { readonly at: string }>(outcomes: readonly T[]): T[] {
  return [...outcomes].sort((a, b) => compare(b.at, a.at));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
