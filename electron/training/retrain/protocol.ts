/** What main (or the command line) and the trainer process say to one another. */
import type { Failure } from "../../contract/errors";
import type { RetrainProgress } from "../../contract/retraining";
import type { Child } from "../../processes/childProcess";
import type { RetrainPlan, RetrainResult } from "./plan";

export type ToTrainer =
  | { readonly kind: "start"; readonly plan: RetrainPlan }
  /** The photo that was asked for, as a file's bytes. */
  | { readonly kind: "photo"; readonly index: number; readonly bytes: Uint8Array }
  | { readonly kind: "no-photo"; readonly index: number; readonly error: Failure }
  | { readonly kind: "pause"; readonly paused: boolean }
  /** A run that is cut short leaves a checkpoint. */
  | { readonly kind: "cancel" };

export type FromTrainer =
  /** Asks for a photo of the plan, one at a time, so that only few lie in memory. */
  | { readonly kind: "wanted"; readonly index: number }
  | { readonly kind: "progress"; readonly progress: RetrainProgress }
  | { readonly kind: "done"; readonly result: RetrainResult }
  | { readonly kind: "failed"; readonly error: Failure };

export type TrainerChild = Child<ToTrainer, FromTrainer>;
