/** Turns a trained network's outputs into probabilities that mean what they say. */
import {
  drawnAs,
  malignancyOf,
  ratesAt,
  type ClassScheme,
  type Prediction,
  type RatesAtThreshold,
} from "./evaluate";
import { groupBy } from "./groupBy";

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

/** With what it finds, as far as that was measured. */
export interface VersionThreshold extends RatesAtThreshold {
  /** On the malignancy score, 0 to 1. */
  readonly threshold: number;
  /** How it was chosen, in words. */
  readonly rule: string;
}

export interface ChosenThreshold extends VersionThreshold {
  readonly sensitivity: number;
  readonly specificity: number;
}

/** Thirds and sevenths do not add up to one exactly. */
const ROUNDING = 1e-9;

/** Of these very photos; or of new ones too, on average. */
type Promised = "here" | "onward";

/**
 * The highest threshold that still finds `sensitivity` (0 to 1) of the malignant photos and, where
 * the scheme names melanoma, of the melanomas: no other that does calls fewer benign ones. The
 * two are asked for apart, because melanomas score lower than other malignant lesions do and a
 * threshold on all would find too few of them.
 *
 * @param promise `onward`: photos of one patient are not drawn apart, so a patient is what is drawn,
 * and all that somebody's photos weigh is one. Of n patients one must be found more often, s (n + 1)
 * times, for a share s to hold of a photo of a new one: Vovk, Gammerman, Shafer, "Algorithmic Learning
 * in a Random World", 2005; with several photos a patient Lee, Barber, Willett, "Distribution-free
 * inference with hierarchical data", arXiv:2306.06342. Where that is more than n, all are found, and
 * the rule tells the share that so few can promise
 * @throws Error where there is no malignant or no benign photo
 */
export function thresholdFor(
  predictions: readonly Prediction[],
  scheme: ClassScheme,
  sensitivity: number,
  promise: Promised = "here",
): ChosenThreshold {
  const scoreFinding = (name: string, wanted: (label: number) => boolean): FindingScore | null => {
    const own = predictions
      .filter(({ label }) => wanted(label))
      .map((prediction) => ({
        unit: promise === "onward" ? drawnAs(prediction) : prediction,
        score: malignancyOf(prediction, scheme),
      }))
      .sort((one, other) => other.score - one.score);
    const units = groupBy(own, ({ unit }) => unit);
    const further = promise === "onward" ? 1 : 0;
    const share = Math.min(sensitivity, units.size / (units.size + further));
    const needed = share * (units.size + further);
    let found = 0;
    for (const { unit, score } of own) {
      found += 1 / (units.get(unit)?.length ?? 1);
      if (found >= needed - ROUNDING) return { name, score, share, units: units.size };
    }
    return null;
  };
  const ofMalignant = scoreFinding("malignant photos", (label) => scheme.malignant.includes(label));
  if (!ofMalignant) throw new Error("No malignant photo to choose a threshold on");
  const ofMelanomas = scoreFinding("melanomas", (label) => label === scheme.melanoma);
  const deciding = ofMelanomas ? [ofMalignant, ofMelanomas] : [ofMalignant];
  // Rounded down, so that the manifest's number flags the photo that decided it.
  const threshold = Math.floor(Math.min(...deciding.map(({ score }) => score)) * 1e6) / 1e6;
  const rates = ratesAt(predictions, scheme, threshold);
  if (rates.sensitivity === null || rates.specificity === null) {
    throw new Error("No benign photo to choose a threshold on");
  }
  return {
    threshold,
    sensitivity: rates.sensitivity,
    specificity: rates.specificity,
    melanomaSensitivity: rates.melanomaSensitivity,
    rule: ruleOf(deciding, sensitivity, promise),
  };
}

/** The highest score from which on enough is found of one kind of photos. */
interface FindingScore {
  /** Of the kind, in words. */
  readonly name: string;
  readonly score: number;
  /** What is found, 0 to 1; less than was asked for where so few cannot promise that. */
  readonly share: number;
  /** Photos, or patients, that it was chosen on. */
  readonly units: number;
}

/** @param deciding of the kinds that there were photos of */
function ruleOf(deciding: readonly FindingScore[], sensitivity: number, promise: Promised): string {
  if (promise === "here") {
    const kinds = deciding.map(({ name }) => `of the ${name}`).join(" and ");
    return `highest threshold that finds at least ${percentOf(sensitivity)} ${kinds}`;
  }
  const shares = deciding.map(({ name, share, units }) => {
    const those = `those of ${units} ${units === 1 ? "patient or lesion" : "patients or lesions"}`;
    const basis =
      share < sensitivity
        ? `all ${those} are found: too few to promise ${percentOf(sensitivity)}`
        : `chosen on ${those}`;
    return `at least ${percentOf(share)} of the ${name} (${basis})`;
  });
  return `highest threshold that finds, on average, for a patient or lesion not among those that it was chosen on, ${shares.join(" and ")}`;
}

/** Rounded down: nobody is promised more than holds. */
function percentOf(share: number): string {
  return `${Math.floor(share * 100 + ROUNDING)} %`;
}

/** Sensitivities at which the levels of triage are set. */
export const SOON_SENSITIVITY = 0.95;
export const URGENT_SENSITIVITY = 0.8;
