/** A recipe is everything that a training run does, as data. */
import * as z from "zod";
import { NetworkOptions } from "../vision/network/networkOptions";
import { Sampling } from "./sampling";

const share = z.number().min(0).max(1);

/** A stretch of a run. */
export const Phase = z.object({
  /** A run of other length keeps the phases' proportions. */
  epochs: z.number().positive(),
  /** Side of the square training input in pixels. */
  inputSize: z.int().positive(),
  learningRate: z.object({
    peak: z.number().positive(),
    /** Share of the phase over which the rate rises from 0 to its peak. */
    warmup: share,
    /** Where half a cosine takes it from the peak; the same number keeps it level. */
    final: z.number().min(0),
  }),
});

export type Phase = z.infer<typeof Phase>;

export const Recipe = z.object({
  name: z.string(),
  network: NetworkOptions,
  phases: z.array(Phase).min(1),
  batchSize: z.int().positive(),
  sampling: Sampling,
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
  mixup: z.object({
    /** Probability that a photo is blended with another of its batch: see mixup.ts. */
    chance: share,
  }),
  loss: z.object({ labelSmoothing: share }),
  optimiser: z.object({
    beta1: share,
    beta2: share,
    epsilon: z.number().positive(),
    weightDecay: z.number().min(0),
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
  phases: [
    // Crops shrunk to 192 pixels show lesions as large as a whole photo does at 288x224 in serving
    // (Touvron et al., "Fixing the train-test resolution discrepancy", NeurIPS 2019).
    { epochs: 18, inputSize: 192, learningRate: { peak: 5e-4, warmup: 0.04, final: 1.5e-4 } },
    { epochs: 6, inputSize: 224, learningRate: { peak: 1.5e-4, warmup: 0, final: 0 } },
  ],
  batchSize: 32,
  sampling: { kind: "power", classPower: 0.5 },
  augmentation: {
    area: [0.35, 1],
    aspect: 4 / 3,
    flipsAndTurns: true,
    rotation: 20,
    brightness: 0.25,
    contrast: 0.25,
    saturation: 0.25,
    tint: 0.08,
  },
  mixup: { chance: 0.25 },
  loss: { labelSmoothing: 0.05 },
  optimiser: { beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.05 },
  batchNorm: { newBatchWeight: 0.05, recalibrationBatches: 100 },
  averaging: { decay: 0.999, interval: 4 },
};

export const RECIPES: Readonly<Record<string, Recipe>> = { lentigo };
