/** What can be wrong with a row, file or folder of labelled photos. */
export const DATASET_PROBLEMS = [
  "image-unnamed",
  "image-missing",
  "image-ambiguous",
  "row-repeated",
  "row-contradictory",
  "label-missing",
  "label-unknown",
  "label-undecided",
  "split-unknown",
  "age-unknown",
  "folder-unknown",
  "file-unknown",
  "file-repeated",
  "file-contradictory",
  "file-unreadable",
] as const;

export type DatasetProblemKind = (typeof DATASET_PROBLEMS)[number];
