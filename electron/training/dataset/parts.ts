/** The parts of a split, and the words that data have for them. */

/** Weights are learned on `train`, temperature and thresholds chosen on `val`. */
export const PARTS = ["train", "val", "test"] as const;

export type Part = (typeof PARTS)[number];

/**
 * HAM10000 beside the validation set of ISIC 2018 task 3 has three parts: `val` chooses temperature
 * and thresholds, `isic2018-val` only measures.
 */
const WORDS: Readonly<Record<Part, readonly string[]>> = {
  train: ["train", "training"],
  val: ["val", "valid", "validation"],
  test: ["test", "testing", "isic2018-val"],
};

/** The part of a folder or a cell, whatever its capitals; null for any other word. */
export function partNamed(text: string): Part | null {
  const word = text.toLowerCase();
  return PARTS.find((part) => WORDS[part].includes(word)) ?? null;
}
