/** Retraining on the clinic's own photos: what it would learn from, how it goes, what came out. */
import * as z from "zod";
import { DATASET_PROBLEMS } from "../domain/datasetProblem";
import { DIAGNOSES } from "../domain/diagnosis";
import { RETRAIN_RECIPES } from "../domain/retrainRecipe";
import { TRAINING_OBSTACLES } from "../domain/trainingObstacle";
import { ModelVersion } from "./models";
import type { RequestSpec } from "./requestSpec";
import { Device, PhotoId } from "./shapes";

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const perClass = z.record(z.enum(DIAGNOSES), count);

export const RetrainRecipe = z.enum(RETRAIN_RECIPES);
export type RetrainRecipe = z.output<typeof RetrainRecipe>;

/** The clinic's confirmed cases, or a folder that was chosen in this session. */
export const TrainingSource = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("clinic") }),
  z.strictObject({ kind: z.literal("folder"), folderId: z.uuid() }),
]);
export type TrainingSource = z.output<typeof TrainingSource>;

/** Why photos with an outcome are not learned from. */
export const LEFT_OUT = [
  "no-patient",
  "no-consent",
  "poor-quality",
  "cannot-say",
  "excluded",
  "duplicate",
  "in-hold-out",
  "unreadable",
  /** Held out, but a version has learned from it: two patients turned out to be one. */
  "learned-before",
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** What an administrator or clinician decides about a suspicious label. */
export const LabelReview = z.enum(["keep", "exclude"]);
export type LabelReview = z.output<typeof LabelReview>;

/** A photo whose label deserves a second look before training. */
export const SuspiciousLabel = z.object({
  photoId: PhotoId,
  name: z.string(),
  label: z.enum(DIAGNOSES),
  /** What the latest analysis says, and the probability that it gives to the label. */
  answer: z.enum(DIAGNOSES),
  probability: share,
  /** Of the nearest confirmed photos of other patients, how many bear the label. */
  neighbours: z.object({ same: count, total: count }),
  /** Null while nobody has decided. */
  review: LabelReview.nullable(),
});
export type SuspiciousLabel = z.output<typeof SuspiciousLabel>;

/** Whether there are enough new confirmed cases to be worth retraining, and why. */
export const TrainingHint = z.object({
  worthwhile: z.boolean(),
  newCases: count,
  newMalignant: count,
  neededCases: count,
  neededMalignant: count,
  /** When the active version was trained here; null where it was not. */
  since: z.iso.datetime().nullable(),
});
export type TrainingHint = z.output<typeof TrainingHint>;

export const TrainingPreview = z.object({
  source: TrainingSource,
  /** Name of the folder; the clinic's name for its own cases. */
  name: z.string(),
  train: z.object({ photos: count, patients: count, classes: perClass }),
  holdout: z.object({ photos: count, patients: count, classes: perClass }),
  /** Where labels come from: histology, a clinician's diagnosis, a table. */
  sources: z.object({ histology: count, clinical: count, table: count }),
  leftOut: z.array(z.object({ reason: z.enum(LEFT_OUT), photos: count })),
  /** Row by row, of a folder; the first ones. */
  problems: z.array(
    z.object({
      row: count.nullable(),
      name: z.string(),
      problem: z.enum(DATASET_PROBLEMS),
      details: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  problemCount: count,
  /** Of the clinic's photos; the most doubtful first. */
  suspicious: z.array(SuspiciousLabel),
  hint: TrainingHint,
  /** Seconds each recipe may take on this computer; null where there is nothing to learn from. */
  estimates: z.record(RetrainRecipe, z.number().nullable()),
  /**
   * What stands in each recipe's way; null where nothing does. `too-few-to-judge` does not prevent a
   * run, but the gate will not let its candidate pass.
   */
  obstacles: z.record(RetrainRecipe, z.enum(TRAINING_OBSTACLES).nullable()),
});
export type TrainingPreview = z.output<typeof TrainingPreview>;

export const RUN_STATES = [
  "scheduled",
  "preparing",
  "running",
  "paused",
  "interrupted",
  "done",
  "cancelled",
  "failed",
] as const;

/** A point of the live curves. */
export const CurvePoint = z.object({
  /** Epochs or rounds done, may be fractional. */
  at: z.number().min(0),
  loss: z.number().nullable(),
  /** On the part of the training patients that validates. */
  balancedAccuracy: share.nullable(),
  recalls: z.array(share.nullable()).nullable(),
});
export type CurvePoint = z.output<typeof CurvePoint>;

export const TrainingRun = z.object({
  id: z.uuid(),
  recipe: RetrainRecipe,
  /** The version that results. */
  version: ModelVersion,
  parent: z.string(),
  source: z.string(),
  state: z.enum(RUN_STATES),
  startedBy: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** When it is to begin; null: at once. */
  scheduledFor: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  photos: z.object({ train: count, holdout: count }),
  /** What it does now: reading photos, computing features, training, measuring, writing. */
  phase: z.enum(["reading", "features", "training", "measuring", "writing"]).nullable(),
  /** Of all phases together, weighted by their length. */
  progress: share,
  secondsLeft: z.number().nullable(),
  photosPerSecond: z.number().nullable(),
  device: Device.nullable(),
  /** Bytes that the training process takes. */
  memory: z.number().nullable(),
  curve: z.array(CurvePoint),
  /** Of a failed run, or one that lacked something for now: a code of the errors' and its values. */
  failure: z
    .object({
      code: z.string(),
      details: z.record(z.string(), z.union([z.string(), z.number()])),
    })
    .nullable(),
});
export type TrainingRun = z.output<typeof TrainingRun>;

/** A folder of labelled photos that was just read. */
export const ChosenFolder = z.object({ folderId: z.uuid(), name: z.string() });

const nothing = z.strictObject({});
const run = z.strictObject({ runId: z.uuid() });
const admins = ["admin"] as const;

export const trainingRequests = {
  "training.preview": {
    input: z.strictObject({ source: TrainingSource }),
    output: TrainingPreview,
    roles: admins,
  },
  /** Cheap, unlike the preview: the dashboard and the list of models ask for it. */
  "training.hint": { input: nothing, output: TrainingHint, roles: admins },
  /** Asks for a folder of labelled photos; null where the person thought better of it. */
  "training.chooseFolder": { input: nothing, output: ChosenFolder.nullable(), roles: admins },
  "training.reviewLabel": {
    input: z.strictObject({ photoId: PhotoId, review: LabelReview }),
    output: nothing,
    roles: ["clinician", "admin"],
  },
  "training.start": {
    input: z.strictObject({
      source: TrainingSource,
      recipe: RetrainRecipe,
      /** Null: now. Photos are made ready at once and wait in memory. */
      at: z.iso.datetime().nullable(),
    }),
    output: TrainingRun,
    roles: admins,
  },
  /** All runs, the latest first. */
  "training.runs": { input: nothing, output: z.array(TrainingRun), roles: admins },
  "training.pause": { input: run, output: TrainingRun, roles: admins },
  /** Goes on with a paused run, or with one that a crash or power cut interrupted. */
  "training.resume": { input: run, output: TrainingRun, roles: admins },
  "training.cancel": { input: run, output: TrainingRun, roles: admins },
  /** Asks where to and writes the record of a run, whatever became of it, for an auditor. */
  "training.exportRecord": { input: run, output: z.boolean(), roles: admins },
} satisfies Record<string, RequestSpec>;
