import { KERAS_DEFAULTS, KERAS_VIEW, level, zoomed } from "./keras";
import type { Recipe } from "./recipe";

/**
 * MobileNet (v1) fine-tuned on HAM10000's seven classes: global average pooling, dropout, a dense
 * softmax. Published: accuracy 89.21 %, top-2 96.55 %, top-3 98.45 %.
 *
 * The authors started from ImageNet weights of this network. Where none are given to start from,
 * all layers learn from random numbers, which takes longer than they trained for. Augmentation,
 * dropout, epochs and learning rate are ours: they are not told.
 */
export const mobilenet7: Recipe = {
  ...KERAS_DEFAULTS,
  name: "mobilenet-7",
  task: "diagnosis",
  network: { kind: "mobilenetV1", alpha: 1, classes: 7, dropout: 0.25 },
  pixels: "minusOneToOne",
  metadata: [],
  phases: [{ epochs: 30, inputSize: 224, learningRate: level(1e-3), trained: "all" }],
  sampling: { kind: "natural" },
  augmentation: {
    ...KERAS_VIEW,
    area: zoomed(0.1),
    shift: 0.1,
    orientations: 4,
    rotation: 180,
  },
  views: null,
  publishedSplit: {
    by: "image",
    shares: { train: 0.8, val: 0.1, test: 0.1 },
    stratified: true,
  },
};
