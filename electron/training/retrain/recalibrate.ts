/** Temperature and operating points of a candidate: every version has its own. */
import { DIAGNOSES } from "../../domain/diagnosis";
import { calibratedProbabilities } from "../../vision/calibration";
import type { ModelManifest } from "../../vision/network/modelFolder";
import {
  fitTemperature,
  negativeLogLikelihood,
  SOON_SENSITIVITY,
  thresholdFor,
  URGENT_SENSITIVITY,
  type LabelledLogits,
} from "../calibrate";
import { DIAGNOSIS_SCHEME } from "../diagnosisMetrics";
import { calibrationError, drawnAs, ratesAt, type Prediction } from "../evaluate";
import type { ModelMetrics } from "../modelMetrics";

/** Photos that the candidate did not learn from, or answers of heads that did not. */
export interface CalibrationSet {
  /** Words for where a threshold was chosen. */
  readonly name: string;
  readonly samples: readonly GroupedLogits[];
}

type GroupedLogits = LabelledLogits & {
  /** The patient, else the lesion, else the photo. */
  readonly group: string;
};

/** Melanomas found beside what a manifest tells; null where they were not counted. */
type Point = ModelManifest["operatingPoints"]["soon"] & {
  readonly melanomaSensitivity: number | null;
};

export interface Recalibration {
  readonly temperature: number;
  readonly operatingPoints: { readonly urgent: Point; readonly soon: Point };
  readonly calibration: ModelMetrics["calibration"];
}

/** A set with malignant photos of fewer patients says little of how many a threshold finds. */
const LEAST_MALIGNANT = 10;

const NOT_MEASURED = {
  sensitivity: null,
  specificity: null,
  melanomaSensitivity: null,
  measuredOn: "not measured for this version",
  rule: "kept from the version before: malignant photos of too few patients to choose one",
} as const;

/**
 * One temperature for all sets, each counting alike however many photos it has. A threshold finds
 * what its rule says in every set that has malignant photos of enough patients to tell: it is the
 * lowest of theirs.
 *
 * @param fallback operating points whose thresholds are kept where no set has enough. What they found
 * was measured with another version's answers, and is not said of this one
 */
export function recalibrate(
  sets: readonly CalibrationSet[],
  fallback: ModelManifest["operatingPoints"],
): Recalibration {
  const samples = sets.flatMap((set) =>
    set.samples.map((sample) => ({ ...sample, weight: 1 / set.samples.length })),
  );
  const temperature = fitTemperature(samples);
  const quality = (at: number) => ({
    logLoss: negativeLogLikelihood(samples, at),
    calibrationError: calibrationError(predictionsOf(samples, at)),
  });
  const name = sets.map((set) => set.name).join(" and ");
  const telling = sets
    .map(({ name, samples }) => ({ name, predictions: predictionsOf(samples, temperature) }))
    .filter(({ predictions }) => isTelling(predictions));
  const point = (sensitivity: number, kept: ModelManifest["operatingPoints"]["soon"]): Point => {
    const chosen = telling.map(({ name, predictions }) => ({
      name,
      ...thresholdFor(predictions, DIAGNOSIS_SCHEME, sensitivity, "onward"),
    }));
    const [lowest] = [...chosen].sort((a, b) => a.threshold - b.threshold);
    if (!lowest) return { threshold: kept.threshold, ...NOT_MEASURED };
    const all = telling.flatMap(({ predictions }) => predictions);
    const rates = ratesAt(all, DIAGNOSIS_SCHEME, lowest.threshold);
    return {
      threshold: lowest.threshold,
      sensitivity: rates.sensitivity ?? lowest.sensitivity,
      specificity: rates.specificity ?? lowest.specificity,
      melanomaSensitivity: rates.melanomaSensitivity,
      measuredOn: telling.map((set) => set.name).join(" and "),
      rule:
        chosen.length === 1
          ? lowest.rule
          : `lowest of these: ${chosen.map((each) => `on ${each.name}, ${each.rule}`).join("; ")}`,
    };
  };
  return {
    temperature,
    operatingPoints: {
      urgent: point(URGENT_SENSITIVITY, fallback.urgent),
      soon: point(SOON_SENSITIVITY, fallback.soon),
    },
    calibration: { split: name, temperature, before: quality(1), after: quality(temperature) },
  };
}

function isTelling(set: readonly Prediction[]): boolean {
  const malignant = set.filter(({ label }) => DIAGNOSIS_SCHEME.malignant.includes(label));
  return new Set(malignant.map(drawnAs)).size >= LEAST_MALIGNANT && malignant.length < set.length;
}

function predictionsOf(samples: readonly GroupedLogits[], temperature: number): Prediction[] {
  return samples.map(({ label, logits, group }) => {
    const probabilities = calibratedProbabilities(logits, DIAGNOSES, temperature);
    return {
      lesionId: group,
      label,
      probabilities: DIAGNOSES.map((name) => probabilities[name]),
    };
  });
}
