/** Model versions: what each learned from, how well it does, which one is active. */
import * as z from "zod";
import { DIAGNOSES } from "../domain/diagnosis";
import { OVERRIDE_CAUSES, PROMOTION_KINDS } from "../domain/promotion";
import { ROLES } from "../domain/role";
import { Answer, Comparison } from "./comparison";
import type { RequestSpec } from "./requestSpec";
import { PhotoId } from "./shapes";

/** Bytes of a version's file that main reads: a version takes about 10 MB. */
export const MAX_MODEL_BYTES = 64 * 1024 * 1024;

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const Interval = z.object({ low: share, high: share });

export const ModelVersion = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
  .brand("ModelVersion");
export type ModelVersion = z.output<typeof ModelVersion>;

export const MODEL_ORIGINS = ["shipped", "retrained", "imported"] as const;

/** `candidate`: trained and not yet judged; `discarded`: kept for the record, not to be promoted. */
export const MODEL_STATES = ["active", "available", "candidate", "discarded"] as const;

export const ModelSummary = z.object({
  version: ModelVersion,
  /** The version it learned on from; null for the first. */
  parent: z.string().nullable(),
  origin: z.enum(MODEL_ORIGINS),
  state: z.enum(MODEL_STATES),
  createdAt: z.iso.datetime(),
  /** Recipe by which it was trained. */
  recipe: z.string(),
  /** Photos it learned from. */
  photos: count,
  /** What people noted on it; may be empty. */
  note: z.string(),
  /** Analyses that name it. A version with any cannot be deleted. */
  analyses: count,
  /** On the part of the data that `part` names. */
  balancedAccuracy: z.object({ part: z.string(), value: share }).nullable(),
});
export type ModelSummary = z.output<typeof ModelSummary>;

/** The active one first, then by date, the latest first. */
export const ModelList = z.array(ModelSummary);

const Measured = z.object({ value: z.number(), interval: Interval.nullable() }).nullable();

/** Every measure of one held-out part of the data; null where it cannot be told. */
export const PartMeasures = z.object({
  part: z.string(),
  photos: count,
  lesions: count,
  measures: z.object({
    balancedAccuracy: Measured,
    accuracy: Measured,
    top2: Measured,
    top3: Measured,
    macroAuc: Measured,
    malignantAuc: Measured,
    melanomaAuc: Measured,
    calibrationError: Measured,
  }),
  classes: z.array(
    z.object({
      diagnosis: z.enum(DIAGNOSES),
      photos: count,
      recall: Measured,
      precision: Measured,
      f1: Measured,
    }),
  ),
  /** Photos by true class (rows) and predicted class (columns), in the order of `DIAGNOSES`. */
  confusion: z.array(z.array(count)),
  reliability: z.array(z.object({ photos: count, confidence: share, accuracy: share })),
});
export type PartMeasures = z.output<typeof PartMeasures>;

/** Somebody made a version the active one. */
export const Promotion = z.object({
  at: z.iso.datetime(),
  /** Null where the application did so itself. */
  by: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string(),
  kind: z.enum(["promotion", "roll-back"]),
  /** Why the gate's verdict was overridden; null where it was not. */
  overrideReason: z.string().nullable(),
});
export type Promotion = z.output<typeof Promotion>;

/** How a version may become the active one, and why that overrides the gate, where it does. */
const PromotionWay = z.object({
  kind: z.enum(PROMOTION_KINDS),
  because: z.enum(OVERRIDE_CAUSES).nullable(),
});

const OperatingPoint = z.object({
  threshold: share,
  sensitivity: share.nullable(),
  specificity: share.nullable(),
  measuredOn: z.string(),
});

export const ModelDetail = ModelSummary.extend({
  /** The model card, in Markdown. */
  card: z.string(),
  operatingPoints: z.object({ urgent: OperatingPoint, soon: OperatingPoint }),
  temperature: z.number(),
  parts: z.array(PartMeasures),
  /** Beside the version that was active when it was trained; null where it was not compared. */
  comparison: Comparison.nullable(),
  /** Id of the training run that made it here; null for others. */
  runId: z.uuid().nullable(),
  promotions: z.array(Promotion),
  /** Null where it is active or was discarded. */
  promotion: PromotionWay.nullable(),
});
export type ModelDetail = z.output<typeof ModelDetail>;

/** Photos of a true class that one of the two versions took for another, or for the same. */
export const ConfusionCell = z.strictObject({
  by: z.enum(["active", "candidate"]),
  label: z.enum(DIAGNOSES),
  answer: z.enum(DIAGNOSES),
});
export type ConfusionCell = z.output<typeof ConfusionCell>;

/** A photo of the clinic's hold-out, as a version sees it. */
export const CellPhoto = z.object({
  /** Null where the photo has been deleted since or came from a folder. */
  photoId: PhotoId.nullable(),
  /** Empty where it has been deleted. */
  name: z.string(),
  label: z.enum(DIAGNOSES),
  active: Answer,
  candidate: Answer,
});
export type CellPhoto = z.output<typeof CellPhoto>;

const version = z.strictObject({ version: ModelVersion });
const nothing = z.strictObject({});

export const modelRequests = {
  "models.list": { input: nothing, output: ModelList, roles: ROLES },
  "models.get": { input: version, output: ModelDetail, roles: ROLES },
  /** Hold-out photos of a cell of a version's comparison. */
  "models.cell": {
    input: version.extend({ cell: ConfusionCell }),
    output: z.array(CellPhoto),
    roles: ["clinician", "admin"],
  },
  /** Hold-out photos whose leading class or triage level changes, the gravest changes first. */
  "models.changedPhotos": {
    input: version,
    output: z.array(CellPhoto),
    roles: ["clinician", "admin"],
  },
  /**
   * Makes a version the active one: triage goes on with it. Where that overrides the gate, it
   * takes an `overrideReason`; otherwise one is not kept.
   */
  "models.promote": {
    input: version.extend({ overrideReason: z.string().trim().min(10).max(2000).nullable() }),
    output: ModelList,
    roles: ["admin"],
  },
  "models.discard": { input: version, output: ModelList, roles: ["admin"] },
  "models.annotate": {
    input: version.extend({ note: z.string().trim().max(2000) }),
    output: ModelList,
    roles: ["admin"],
  },
  /** Deletes a version that no analysis names, that is not active and that none learned on from. */
  "models.delete": { input: version, output: ModelList, roles: ["admin"] },
  /** Asks where to and writes the version as one file; false where the person thought better. */
  "models.export": { input: version, output: z.boolean(), roles: ["admin"] },
  "models.import": {
    input: z.strictObject({ bytes: z.instanceof(Uint8Array) }),
    output: ModelDetail,
    roles: ["admin"],
  },
  /** Name of the file that somebody opened with the application; null where none waits. */
  "models.offered": { input: nothing, output: z.string().nullable(), roles: ROLES },
  "models.takeOffered": { input: nothing, output: ModelDetail, roles: ["admin"] },
  "models.dismissOffered": { input: nothing, output: nothing, roles: ROLES },
} satisfies Record<string, RequestSpec>;
