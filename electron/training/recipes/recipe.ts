/** A recipe is everything that a training run does, as data: one engine runs them all. */
import * as z from "zod";
import { NetworkOptions } from "../../vision/network/networkOptions";
import { Augmentation } from "../augment";
import { TASKS, type Task } from "../dataset/task";
import { CLASS_WEIGHTS, Sampling } from "../sampling";

const share = z.number().min(0).max(1);

/**
 * The layers that learn: all; those behind the last pooling; or those from one on. What lies
 * before keeps its weights and its batch norm's statistics.
 */
export const TrainedLayers = z.union([z.enum(["all", "head"]), z.object({ from: z.string() })]);

export type TrainedLayers = z.infer<typeof TrainedLayers>;

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
  trained: TrainedLayers,
});

export type Phase = z.infer<typeof Phase>;

/** What metadata say of a photo beside its pixels: see metadata.ts. */
export const METADATA_FIELDS = ["age", "site"] as const;

export type MetadataField = (typeof METADATA_FIELDS)[number];

export const Recipe = z
  .object({
    name: z.string(),
    task: z.enum(Object.keys(TASKS) as [Task, ...Task[]]),
    /** Without the metadata's numbers, which the data decide. */
    network: NetworkOptions,
    /** What the network takes pixels of 0 to 255 as. */
    pixels: z.enum(["minusOneToOne", "zeroToOne"]),
    /** Read beside the pixels; none: an empty list. */
    metadata: z.array(z.enum(METADATA_FIELDS)),
    phases: z.array(Phase).min(1),
    batchSize: z.int().positive(),
    sampling: Sampling,
    augmentation: Augmentation,
    /**
     * Augmented views of each photo that the epochs of a frozen body take in turn, so that the body
     * runs once for each and its features are kept. Null: another view every time.
     */
    views: z.int().positive().nullable(),
    mixup: z.object({
      /** Probability that a photo is blended with another of its batch: see mixup.ts. */
      chance: share,
    }),
    loss: z.object({
      labelSmoothing: share,
      /** See loss.ts; 0: plain cross-entropy. */
      focalGamma: z.number().min(0),
      classWeights: z.enum(CLASS_WEIGHTS),
    }),
    /** Keeps to the answers of the version that training goes on from; null: not. See loss.ts. */
    distillation: z
      .object({ weight: share, temperature: z.number().positive() })
      .nullable()
      .default(null),
    /** AdamW; without decay it is Adam. */
    optimiser: z.object({
      beta1: share,
      beta2: share,
      epsilon: z.number().positive(),
      weightDecay: z.number().min(0),
    }),
    batchNorm: z.object({
      newBatchWeight: share,
      /** Batches over which the statistics are taken anew at the end; 0: they stay. */
      recalibrationBatches: z.int().min(0),
    }),
    /** Null: the weights of the last step are the result. */
    averaging: z.object({ decay: share, interval: z.int().positive() }).nullable(),
    /** Power of the class counts that decisions are freed of at the end: see priorAdjustment.ts. */
    priorAdjustment: share,
    /** How the published system divided its data; null where it is nobody's. */
    publishedSplit: z
      .object({
        by: z.enum(["group", "image"]),
        shares: z.object({ train: share, val: share, test: share }),
        stratified: z.boolean(),
      })
      .nullable(),
  })
  .refine(({ views, mixup }) => views === null || mixup.chance === 0, {
    error: "Blended photos cannot be kept as views",
  })
  .refine(({ metadata, mixup }) => metadata.length === 0 || mixup.chance === 0, {
    error: "Photos are blended, their metadata are not",
  })
  .refine(({ priorAdjustment, network }) => priorAdjustment === 0 || network.output !== "sigmoid", {
    error: "One output has no classes to adjust",
  })
  .refine(
    ({ distillation, phases }) =>
      distillation === null || phases.every(({ trained }) => trained !== "head"),
    { error: "A teacher sees photos, not what a frozen body keeps of them" },
  )
  .refine(({ task, network }) => TASKS[task].length === network.classes, {
    error: "The network has other classes than the task",
  });

export type Recipe = z.infer<typeof Recipe>;
