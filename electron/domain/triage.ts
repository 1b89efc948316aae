import { malignancyScore, type Probabilities } from "./diagnosis";

/** Triage levels from the one to look at first to the one that a model cannot place. */
export const TRIAGE_LEVELS = ["urgent", "soon", "routine", "cannot-assess"] as const;

export type TriageLevel = (typeof TRIAGE_LEVELS)[number];

/** Why a photo is given no diagnosis. */
export const REFUSAL_REASONS = [
  "too-small",
  "too-dark",
  "too-bright",
  "blurred",
  "featureless",
  "not-a-lesion",
] as const;

export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** What lies over a photo that is assessed all the same, and may have swayed the answer. */
export const PHOTO_WARNINGS = ["hair", "ink", "ruler", "several-lesions"] as const;

export type PhotoWarning = (typeof PHOTO_WARNINGS)[number];

/**
 * A threshold on the malignancy score, with what it achieved where it was chosen; null where it is an
 * earlier version's and nothing tells what it achieves now.
 */
export interface OperatingPoint {
  /** Malignancy score, 0 to 1, from which the level applies. */
  readonly threshold: number;
  /** Share of malignant lesions at or above the threshold, 0 to 1. */
  readonly sensitivity: number | null;
  /** Share of benign lesions below the threshold, 0 to 1. */
  readonly specificity: number | null;
  /** The data on which both were measured, or that they were not. */
  readonly measuredOn: string;
}

export interface OperatingPoints {
  readonly urgent: OperatingPoint;
  readonly soon: OperatingPoint;
}

/**
 * The triage level of a photo. A photo that cannot be assessed gets no level of urgency,
 * however high its score: the numbers of a photo the model cannot see mean nothing.
 */
export function triageLevel(
  probabilities: Probabilities,
  refusals: readonly RefusalReason[],
  points: OperatingPoints,
): TriageLevel {
  if (refusals.length > 0) return "cannot-assess";
  const score = malignancyScore(probabilities);
  if (score >= points.urgent.threshold) return "urgent";
  if (score >= points.soon.threshold) return "soon";
  return "routine";
}
