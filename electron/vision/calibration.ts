import { DIAGNOSES, type Diagnosis, type Probabilities } from "../domain/diagnosis";

/**
 * Calibrated probabilities from the network's outputs: softmax at the model's temperature,
 * computed in float64 so that the seven add up to 1 to the last digits.
 *
 * Guo et al.: On Calibration of Modern Neural Networks. ICML 2017.
 *
 * @param logits one per class, in the model's class order
 * @param classes the model's class order
 */
export function calibratedProbabilities(
  logits: ArrayLike<number>,
  classes: readonly Diagnosis[],
  temperature: number,
): Probabilities {
  const scaled = Array.from(logits, (logit) => logit / temperature);
  const highest = Math.max(...scaled);
  const weights = scaled.map((value) => Math.exp(value - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const entries = DIAGNOSES.map((diagnosis) => {
    const weight = weights[classes.indexOf(diagnosis)];
    if (weight === undefined) throw new Error(`the model does not know ${diagnosis}`);
    return [diagnosis, weight / total] as const;
  });
  return Object.fromEntries(entries) as Record<Diagnosis, number>;
}
