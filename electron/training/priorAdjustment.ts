/**
 * Decisions that rare classes get a fair part in. A network answers by the class shares that it was
 * trained under, so a rare class needs more evidence than a frequent one; taking a power of the
 * counts off its logits lessens that. Menon et al., "Long-Tail Learning via Logit Adjustment",
 * ICLR 2021, equation 9. Taken off the last layer's bias, so that serving knows nothing of it.
 */
import type { Parameters } from "../vision/network/parameters";

/** The last layer's, in every classifier with an output for each class: see head.ts. */
const BIAS = "predictions/bias";

/**
 * @param counts training photos of each class, in the order of the network's outputs
 * @param power of the counts, 0 to 1; 0 changes nothing
 * @throws Error where the network has not one output for each class
 */
export function withPriorAdjusted(
  parameters: Parameters,
  counts: readonly number[],
  power: number,
): Parameters {
  if (power === 0) return parameters;
  const bias = parameters.get(BIAS);
  if (bias?.values.length !== counts.length) {
    throw new Error("The network has not one output for each class");
  }
  const logarithms = counts.map((count) => Math.log(Math.max(1, count)));
  const mean = logarithms.reduce((sum, value) => sum + value, 0) / counts.length;
  // Their mean is kept out, since only differences count: the bias stays small.
  const values = bias.values.map(
    (value, index) => value - power * ((logarithms[index] ?? mean) - mean),
  );
  return new Map([...parameters, [BIAS, { ...bias, values }]]);
}
