/**
 * The measures of a comparison where each photo counts so many times. A bootstrap asks for them two
 * thousand times and more, so what does not depend on the counts (who leads, the order of scores) is
 * found once. `evaluate` says the same of photos that count once each.
 */
import { DIAGNOSES } from "../../domain/diagnosis";
import { DIAGNOSIS_SCHEME } from "../diagnosisMetrics";
import { groupBy } from "../groupBy";
import { CALIBRATION_BINS, malignancyOf, predictedClass, type Prediction } from "../evaluate";

export const MEASURES = [
  "balancedAccuracy",
  "accuracy",
  "melanomaRecall",
  "malignantSensitivity",
  "benignSpecificity",
  "macroAuc",
  "malignantAuc",
  "calibrationError",
] as const;

/** Null where no photo that counts tells. */
export type MeasureValues = Readonly<Record<(typeof MEASURES)[number], number | null>> & {
  readonly recalls: readonly (number | null)[];
};

/** @param threshold on the malignancy score, from which a photo counts as called malignant */
export function weighedMeasures(
  predictions: readonly Prediction[],
  threshold: number,
): (weights: ArrayLike<number>) => MeasureValues {
  const labels = predictions.map(({ label }) => label);
  const isMalignant = labels.map((label) => DIAGNOSIS_SCHEME.malignant.includes(label));
  const isRight = predictions.map((prediction) => predictedClass(prediction) === prediction.label);
  const scores = predictions.map((prediction) => malignancyOf(prediction, DIAGNOSIS_SCHEME));
  const isCalled = scores.map((score) => score >= threshold);
  const confidences = predictions.map(({ probabilities }) => Math.max(...probabilities));
  const malignantArea = areaUnder(scores, isMalignant);
  const classAreas = DIAGNOSES.map((_, label) =>
    areaUnder(
      predictions.map(({ probabilities }) => probabilities[label] ?? 0),
      labels.map((own) => own === label),
    ),
  );

  return (weights) => {
    const share = (of: readonly boolean[], among: (photo: number) => boolean): number | null => {
      let all = 0;
      let hits = 0;
      of.forEach((hit, photo) => {
        if (!among(photo)) return;
        all += weights[photo] ?? 0;
        if (hit) hits += weights[photo] ?? 0;
      });
      return all === 0 ? null : hits / all;
    };
    const recalls = DIAGNOSES.map((_, label) => share(isRight, (photo) => labels[photo] === label));
    const called = share(isCalled, (photo) => isMalignant[photo] === false);
    return {
      recalls,
      balancedAccuracy: meanOfKnown(recalls),
      accuracy: share(isRight, () => true),
      melanomaRecall: recalls[DIAGNOSES.indexOf("mel")] ?? null,
      malignantSensitivity: share(isCalled, (photo) => isMalignant[photo] === true),
      benignSpecificity: called === null ? null : 1 - called,
      macroAuc: meanOfKnown(classAreas.map((area) => area(weights))),
      malignantAuc: malignantArea(weights),
      calibrationError: calibrationError(confidences, isRight, weights),
    };
  };
}

/** Area under the ROC curve, ties counting half: Mann and Whitney. */
function areaUnder(
  scores: readonly number[],
  positive: readonly boolean[],
): (weights: ArrayLike<number>) => number | null {
  const ties = [...groupBy([...scores.entries()], ([, score]) => score)]
    .sort(([one], [other]) => one - other)
    .map(([, tied]) => tied.map(([photo]) => photo));
  return (weights) => {
    let below = 0;
    let positives = 0;
    let pairs = 0;
    for (const tied of ties) {
      let [tiedPositives, tiedNegatives] = [0, 0];
      for (const photo of tied) {
        if (positive[photo] === true) tiedPositives += weights[photo] ?? 0;
        else tiedNegatives += weights[photo] ?? 0;
      }
      pairs += tiedPositives * (below + tiedNegatives / 2);
      below += tiedNegatives;
      positives += tiedPositives;
    }
    return positives === 0 || below === 0 ? null : pairs / (positives * below);
  };
}

/** Expected calibration error, bins as `evaluate` makes them. */
function calibrationError(
  confidences: readonly number[],
  isRight: readonly boolean[],
  weights: ArrayLike<number>,
): number | null {
  const gaps = new Float64Array(CALIBRATION_BINS);
  let all = 0;
  confidences.forEach((confidence, photo) => {
    const weight = weights[photo] ?? 0;
    const bin = Math.min(CALIBRATION_BINS - 1, Math.floor(confidence * CALIBRATION_BINS));
    gaps[bin] = (gaps[bin] ?? 0) + weight * (confidence - (isRight[photo] === true ? 1 : 0));
    all += weight;
  });
  return all === 0 ? null : gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / all;
}

function meanOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
