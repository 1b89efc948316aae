/** Whether a clinic has confirmed enough new cases for retraining to be worth the wait. */

/** Confirmed cases that a model could learn from here. */
export interface CasesToLearnFrom {
  /** Photos. */
  readonly cases: number;
  /** Those of them found malignant or pre-malignant. */
  readonly malignant: number;
}

export interface RetrainingHint {
  readonly worthwhile: boolean;
  /** Those that the active version has not learned from. */
  readonly newCases: number;
  readonly newMalignant: number;
  /** How many new ones of either kind it takes. */
  readonly neededCases: number;
  readonly neededMalignant: number;
}

/** A judgement, not a measurement: a hundred hold some photos of every class but the rarest. */
export const LEAST_NEW_CASES = 100;

/** Fewer malignant ones hardly move what matters most, the recall of melanoma. */
export const LEAST_NEW_MALIGNANT = 10;

/**
 * Error falls with a power of the number of examples, so a gain takes a share more of them, not a
 * number (Hestness et al.: Deep learning scaling is predictable, empirically. arXiv:1712.00409,
 * 2017). A quarter more is the least that such a curve shows.
 */
const GROWTH = 0.25;

/**
 * @param learned what the active version has learned from in this clinic
 * @param fresh what has come since
 */
export function retrainingHint(learned: CasesToLearnFrom, fresh: CasesToLearnFrom): RetrainingHint {
  const neededCases = Math.max(LEAST_NEW_CASES, Math.ceil(learned.cases * GROWTH));
  return {
    worthwhile: fresh.cases >= neededCases && fresh.malignant >= LEAST_NEW_MALIGNANT,
    newCases: fresh.cases,
    newMalignant: fresh.malignant,
    neededCases,
    neededMalignant: LEAST_NEW_MALIGNANT,
  };
}
