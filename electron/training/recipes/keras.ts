/**
 * What the published systems leave to Keras' defaults: Adam as Kingma and Ba have it, level
 * learning rates, plain cross-entropy, the weights of the last step.
 */
import type { Recipe } from "./recipe";

export const KERAS_DEFAULTS = {
  batchSize: 32,
  mixup: { chance: 0 },
  loss: { labelSmoothing: 0, focalGamma: 0, classWeights: "none" },
  distillation: null,
  optimiser: { beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0 },
  // Keras' MobileNets use 0.001, whose statistics lag behind the weights for thousands of steps.
  batchNorm: { newBatchWeight: 0.05, recalibrationBatches: 0 },
  averaging: null,
  priorAdjustment: 0,
} as const satisfies Partial<Recipe>;

/** The whole photo squeezed into a square, as Keras loads it, colours left alone. */
export const KERAS_VIEW = {
  squeezed: true,
  aspect: 1,
  shift: 0,
  brightness: 0,
  contrast: 0,
  saturation: 0,
  tint: 0,
} as const satisfies Partial<Recipe["augmentation"]>;

/** Keras' `zoom_range`: sides of the shown part between 1 - zoom and 1 + zoom of the photo's. */
export function zoomed(zoom: number): [number, number] {
  return [(1 - zoom) ** 2, (1 + zoom) ** 2];
}

/** A learning rate that stays. */
export function level(rate: number): Recipe["phases"][number]["learningRate"] {
  return { peak: rate, warmup: 0, final: rate };
}
