/** A recipe is everything that a training run does, as data. */
import * as z from "zod";
import { NetworkOptions } from "../vision/network/modelFolder";

const share = z.number().min(0).max(1);

export const Recipe = z.object({
  name: z.string(),
  network: NetworkOptions,
  /** Side of the square training input in pixels. */
  inputSize: z.int().positive(),
  epochs: z.int().positive(),
  batchSize: z.int().positive(),
  sampling: z.object({
    /** Classes are shown in proportion to their count to this power: see sampling.ts. */
    classPower: share,
  }),
  augmentation: z.object({
    area: z.tuple([share, share]),
    aspect: z.number().min(1),
    flipsAndTurns: z.boolean(),
    rotation: z.number().min(0).max(180),
    brightness: share,
    contrast: share,
    saturation: share,
    tint: share,
  }),
  loss: z.object({ labelSmoothing: share }),
  optimiser: z.object({
    beta1: share,
    beta2: share,
    epsilon: z.number().positive(),
    weightDecay: z.number().min(0),
  }),
  learningRate: z.object({
    peak: z.number().positive(),
    /** Share of the run over which the rate rises from 0 to its peak. */
    warmup: share,
  }),
  batchNorm: z.object({
    newBatchWeight: share,
    /** Batches over which the statistics are taken anew for the averaged weights at the end. */
    recalibrationBatches: z.int().min(0),
  }),
  averaging: z.object({ decay: share, interval: z.int().positive() }),
});

export type Recipe = z.infer<typeof Recipe>;

/** Ours, the default: every layer of MobileNetV2 trained on seven classes. */
export const lentigo: Recipe = {
  name: "lentigo",
  network: { kind: "mobilenetV2", alpha: 1, classes: 7, dropout: 0.2 },
  inputSize: 224,
  epochs: 10,
  batchSize: 32,
  sampling: { classPower: 0.5 },
  augmentation: {
    area: [0.4, 1],
    aspect: 4 / 3,
    flipsAndTurns: true,
    rotation: 0,
    brightness: 0.2,
    contrast: 0.2,
    saturation: 0.2,
    tint: 0.05,
  },
  loss: { labelSmoothing: 0.05 },
  optimiser: { beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.05 },
  learningRate: { peak: 4e-4, warmup: 0.03 },
  batchNorm: { newBatchWeight: 0.05, recalibrationBatches: 100 },
  averaging: { decay: 0.999, interval: 4 },
};

export const RECIPES: Readonly<Record<string, Recipe>> = { lentigo };
