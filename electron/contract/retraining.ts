/** What a retraining run says while it is under way: crosses processes and reaches the window. */
import * as z from "zod";
import { Device } from "./shapes";
import { CurvePoint } from "./training";

/** Reading the photos, computing their features, training, measuring beside the active model. */
export const RETRAIN_PHASES = ["reading", "features", "training", "measuring", "writing"] as const;

export const RetrainProgress = z.object({
  phase: z.enum(RETRAIN_PHASES),
  /** 0 to 1 over all phases, weighted by their length. */
  progress: z.number().min(0).max(1),
  /** Null until there is something to judge by. */
  secondsLeft: z.number().min(0).nullable(),
  photosPerSecond: z.number().min(0).nullable(),
  device: Device,
  /** Bytes that the process takes. */
  memory: z.int().min(0),
  /** A new point of the curves; null where there is none since the last event. */
  point: CurvePoint.nullable(),
});
export type RetrainProgress = z.output<typeof RetrainProgress>;
