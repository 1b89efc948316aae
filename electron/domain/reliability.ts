/**
 * Whether a malignancy score means what it says: of photos with a score of 30 %, about 30 of
 * 100 should be found malignant.
 */
import type { ConfirmedAnswer } from "./confirmedAnswer";
import { isMalignant } from "./diagnosis";
import { wilsonInterval, type Interval } from "./proportion";

/** From so many cases on calibration is measured; with fewer it would mostly be chance. */
export const CASES_FOR_RELIABILITY = { cases: 100, malignant: 20 } as const;

const MOST_BINS = 10;
const LEAST_IN_BIN = 20;

/** Cases of similar scores. */
export interface ReliabilityBin {
  readonly cases: number;
  readonly malignant: number;
  /** Mean score, 0 to 1. */
  readonly score: number;
  /** Of the share found malignant. */
  readonly interval: Interval;
}

export interface Reliability {
  /** Of as many cases each as can be, by rising score. */
  readonly bins: ReliabilityBin[];
  /** Mean distance of score and share found malignant over the bins, weighted by cases. */
  readonly calibrationError: number;
  /**
   * What this error would come to, on average, were every score exactly right: with few cases
   * shares stray by chance.
   */
  readonly errorByChance: number;
}

interface ScoredCase {
  readonly score: number;
  readonly malignant: boolean;
}

/**
 * Null where there are too few cases. Bins of equal counts, as in Nguyen, O'Connor: Posterior
 * calibration and exploratory analysis for natural language processing models. EMNLP 2015.
 */
export function reliabilityOf(
  answers: readonly Pick<ConfirmedAnswer, "outcome" | "malignancy">[],
): Reliability | null {
  const cases = answers.map(({ outcome, malignancy }) => {
    return { score: malignancy, malignant: isMalignant(outcome) };
  });
  const malignant = cases.filter((one) => one.malignant).length;
  if (cases.length < CASES_FOR_RELIABILITY.cases) return null;
  if (malignant < CASES_FOR_RELIABILITY.malignant) return null;
  const groups = equalCounts(cases);
  const bins = groups.map(binOf);
  return {
    bins,
    calibrationError: weighted(bins, (bin) => Math.abs(bin.score - bin.malignant / bin.cases)),
    errorByChance: groups.reduce((sum, group) => sum + straying(group), 0) / cases.length,
  };
}

/** By rising score; equal scores stay together, so that their order does not matter. */
function equalCounts(cases: readonly ScoredCase[]): ScoredCase[][] {
  const sorted = [...cases].sort((a, b) => a.score - b.score);
  const count = Math.min(MOST_BINS, Math.floor(sorted.length / LEAST_IN_BIN));
  const groups: ScoredCase[][] = [];
  let from = 0;
  for (let bin = 1; bin <= count; bin++) {
    let to = Math.max(from, Math.round((bin * sorted.length) / count));
    while (to > 0 && to < sorted.length && sorted[to]?.score === sorted[to - 1]?.score) to++;
    if (to > from) groups.push(sorted.slice(from, to));
    from = to;
  }
  return groups;
}

function binOf(group: readonly ScoredCase[]): ReliabilityBin {
  const malignant = group.filter((one) => one.malignant).length;
  return {
    cases: group.length,
    malignant,
    score: group.reduce((sum, { score }) => sum + score, 0) / group.length,
    interval: wilsonInterval(malignant, group.length),
  };
}

function weighted(
  bins: readonly ReliabilityBin[],
  measure: (bin: ReliabilityBin) => number,
): number {
  const total = bins.reduce((sum, { cases }) => sum + cases, 0);
  return bins.reduce((sum, bin) => sum + bin.cases * measure(bin), 0) / total;
}

/** Mean distance from its expectation of the number found malignant, as a normal deviate. */
function straying(group: readonly ScoredCase[]): number {
  const variance = group.reduce((sum, { score }) => sum + score * (1 - score), 0);
  return Math.sqrt((2 * variance) / Math.PI);
}
