/** The loss that training minimises, and its gradient by the network's outputs. */
import type { Kernels, Tensor } from "../vision/network/kernels";

export interface SoftmaxLossOptions {
  readonly classes: number;
  /** Share of each target spread evenly over all classes, 0 to 1. */
  readonly labelSmoothing: number;
  /** Weight of each class's samples; their mean over the samples should be 1. Default: all 1. */
  readonly classWeights?: readonly number[];
  /**
   * Added to the logits in training only: with the log of the class shares the plain logits
   * become balanced (Menon et al., "Long-Tail Learning via Logit Adjustment", ICLR 2021).
   */
  readonly logitOffsets?: readonly number[];
}

export interface LossResult {
  /** Mean over the batch. */
  readonly loss: number;
  /** By the logits [count, classes]; released by the caller. */
  readonly gradient: Tensor;
}

/** @param targets [count, classes]: the share of each class; rows sum to 1 */
export type Loss = (logits: Tensor, targets: Float32Array) => LossResult;

/** Softmax cross-entropy. */
export function softmaxLoss(kernels: Kernels, options: SoftmaxLossOptions): Loss {
  const { classes, labelSmoothing, classWeights, logitOffsets } = options;

  return (logits, targets) => {
    const count = targets.length / classes;
    const smoothed = kernels.upload(smoothedTargets(targets, classes, labelSmoothing), [
      count,
      classes,
    ]);
    const adjusted = logitOffsets ? adjust(kernels, logits, logitOffsets) : logits.retain();
    const { loss, gradient } = kernels.softmaxCrossEntropy(adjusted, smoothed);
    const losses = loss.floats();
    for (const tensor of [smoothed, adjusted, loss]) tensor.release();

    const shares = Float32Array.from({ length: count }, (_, row) => {
      const shareOfClass = targets.subarray(row * classes, (row + 1) * classes);
      const weight = shareOfClass.reduce(
        (sum, share, label) => sum + share * (classWeights?.[label] ?? 1),
        0,
      );
      return weight / count;
    });
    const byRow = kernels.upload(shares, [count, 1]);
    const weighted = kernels.multiply(gradient, byRow);
    gradient.release();
    byRow.release();
    const mean = losses.reduce((sum, value, index) => sum + value * (shares[index] ?? 0), 0);
    return { loss: mean, gradient: weighted };
  };
}

function smoothedTargets(targets: Float32Array, classes: number, smoothing: number): Float32Array {
  return targets.map((share) => share * (1 - smoothing) + smoothing / classes);
}

function adjust(kernels: Kernels, logits: Tensor, offsets: readonly number[]): Tensor {
  const by = kernels.upload(Float32Array.from(offsets), [offsets.length]);
  const adjusted = kernels.add(logits, by);
  by.release();
  return adjusted;
}
