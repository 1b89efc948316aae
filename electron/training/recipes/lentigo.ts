import type { Recipe } from "./recipe";

/** Ours, the default: every layer of MobileNetV2 trained on seven classes. */
export const lentigo: Recipe = {
  name: "lentigo",
  task: "diagnosis",
  network: { kind: "mobilenetV2", alpha: 1, classes: 7, dropout: 0.2 },
  pixels: "minusOneToOne",
  metadata: [],
  phases: [
    // Crops shrunk to 192 pixels show lesions as large as a whole photo does at 288x224 in serving
    // (Touvron et al., "Fixing the train-test resolution discrepancy", NeurIPS 2019).
    {
      epochs: 18,
      inputSize: 192,
      learningRate: { peak: 5e-4, warmup: 0.04, final: 1.5e-4 },
      trained: "all",
    },
    {
      epochs: 6,
      inputSize: 224,
      learningRate: { peak: 1.5e-4, warmup: 0, final: 0 },
      trained: "all",
    },
  ],
  batchSize: 32,
  sampling: { kind: "power", classPower: 0.5 },
  augmentation: {
    squeezed: false,
    area: [0.35, 1],
    aspect: 4 / 3,
    shift: 0,
    orientations: 8,
    rotation: 20,
    brightness: 0.25,
    contrast: 0.25,
    saturation: 0.25,
    tint: 0.08,
  },
  views: null,
  mixup: { chance: 0.25 },
  loss: { labelSmoothing: 0.05, focalGamma: 0, classWeights: "none" },
  distillation: null,
  optimiser: { beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.05 },
  batchNorm: { newBatchWeight: 0.05, recalibrationBatches: 100 },
  averaging: { decay: 0.999, interval: 4 },
  priorAdjustment: 0.15,
  publishedSplit: null,
};
