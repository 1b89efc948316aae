/** Labels that deserve a second look before a model learns them. */
import { DIAGNOSES, type Diagnosis, type Probabilities } from "./diagnosis";

/** How many of the most similar photos of other patients are asked. */
export const NEIGHBOURS_ASKED = 10;

/** Fewer say nothing. */
const LEAST_NEIGHBOURS = 5;

/** How many of a photo's nearest neighbours bear its own label. */
export interface NeighbourLabels {
  readonly same: number;
  readonly total: number;
}

/** True where the model gives a label less than a blind guess among the classes would. */
export function modelDoubts(label: Diagnosis, probabilities: Probabilities): boolean {
  return probabilities[label] < 1 / DIAGNOSES.length;
}

/**
 * True where most neighbours bear another label. Only together with the model's doubt is a label
 * suspicious: neighbours of a rare class are mostly of others, and what the model alone takes for
 * something else may be just what it has to learn.
 */
export function neighboursDisagree({ same, total }: NeighbourLabels): boolean {
  return total >= LEAST_NEIGHBOURS && same * 2 < total;
}

/** @param neighbours labels of the nearest photos of other patients */
export function neighbourLabels(
  label: Diagnosis,
  neighbours: readonly Diagnosis[],
): NeighbourLabels {
  return { same: neighbours.filter((one) => one === label).length, total: neighbours.length };
}
