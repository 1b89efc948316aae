/**
 * How well probabilities agree with the truth: pure functions over predictions.
 *
 * Balanced accuracy is the mean recall of the classes, the measure of the ISIC 2018 challenge
 * (task 3). Areas under the ROC curve follow Mann and Whitney, ties counting half.
 */
import { randomStream } from "./random";

export interface Prediction {
  /** Photos of one lesion are drawn together when intervals are estimated. */
  readonly lesionId: string;
  /** The true class, 0 to classes - 1. */
  readonly label: number;
  /** One per class, adding up to 1. */
  readonly probabilities: readonly number[];
}

/** Which outputs mean what: indices into the probabilities. */
export interface ClassScheme {
  readonly names: readonly string[];
  readonly malignant: readonly number[];
  readonly melanoma: number;
}

export interface ClassResult {
  readonly name: string;
  /** Photos of this class. */
  readonly support: number;
  /** 0 where the class was never predicted, as scikit-learn has it. */
  readonly precision: number;
  /** 0 where there is no photo of the class. */
  readonly recall: number;
  readonly f1: number;
}

export interface ReliabilityBin {
  /** Bounds of the top probability, 0 to 1. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Means over the bin; 0 where it is empty. */
  readonly confidence: number;
  readonly accuracy: number;
}

export interface Headline {
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  /** Mean over the classes that have both photos of their own and others. */
  readonly macroAuc: number;
  readonly malignantAuc: number;
  readonly melanomaAuc: number;
}

export interface Evaluation extends Headline {
  readonly images: number;
  readonly lesions: number;
  readonly top2: number;
  readonly top3: number;
  readonly calibrationError: number;
  readonly reliability: readonly ReliabilityBin[];
  readonly classes: readonly ClassResult[];
  /** Photos by true class (rows) and predicted class (columns). */
  readonly confusion: readonly (readonly number[])[];
}

/** Lower and upper end of a 95 % interval. */
export type Interval = readonly [number, number];

/** @throws Error where there is no prediction */
export function evaluate(predictions: readonly Prediction[], scheme: ClassScheme): Evaluation {
  if (predictions.length === 0) throw new Error("There is nothing to evaluate");
  const confusion = confusionMatrix(predictions, scheme.names.length);
  return {
    images: predictions.length,
    lesions: new Set(predictions.map(({ lesionId }) => lesionId)).size,
    ...headline(predictions, scheme),
    top2: topAccuracy(predictions, 2),
    top3: topAccuracy(predictions, 3),
    calibrationError: calibrationError(predictions),
    reliability: reliability(predictions),
    classes: classResults(confusion, scheme.names),
    confusion,
  };
}

export function headline(predictions: readonly Prediction[], scheme: ClassScheme): Headline {
  const confusion = confusionMatrix(predictions, scheme.names.length);
  const isMalignant = ({ label }: Prediction): boolean => scheme.malignant.includes(label);
  const isMelanoma = ({ label }: Prediction): boolean => label === scheme.melanoma;
  return {
    accuracy: topAccuracy(predictions, 1),
    balancedAccuracy: balancedAccuracy(confusion),
    macroAuc: macroAuc(predictions, scheme.names.length),
    malignantAuc: auc(
      predictions.map((prediction) => malignancyOf(prediction, scheme)),
      predictions.map(isMalignant),
    ),
    melanomaAuc: auc(
      predictions.map(({ probabilities }) => probabilities[scheme.melanoma] ?? 0),
      predictions.map(isMelanoma),
    ),
  };
}

/** Sum of the malignant classes' probabilities, 0 to 1. */
export function malignancyOf(prediction: Prediction, scheme: ClassScheme): number {
  const sum = scheme.malignant.reduce(
    (total, index) => total + (prediction.probabilities[index] ?? 0),
    0,
  );
  return Math.min(1, sum);
}

/** The class with the highest probability; on a tie the first. */
export function predictedClass({ probabilities }: Prediction): number {
  return probabilities.indexOf(Math.max(...probabilities));
}

export function confusionMatrix(predictions: readonly Prediction[], classes: number): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const prediction of predictions) {
    const row = matrix[prediction.label];
    if (!row) throw new Error(`There is no class ${String(prediction.label)}`);
    const column = predictedClass(prediction);
    row[column] = (row[column] ?? 0) + 1;
  }
  return matrix;
}

/** Mean recall over the classes that have photos. */
export function balancedAccuracy(confusion: readonly (readonly number[])[]): number {
  const recalls = confusion.flatMap((row, index) => {
    const support = total(row);
    return support === 0 ? [] : [(row[index] ?? 0) / support];
  });
  return mean(recalls);
}

/** Share of photos whose true class is among the `k` most probable. */
export function topAccuracy(predictions: readonly Prediction[], k: number): number {
  const hits = predictions.filter(({ label, probabilities }) => {
    const own = probabilities[label] ?? 0;
    const ahead = probabilities.filter(
      (value, index) => value > own || (value === own && index < label),
    );
    return ahead.length < k;
  });
  return hits.length / predictions.length;
}

export function classResults(
  confusion: readonly (readonly number[])[],
  names: readonly string[],
): ClassResult[] {
  return names.map((name, index) => {
    const hits = confusion[index]?.[index] ?? 0;
    const support = total(confusion[index] ?? []);
    const predicted = total(confusion.map((row) => row[index] ?? 0));
    const precision = predicted === 0 ? 0 : hits / predicted;
    const recall = support === 0 ? 0 : hits / support;
    const f1 = hits === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    return { name, support, precision, recall, f1 };
  });
}

/**
 * Probability that a positive scores above a negative, ties counting half; NaN where one of the
 * two kinds is missing.
 */
export function auc(scores: readonly number[], positive: readonly boolean[]): number {
  const order = scores.map((score, index) => ({ score, positive: positive[index] === true }));
  order.sort((a, b) => a.score - b.score);
  let rankSum = 0;
  let index = 0;
  while (index < order.length) {
    let end = index;
    while (end < order.length && order[end]?.score === order[index]?.score) end += 1;
    // Ties share the mean of their ranks, which count from 1.
    const rank = (index + 1 + end) / 2;
    rankSum += rank * order.slice(index, end).filter((entry) => entry.positive).length;
    index = end;
  }
  const positives = positive.filter(Boolean).length;
  const negatives = scores.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

export function macroAuc(predictions: readonly Prediction[], classes: number): number {
  const areas = Array.from({ length: classes }, (_, index) =>
    auc(
      predictions.map(({ probabilities }) => probabilities[index] ?? 0),
      predictions.map(({ label }) => label === index),
    ),
  );
  return mean(areas.filter((area) => !Number.isNaN(area)));
}

const BINS = 15;

/** Top probability against accuracy in 15 bins of equal width. Guo et al., 2017. */
export function reliability(predictions: readonly Prediction[]): ReliabilityBin[] {
  const members = Array.from({ length: BINS }, () => [] as { top: number; hit: boolean }[]);
  for (const prediction of predictions) {
    const top = Math.max(...prediction.probabilities);
    const hit = predictedClass(prediction) === prediction.label;
    members[Math.min(BINS - 1, Math.floor(top * BINS))]?.push({ top, hit });
  }
  return members.map((bin, index) => ({
    from: index / BINS,
    to: (index + 1) / BINS,
    count: bin.length,
    confidence: bin.length === 0 ? 0 : mean(bin.map(({ top }) => top)),
    accuracy: bin.length === 0 ? 0 : bin.filter(({ hit }) => hit).length / bin.length,
  }));
}

/** Expected calibration error: the bins' gaps, weighted by their counts. */
export function calibrationError(predictions: readonly Prediction[]): number {
  const gaps = reliability(predictions).map(
    ({ count, confidence, accuracy }) => count * Math.abs(confidence - accuracy),
  );
  return total(gaps) / predictions.length;
}

export interface RatesAtThreshold {
  /** Share of malignant photos at or above the threshold. */
  readonly sensitivity: number;
  /** Share of benign photos below it. */
  readonly specificity: number;
  /** Share of melanomas at or above it. */
  readonly melanomaSensitivity: number;
}

export function ratesAt(
  predictions: readonly Prediction[],
  scheme: ClassScheme,
  threshold: number,
): RatesAtThreshold {
  const flaggedShare = (of: (label: number) => boolean): number => {
    const group = predictions.filter(({ label }) => of(label));
    const flagged = group.filter((prediction) => malignancyOf(prediction, scheme) >= threshold);
    return flagged.length / group.length;
  };
  return {
    sensitivity: flaggedShare((label) => scheme.malignant.includes(label)),
    specificity: 1 - flaggedShare((label) => !scheme.malignant.includes(label)),
    melanomaSensitivity: flaggedShare((label) => label === scheme.melanoma),
  };
}

/**
 * 95 % percentile intervals from a bootstrap over lesions: photos of one lesion resemble one
 * another, so drawing photos would make the intervals too narrow.
 */
export function headlineIntervals(
  predictions: readonly Prediction[],
  scheme: ClassScheme,
  draws = 1000,
  seed = 1,
): Record<keyof Headline, Interval> {
  const lesions = new Map<string, Prediction[]>();
  for (const prediction of predictions) {
    const group = lesions.get(prediction.lesionId);
    if (group) group.push(prediction);
    else lesions.set(prediction.lesionId, [prediction]);
  }
  const groups = [...lesions.values()];
  const random = randomStream(seed);
  const results = Array.from({ length: draws }, () => {
    const drawn = groups.flatMap(() => groups[random.below(groups.length)] ?? []);
    return headline(drawn, scheme);
  });
  const interval = (measure: keyof Headline): Interval => {
    const values = results
      .map((result) => result[measure])
      .filter((value) => !Number.isNaN(value))
      .sort((a, b) => a - b);
    return [percentile(values, 0.025), percentile(values, 0.975)];
  };
  return {
    accuracy: interval("accuracy"),
    balancedAccuracy: interval("balancedAccuracy"),
    macroAuc: interval("macroAuc"),
    malignantAuc: interval("malignantAuc"),
    melanomaAuc: interval("melanomaAuc"),
  };
}

/** Of sorted values, interpolated between neighbours. */
function percentile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function mean(values: readonly number[]): number {
  return total(values) / values.length;
}
