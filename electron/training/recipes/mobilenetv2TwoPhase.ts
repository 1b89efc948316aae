import { KERAS_DEFAULTS, KERAS_VIEW, level, zoomed } from "./keras";
import type { Recipe } from "./recipe";

/**
 * Benign or malignant, on class folders train/ and test/: MobileNetV2 with dropout and a sigmoid,
 * 15 epochs of Adam with the body frozen, then 5 of fine-tuning. Published: accuracy 78.03 %; a
 * fifth of train/ chose.
 *
 * While the body is frozen three augmented views of each photo stand for the new one that every
 * epoch showed. Not told, and ours: rotation and zoom in degrees and percent, the learning rates
 * (Keras' default, then a hundredth of it), and that fine-tuning reaches every layer.
 */
export const mobilenetv2TwoPhase: Recipe = {
  ...KERAS_DEFAULTS,
  name: "mobilenetv2-two-phase",
  task: "malignancy",
  network: { kind: "mobilenetV2", alpha: 1, classes: 2, dropout: 0.4, output: "sigmoid" },
  pixels: "minusOneToOne",
  metadata: [],
  phases: [
    { epochs: 15, inputSize: 224, learningRate: level(1e-3), trained: "head" },
    { epochs: 5, inputSize: 224, learningRate: level(1e-5), trained: "all" },
  ],
  sampling: { kind: "natural" },
  augmentation: { ...KERAS_VIEW, area: zoomed(0.2), orientations: 4, rotation: 20 },
  views: 3,
  publishedSplit: {
    by: "image",
    shares: { train: 0.64, val: 0.16, test: 0.2 },
    stratified: true,
  },
};
