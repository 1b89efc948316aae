/** Turns a trained network's outputs into probabilities that mean what they say. */
import {
  malignancyOf,
  ratesAt,
  type ClassScheme,
  type Prediction,
  type RatesAtThreshold,
} from "./evaluate";

export interface LabelledLogits {
  readonly label: number;
  readonly logits: ArrayLike<number>;
  /** How much it counts beside others; default 1. */
  readonly weight?: number;
}

/**
 * The temperature that makes the labels most likely: Guo et al., "On Calibration of Modern Neural
 * Networks", ICML 2017. The likelihood has one optimum, which golden-section search finds between
 * 0.05 and 20 to four digits.
 */
export function fitTemperature(samples: readonly LabelledLogits[]): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(0.05);
  let high = Math.log(20);
  while (high - low > 1e-5) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (
      negativeLogLikelihood(samples, Math.exp(left)) <
      negativeLogLikelihood(samples, Math.exp(right))
    ) {
      high = right;
    } else {
      low = left;
    }
  }
  return Math.exp((low + high) / 2);
}

/** Weighted mean over the samples, in nats. */
export function negativeLogLikelihood(
  samples: readonly LabelledLogits[],
  temperature: number,
): number {
  let sum = 0;
  let weights = 0;
  for (const { label, logits, weight = 1 } of samples) {
    const values = Array.from(logits);
    const highest = Math.max(...values);
    const partition = values.reduce(
      (total, logit) => total + Math.exp((logit - highest) / temperature),
      0,
    );
    sum += weight * (Math.log(partition) - ((values[label] ?? 0) - highest) / temperature);
    weights += weight;
  }
  return sum / weights;
}

export interface ChosenThreshold extends RatesAtThreshold {
  /** On the malignancy score, 0 to 1. */
  readonly threshold: number;
  readonly sensitivity: number;
  readonly specificity: number;
  readonly rule: string;
}

/**
 * The highest threshold that still finds `sensitivity` (0 to 1) of the malignant photos and, where
 * the scheme names melanoma, of the melanomas: no other that does calls fewer benign ones. The
 * two are asked for apart, because melanomas score lower than other malignant lesions do and a
 * threshold on all would find too few of them.
 *
 * @param promise `here`: of these very photos; `onward`: of new ones too, on average. Of n photos
 * that choose a threshold to find a share s of themselves, one must be found more often, s (n + 1)
 * times, for the share to hold of a new photo: Vovk, Gammerman, Shafer, "Algorithmic Learning in a
 * Random World", 2005. With few photos that means all of them.
 * @throws Error where there is no malignant or no benign photo
 */
export function thresholdFor(
  predictions: readonly Prediction[],
  scheme: ClassScheme,
  sensitivity: number,
  promise: "here" | "onward" = "here",
): ChosenThreshold {
  const scoreFinding = (wanted: (label: number) => boolean): number => {
    const scores = predictions
      .filter(({ label }) => wanted(label))
      .map((prediction) => malignancyOf(prediction, scheme))
      .sort((a, b) => b - a);
    const counted = scores.length + (promise === "onward" ? 1 : 0);
    const needed = Math.max(1, Math.min(scores.length, Math.ceil(sensitivity * counted)));
    return scores[needed - 1] ?? Infinity;
  };
  const ofMalignant = scoreFinding((label) => scheme.malignant.includes(label));
  if (ofMalignant === Infinity) throw new Error("No malignant photo to choose a threshold on");
  const score = Math.min(
    ofMalignant,
    scoreFinding((label) => label === scheme.melanoma),
  );
  // Rounded down, so that the manifest's number flags the photo that decided it.
  const threshold = Math.floor(score * 1e6) / 1e6;
  const rates = ratesAt(predictions, scheme, threshold);
  if (rates.sensitivity === null || rates.specificity === null) {
    throw new Error("No benign photo to choose a threshold on");
  }
  const percent = (sensitivity * 100).toFixed(0);
  return {
    threshold,
    sensitivity: rates.sensitivity,
    specificity: rates.specificity,
    melanomaSensitivity: rates.melanomaSensitivity,
    rule: `highest threshold that finds at least ${percent} % of the malignant photos and of the melanomas`,
  };
}

/** Sensitivities at which the levels of triage are set. */
export const SOON_SENSITIVITY = 0.95;
export const URGENT_SENSITIVITY = 0.8;
