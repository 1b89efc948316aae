/**
 * The seven diagnosis classes of HAM10000 and ISIC 2018 Task 3, in the order in which every
 * vector of probabilities is written.
 *
 * Tschandl, Rosendahl, Kittler: The HAM10000 dataset. Scientific Data 5:180161, 2018.
 */
export const DIAGNOSES = ["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"] as const;

export type Diagnosis = (typeof DIAGNOSES)[number];

/** Malignant or pre-malignant classes: their probabilities add up to the malignancy score. */
export const MALIGNANT = ["akiec", "bcc", "mel"] as const satisfies readonly Diagnosis[];

export type Probabilities = Readonly<Record<Diagnosis, number>>;

export function isDiagnosis(text: string): text is Diagnosis {
  return (DIAGNOSES as readonly string[]).includes(text);
}

export function isMalignant(diagnosis: Diagnosis): boolean {
  return (MALIGNANT as readonly Diagnosis[]).includes(diagnosis);
}

/** Probability, 0 to 1, that the lesion is malignant or pre-malignant. */
export function malignancyScore(probabilities: Probabilities): number {
  const sum = MALIGNANT.reduce((total, diagnosis) => total + probabilities[diagnosis], 0);
  return Math.min(1, Math.max(0, sum));
}

/** The class with the highest probability; on a tie the first in `DIAGNOSES`. */
export function leadingDiagnosis(probabilities: Probabilities): Diagnosis {
  return DIAGNOSES.reduce((best, diagnosis) =>
    probabilities[diagnosis] > probabilities[best] ? diagnosis : best,
  );
}

/** The classes from most to least probable. */
export function rankedDiagnoses(probabilities: Probabilities): Diagnosis[] {
  return [...DIAGNOSES].sort((a, b) => probabilities[b] - probabilities[a]);
}
