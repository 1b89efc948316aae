/**
 * The loss that training minimises, and its gradient by the network's outputs. Logits are a few
 * numbers a photo, so this is computed here, in double precision, and not on the device.
 */
import type { Kernels, Tensor } from "../vision/network/kernels";

export interface LossOptions {
  readonly classes: number;
  /** Share of each target spread evenly over all classes, 0 to 1. */
  readonly labelSmoothing: number;
  /**
   * Holds back photos that are told easily: each class's part counts (1 - p) ^ focalGamma times.
   * 0 is plain cross-entropy. Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017.
   */
  readonly focalGamma: number;
  /** Weight of each class's samples; their mean over the samples should be 1. Default: all 1. */
  readonly classWeights?: readonly number[];
  /**
   * Added to the logits in training only: with the log of the class shares the plain logits
   * become balanced (Menon et al., "Long-Tail Learning via Logit Adjustment", ICLR 2021).
   */
  readonly logitOffsets?: readonly number[];
  /** How far the answers of a teacher count beside the targets; left out: not at all. */
  readonly distillation?: Distillation | null;
}

/**
 * Hinton, Vinyals, Dean: "Distilling the Knowledge in a Neural Network", 2015. With the version that
 * training goes on from as the teacher, the student keeps what new photos do not speak against: Li
 * and Hoiem, "Learning without Forgetting", ECCV 2016.
 */
export interface Distillation {
  /** Share of the loss, 0 to 1, that asks for the teacher's answers; the rest asks for the targets. */
  readonly weight: number;
  /** Softens both answers, so that the teacher's second and third guesses count too. */
  readonly temperature: number;
}

export interface LossResult {
  /** Mean over the batch. */
  readonly loss: number;
  /** By the network's outputs, in their shape; released by the caller. */
  readonly gradient: Tensor;
}

/**
 * @param outputs [count, classes] logits, or [count, 1] of a sigmoid: see `classLogits`
 * @param targets [count, classes]: the share of each class; rows sum to 1
 * @param teacher what the teacher says of the same photos, in the shape of `outputs`; needed where
 * there is distillation
 */
export type Loss = (outputs: Tensor, targets: Float32Array, teacher?: Float32Array) => LossResult;

/** Cross-entropy of a softmax, or of a sigmoid for two classes, perhaps focal. */
export function crossEntropy(kernels: Kernels, options: LossOptions): Loss {
  const { classes, labelSmoothing, focalGamma, classWeights, logitOffsets } = options;
  const distillation = options.distillation ?? null;
  const ownShare = 1 - (distillation?.weight ?? 0);

  return (outputs, targets, teacher) => {
    if (distillation && !teacher) throw new Error("There is no teacher to learn from");
    const [count = 0, units = 0] = outputs.shape;
    const values = outputs.floats();
    const gradient = new Float32Array(values.length);
    let loss = 0;
    for (let photo = 0; photo < count; photo++) {
      const logits = classLogits(values.subarray(photo * units, (photo + 1) * units)).map(
        (logit, label) => logit + (logitOffsets?.[label] ?? 0),
      );
      const shares = Array.from(targets.subarray(photo * classes, (photo + 1) * classes));
      const weight =
        ownShare *
        shares.reduce((sum, share, label) => sum + share * (classWeights?.[label] ?? 1), 0);
      const smoothed = shares.map(
        (share) => share * (1 - labelSmoothing) + labelSmoothing / classes,
      );
      const result = focalCrossEntropy(logits, smoothed, focalGamma);
      loss += (weight / count) * result.loss;
      // A sigmoid's first logit is not an output: it is always 0.
      result.gradient.slice(classes - units).forEach((slope, unit) => {
        gradient[photo * units + unit] = (weight / count) * slope;
      });
      if (distillation && teacher) {
        const taught = distilled(
          classLogits(values.subarray(photo * units, (photo + 1) * units)),
          classLogits(teacher.subarray(photo * units, (photo + 1) * units)),
          distillation,
        );
        loss += taught.loss / count;
        taught.gradient.slice(classes - units).forEach((slope, unit) => {
          const at = photo * units + unit;
          gradient[at] = (gradient[at] ?? 0) + slope / count;
        });
      }
    }
    return { loss, gradient: kernels.upload(gradient, outputs.shape) };
  };
}

/**
 * Weight times temperature squared times the divergence of the student's softened answer from the
 * teacher's; the square keeps its slope in step with that of the targets.
 */
function distilled(
  student: readonly number[],
  teacher: readonly number[],
  { weight, temperature }: Distillation,
): { readonly loss: number; readonly gradient: readonly number[] } {
  const own = logSoftmax(student.map((logit) => logit / temperature));
  const wanted = logSoftmax(teacher.map((logit) => logit / temperature));
  const factor = weight * temperature ** 2;
  const divergence = wanted.reduce(
    (sum, log, label) => sum + Math.exp(log) * (log - (own[label] ?? 0)),
    0,
  );
  return {
    loss: factor * divergence,
    gradient: own.map(
      (log, label) => (factor / temperature) * (Math.exp(log) - Math.exp(wanted[label] ?? 0)),
    ),
  };
}

function logSoftmax(logits: readonly number[]): number[] {
  const greatest = Math.max(...logits);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit - greatest), 0);
  return logits.map((logit) => logit - greatest - Math.log(total));
}

/** One logit a class: those of a softmax as they are; a sigmoid's is the second of 0 and itself. */
export function classLogits(outputs: ArrayLike<number>): number[] {
  return outputs.length === 1 ? [0, outputs[0] ?? 0] : Array.from(outputs);
}

/** -sum of t (1 - p) ^ gamma log p over the classes, and its slope by each logit. */
function focalCrossEntropy(
  logits: readonly number[],
  targets: readonly number[],
  gamma: number,
): { readonly loss: number; readonly gradient: readonly number[] } {
  const logs = logSoftmax(logits);
  const probabilities = logs.map(Math.exp);
  let loss = 0;
  // What the loss of a class gains when the logarithm of its probability does.
  const slopes = logs.map((log, label) => {
    const probability = probabilities[label] ?? 0;
    const target = targets[label] ?? 0;
    const rest = 1 - probability;
    const factor = rest ** gamma;
    loss -= target * factor * log;
    const byFactor =
      gamma === 0 || rest === 0 ? 0 : gamma * probability * rest ** (gamma - 1) * log;
    return target * (byFactor - factor);
  });
  const sum = slopes.reduce((all, slope) => all + slope, 0);
  const gradient = slopes.map((slope, label) => slope - (probabilities[label] ?? 0) * sum);
  return { loss, gradient };
}
