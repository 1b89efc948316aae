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

export type Loss = (logits: Tensor, labels: readonly number[]) => LossResult;

/** Softmax cross-entropy over labels 0 to classes - 1. */
export function softmaxLoss(kernels: Kernels, options: SoftmaxLossOptions): Loss {
  const { classes, labelSmoothing, classWeights, logitOffsets } = options;

  return (logits, labels) => {
    const targets = kernels.upload(smoothedTargets(labels, classes, labelSmoothing), [
      labels.length,
      classes,
    ]);
    const adjusted = logitOffsets ? adjust(kernels, logits, logitOffsets) : logits.retain();
    const { loss, gradient } = kernels.softmaxCrossEntropy(adjusted, targets);
    const losses = loss.floats();
    for (const tensor of [targets, adjusted, loss]) tensor.release();

    const shares = Float32Array.from(
      labels,
      (label) => (classWeights?.[label] ?? 1) / labels.length,
    );
    const byRow = kernels.upload(shares, [labels.length, 1]);
    const weighted = kernels.multiply(gradient, byRow);
    gradient.release();
    byRow.release();
    const mean = losses.reduce((sum, value, index) => sum + value * (shares[index] ?? 0), 0);
    return { loss: mean, gradient: weighted };
  };
}

function smoothedTargets(
  labels: readonly number[],
  classes: number,
  smoothing: number,
): Float32Array {
  const targets = new Float32Array(labels.length * classes).fill(smoothing / classes);
  labels.forEach((label, row) => {
    targets[row * classes + label] = 1 - smoothing + smoothing / classes;
  });
  return targets;
}

function adjust(kernels: Kernels, logits: Tensor, offsets: readonly number[]): Tensor {
  const by = kernels.upload(Float32Array.from(offsets), [offsets.length]);
  const adjusted = kernels.add(logits, by);
  by.release();
  return adjusted;
}
