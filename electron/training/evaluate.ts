/**
 * How well probabilities agree with the truth: pure functions over predictions.
 *
 * Balanced accuracy is the mean recall of the classes, the measure of the ISIC 2018 challenge
 * (task 3). Areas under the ROC curve follow Mann and Whitney, ties counting half.
 */
export interface Prediction {
  /** The lesion, or the photo where its lesion is not known. */
  readonly lesionId: string;
  /**
   * Photos of one group were not drawn apart, and are drawn together when intervals are estimated:
   * those of a patient. Left out where the lesion is the group.
   */
  readonly group?: string;
  /** The true class, 0 to classes - 1. */
  readonly label: number;
  /** One per class, adding up to 1. */
  readonly probabilities: readonly number[];
}

/** Which outputs mean what: indices into the probabilities. */
export interface ClassScheme {
  readonly names: readonly string[];
  readonly malignant: readonly number[];
  /** Null where none of the classes means melanoma alone. */
  readonly melanoma: number | null;
}

/** Every measure is null where there is no photo of the class. */
export interface ClassResult {
  readonly name: string;
  /** Photos of this class. */
  readonly support: number;
  /** 0 where the class was never predicted, as scikit-learn has it. */
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** Area under the ROC curve against all other classes; null also where there is no other. */
  readonly auc: number | null;
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

export interface Evaluation {
  readonly images: number;
  readonly lesions: number;
  readonly accuracy: number;
  /** Null where there are no more classes: every photo would be right. */
  readonly top2: number | null;
  readonly top3: number | null;
  /** Mean recall of the classes that have photos. */
  readonly balancedAccuracy: number;
  /** Mean over the classes that have both photos of their own and others; null where none has. */
  readonly macroAuc: number | null;
  /** Null where there is no malignant or no benign photo. */
  readonly malignantAuc: number | null;
  /** Null where there is no melanoma or nothing else. */
  readonly melanomaAuc: number | null;
  /** Expected calibration error over 15 bins, 0 to 1. */
  readonly calibrationError: number;
  readonly reliability: readonly ReliabilityBin[];
  readonly classes: readonly ClassResult[];
  /** Photos by true class (rows) and predicted class (columns). */
  readonly confusion: readonly (readonly number[])[];
}

/** @throws Error where there is no prediction */
export function evaluate(predictions: readonly Prediction[], scheme: ClassScheme): Evaluation {
  if (predictions.length === 0) throw new Error("There is nothing to evaluate");
  const confusion = confusionMatrix(predictions, scheme.names.length);
  const areas = classAreas(predictions, scheme.names.length);
  return {
    images: predictions.length,
    lesions: new Set(predictions.map(({ lesionId }) => lesionId)).size,
    accuracy: topAccuracy(predictions, 1),
    top2: scheme.names.length > 2 ? topAccuracy(predictions, 2) : null,
    top3: scheme.names.length > 3 ? topAccuracy(predictions, 3) : null,
    balancedAccuracy: balancedAccuracy(confusion),
    macroAuc: meanOfKnown(areas),
    malignantAuc: auc(
      predictions.map((prediction) => malignancyOf(prediction, scheme)),
      predictions.map(({ label }) => scheme.malignant.includes(label)),
    ),
    melanomaAuc: scheme.melanoma === null ? null : (areas[scheme.melanoma] ?? null),
    calibrationError: calibrationError(predictions),
    reliability: reliability(predictions),
    classes: classResults(confusion, scheme.names, areas),
    confusion,
  };
}

/** What photos that were not drawn apart have in common: the patient, else the lesion. */
export function drawnAs({ group, lesionId }: Pick<Prediction, "group" | "lesionId">): string {
  return group ?? lesionId;
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

/** Share of photos whose true class is among the `k` most probable; on a tie the first counts. */
export function topAccuracy(predictions: readonly Prediction[], k: number): number {
  let hits = 0;
  for (const { label, probabilities } of predictions) {
    const own = probabilities[label] ?? 0;
    let ahead = 0;
    probabilities.forEach((value, index) => {
      if (value > own || (value === own && index < label)) ahead += 1;
    });
    if (ahead < k) hits += 1;
  }
  return hits / predictions.length;
}

/** @param areas each class' area under the ROC curve, as `classAreas` gives them */
export function classResults(
  confusion: readonly (readonly number[])[],
  names: readonly string[],
  areas: readonly (number | null)[],
): ClassResult[] {
  return names.map((name, index) => {
    const hits = confusion[index]?.[index] ?? 0;
    const support = total(confusion[index] ?? []);
    if (support === 0) return { name, support, precision: null, recall: null, f1: null, auc: null };
    const predicted = total(confusion.map((row) => row[index] ?? 0));
    const precision = predicted === 0 ? 0 : hits / predicted;
    const recall = hits / support;
    const f1 = hits === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    return { name, support, precision, recall, f1, auc: areas[index] ?? null };
  });
}

/**
 * Probability that a positive scores above a negative, ties counting half; null where one of
 * the two kinds is missing.
 */
export function auc(scores: readonly number[], positive: readonly boolean[]): number | null {
  const sorted = (kind: boolean): Float64Array =>
    Float64Array.from(scores.filter((_, index) => (positive[index] === true) === kind)).sort();
  const positives = sorted(true);
  const negatives = sorted(false);
  if (positives.length === 0 || negatives.length === 0) return null;
  let below = 0;
  let notAbove = 0;
  let pairs = 0;
  // Both numbers only grow with the score, so one walk over the negatives serves all positives.
  for (const score of positives) {
    while (below < negatives.length && (negatives[below] ?? 0) < score) below += 1;
    while (notAbove < negatives.length && (negatives[notAbove] ?? 0) <= score) notAbove += 1;
    pairs += (below + notAbove) / 2;
  }
  return pairs / (positives.length * negatives.length);
}

/** Each class against the rest. */
export function classAreas(predictions: readonly Prediction[], classes: number): (number | null)[] {
  return Array.from({ length: classes }, (_, index) =>
    auc(
      predictions.map(({ probabilities }) => probabilities[index] ?? 0),
      predictions.map(({ label }) => label === index),
    ),
  );
}

/** Bins of the top probability. */
export const CALIBRATION_BINS = 15;

/** Top probability against accuracy in 15 bins of equal width. Guo et al., 2017. */
export function reliability(predictions: readonly Prediction[]): ReliabilityBin[] {
  const members = Array.from(
    { length: CALIBRATION_BINS },
    () => [] as { top: number; hit: boolean }[],
  );
  for (const prediction of predictions) {
    const top = Math.max(...prediction.probabilities);
    const hit = predictedClass(prediction) === prediction.label;
    members[Math.min(CALIBRATION_BINS - 1, Math.floor(top * CALIBRATION_BINS))]?.push({ top, hit });
  }
  return members.map((bin, index) => ({
    from: index / CALIBRATION_BINS,
    to: (index + 1) / CALIBRATION_BINS,
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

/** Null where the photos that a rate counts are missing. */
export interface RatesAtThreshold {
  /** Share of malignant photos at or above the threshold. */
  readonly sensitivity: number | null;
  /** Share of benign photos below it. */
  readonly specificity: number | null;
  /** Share of melanomas at or above it. */
  readonly melanomaSensitivity: number | null;
}

export function ratesAt(
  predictions: readonly Prediction[],
  scheme: ClassScheme,
  threshold: number,
): RatesAtThreshold {
  const flaggedShare = (of: (label: number) => boolean): number | null => {
    const group = predictions.filter(({ label }) => of(label));
    const flagged = group.filter((prediction) => malignancyOf(prediction, scheme) >= threshold);
    return group.length === 0 ? null : flagged.length / group.length;
  };
  const benign = flaggedShare((label) => !scheme.malignant.includes(label));
  return {
    sensitivity: flaggedShare((label) => scheme.malignant.includes(label)),
    specificity: benign === null ? null : 1 - benign,
    melanomaSensitivity: flaggedShare((label) => label === scheme.melanoma),
  };
}

function meanOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : mean(known);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function mean(values: readonly number[]): number {
  return total(values) / values.length;
}
