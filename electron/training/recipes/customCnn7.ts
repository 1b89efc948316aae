import { KERAS_DEFAULTS, KERAS_VIEW, level, zoomed } from "./keras";
import type { Recipe } from "./recipe";

/**
 * Seven classes with a plain convolutional network on photos of 150 x 150: blocks of convolution
 * and pooling, dropout, dense layers, softmax. Published: "high" accuracy, by Adam and categorical
 * cross-entropy, with rotation, shifts, zoom and flips.
 *
 * The blocks are those that introductions to Keras build for this input (Chollet, "Deep Learning
 * with Python", 2017, section 5.2); epochs and the reach of the augmentation are ours.
 */
export const customCnn7: Recipe = {
  ...KERAS_DEFAULTS,
  name: "custom-cnn-7",
  task: "diagnosis",
  network: {
    kind: "plainCnn",
    inputSize: 150,
    blocks: [32, 64, 128, 128],
    classes: 7,
    hidden: [{ units: 512, activation: "relu", dropout: 0 }],
    dropout: 0.5,
  },
  pixels: "zeroToOne",
  metadata: [],
  phases: [{ epochs: 30, inputSize: 150, learningRate: level(1e-3), trained: "all" }],
  sampling: { kind: "natural" },
  augmentation: {
    ...KERAS_VIEW,
    area: zoomed(0.1),
    shift: 0.1,
    orientations: 2,
    rotation: 20,
  },
  views: null,
  publishedSplit: {
    by: "image",
    shares: { train: 0.64, val: 0.16, test: 0.2 },
    stratified: true,
  },
};

/**
 * What the same authors set beside it: MobileNetV2 with global average pooling, dropout and a dense
 * softmax, its initial layers frozen. From which layer on they trained is not told; here it is
 * the one that Keras' guide to fine-tuning takes, about the hundredth. The input is a multiple of
 * the network's stride.
 */
export const customCnn7MobilenetV2: Recipe = {
  ...customCnn7,
  name: "custom-cnn-7-mobilenetv2",
  network: { kind: "mobilenetV2", alpha: 1, classes: 7, dropout: 0.5 },
  pixels: "minusOneToOne",
  phases: [
    {
      epochs: 30,
      inputSize: 160,
      learningRate: level(1e-4),
      trained: { from: "block_11_expand" },
    },
  ],
};
