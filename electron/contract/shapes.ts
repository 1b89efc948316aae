/** The shapes of what crosses between main and the window, checked on arrival. */
import * as z from "zod";
import { siteAt } from "../domain/bodyMap/position";
import { SITES } from "../domain/bodyMap/sites";
import { BODY_VIEWS } from "../domain/bodyMap/views";
import { DIAGNOSES } from "../domain/diagnosis";
import { CONFIDENCES, NEXT_STEPS, OUTCOME_KINDS } from "../domain/outcome";
import { isCalendarDate, isPlausibleDay, SEXES } from "../domain/patient";
import { PHOTO_WARNINGS, REFUSAL_REASONS, TRIAGE_LEVELS } from "../domain/triage";
import { PhotoDescription } from "./photoDescription";

export const PatientId = z.uuid().brand("PatientId");
export const LesionId = z.uuid().brand("LesionId");
export const PhotoId = z.uuid().brand("PhotoId");
export const AnalysisId = z.uuid().brand("AnalysisId");
export type PatientId = z.output<typeof PatientId>;
export type LesionId = z.output<typeof LesionId>;
export type PhotoId = z.output<typeof PhotoId>;
export type AnalysisId = z.output<typeof AnalysisId>;

const share = z.number().min(0).max(1);
const calendarDate = z.string().refine(isCalendarDate);

const Diagnosis = z.enum(DIAGNOSES);
const Level = z.enum(TRIAGE_LEVELS);
const Reasons = z.array(z.enum(REFUSAL_REASONS));

const OperatingPoint = z.object({
  threshold: share,
  sensitivity: share.nullable(),
  specificity: share.nullable(),
  measuredOn: z.string(),
});

/** The processor that runs the network. */
export const Device = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("gpu"), name: z.string() }),
  z.object({ kind: z.literal("cpu"), threads: z.int() }),
]);
export type Device = z.output<typeof Device>;

/** The active model, as far as triage shows it. */
export const ActiveModel = z.object({
  version: z.string(),
  operatingPoints: z.object({ urgent: OperatingPoint, soon: OperatingPoint }),
});
export type ActiveModel = z.output<typeof ActiveModel>;

/** State of the process that runs the network. */
export const VisionStatus = z.discriminatedUnion("state", [
  z.object({ state: z.literal("starting") }),
  z.object({ state: z.literal("ready"), device: Device, model: ActiveModel }),
  z.object({
    state: z.literal("failed"),
    code: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
]);
export type VisionStatus = z.output<typeof VisionStatus>;

export const AppStatus = z.object({
  version: z.string(),
  vision: VisionStatus,
});
export type AppStatus = z.output<typeof AppStatus>;

export const PatientSummary = z.object({
  id: PatientId,
  number: z.string(),
  familyName: z.string(),
  givenName: z.string(),
  dateOfBirth: calendarDate.nullable(),
  sex: z.enum(SEXES),
  photoCount: z.int(),
  /** Most urgent level among the latest analyses of the patient's photos. */
  level: Level.nullable(),
  lastPhotoAt: z.iso.datetime().nullable(),
  /** Since when the patient is off the list; null while on it. */
  archivedAt: z.iso.datetime().nullable(),
});
export type PatientSummary = z.output<typeof PatientSummary>;

export const PatientPage = z.object({ total: z.int(), patients: z.array(PatientSummary) });
export type PatientPage = z.output<typeof PatientPage>;

const personName = z.string().trim().max(200);

export const NewPatient = z.strictObject({
  number: z.string().trim().max(64),
  familyName: personName.min(1),
  givenName: personName,
  dateOfBirth: z.string().refine(isPlausibleDay).nullable(),
  sex: z.enum(SEXES),
  notes: z.string().max(10_000),
});
export type NewPatient = z.output<typeof NewPatient>;

/** One analysis of a photo by one model version. */
export const Analysis = z.object({
  id: AnalysisId,
  modelVersion: z.string(),
  createdAt: z.iso.datetime(),
  level: Level,
  /** Why the photo cannot be assessed; empty where it can. */
  reasons: Reasons,
  /** What may have swayed the answer. */
  warnings: z.array(z.enum(PHOTO_WARNINGS)),
  malignancy: share,
  diagnosis: Diagnosis,
  probabilities: z.record(Diagnosis, share),
});
export type Analysis = z.output<typeof Analysis>;

const PatientLabel = PatientSummary.pick({
  id: true,
  number: true,
  familyName: true,
  givenName: true,
  dateOfBirth: true,
});

/** A place on the body map. */
export const BodyPosition = z
  .strictObject({ view: z.enum(BODY_VIEWS), x: share, y: share })
  .refine((position) => siteAt(position) !== null);

export const NewLesion = z.strictObject({
  /** What people call it; may be empty. */
  label: z.string().trim().max(120),
  site: z.enum(SITES),
  /** Null where only the site is known. */
  position: BodyPosition.nullable(),
});
export type NewLesion = z.output<typeof NewLesion>;

export const Lesion = z.object({
  id: LesionId,
  patientId: PatientId,
  /** 1, 2, 3 ... within the patient. */
  number: z.int(),
  ...NewLesion.shape,
  createdAt: z.iso.datetime(),
  /** Since when it is no longer followed; null while it is. */
  archivedAt: z.iso.datetime().nullable(),
});
export type Lesion = z.output<typeof Lesion>;

const LesionLabel = Lesion.pick({ id: true, number: true, label: true, site: true });

/** The outcome that counts for a photo: histology of its lesion, else a clinical diagnosis. */
export const PhotoOutcome = z.object({
  kind: z.enum(OUTCOME_KINDS),
  /** Null where the clinician cannot say. */
  diagnosis: Diagnosis.nullable(),
  confidence: z.enum(CONFIDENCES).nullable(),
  nextStep: z.enum(NEXT_STEPS).nullable(),
  /** Of the histology report; null for a clinical diagnosis. */
  date: calendarDate.nullable(),
  /** When and by whom it was recorded. */
  at: z.iso.datetime(),
  by: z.string().nullable(),
});
export type PhotoOutcome = z.output<typeof PhotoOutcome>;

/** A row of the worklist. `analysis` is the latest; null where the photo waits for one. */
export const PhotoSummary = z.object({
  id: PhotoId,
  name: z.string(),
  width: z.int(),
  height: z.int(),
  takenAt: z.iso.datetime().nullable(),
  addedAt: z.iso.datetime(),
  patient: PatientLabel.nullable(),
  /** The patient's lesion that it shows; null where nobody has said so. */
  lesion: LesionLabel.nullable(),
  analysis: Analysis.nullable(),
  /** Null where nobody has recorded one. */
  outcome: PhotoOutcome.nullable(),
});
export type PhotoSummary = z.output<typeof PhotoSummary>;

/** `analyses`: all of them, the latest first. */
export const PhotoDetail = PhotoSummary.extend({
  analyses: z.array(Analysis),
  description: PhotoDescription,
});
export type PhotoDetail = z.output<typeof PhotoDetail>;

export const PhotoFilter = z.strictObject({
  /** Only these levels; empty: all. */
  levels: z.array(Level),
  /** Only photos that belong to no patient. */
  unassigned: z.boolean(),
  /** Only photos added since local midnight. */
  today: z.boolean(),
  /** Only photos without an outcome. */
  unconfirmed: z.boolean().default(false),
  /** Only photos to be excised, of which no histology has come since. */
  awaitingHistology: z.boolean().default(false),
  /** Only photos of which model and outcome disagree, the gravest disagreements first. */
  disagreement: z.boolean().default(false),
});
export type PhotoFilter = z.output<typeof PhotoFilter>;

/** The whole worklist. */
export const NO_FILTER: PhotoFilter = {
  levels: [],
  unassigned: false,
  today: false,
  unconfirmed: false,
  awaitingHistology: false,
  disagreement: false,
};

export const PhotoPage = z.object({
  /** Photos that pass the filter. */
  total: z.int(),
  /** Photos per level, whatever the filter says. */
  counts: z.record(Level, z.int()),
  photos: z.array(PhotoSummary),
});
export type PhotoPage = z.output<typeof PhotoPage>;

export const PatientDetail = PatientSummary.extend({
  notes: z.string(),
  createdAt: z.iso.datetime(),
  photos: z.array(PhotoSummary),
});
export type PatientDetail = z.output<typeof PatientDetail>;

/** What became of a photo that was taken in. */
export const IntakeOutcome = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("analysed"), photo: PhotoSummary }),
  z.object({ outcome: z.literal("duplicate"), photo: PhotoSummary }),
]);
export type IntakeOutcome = z.output<typeof IntakeOutcome>;

/** Class activation maps of one analysis: one row-major map per class, `width` x `height`. */
export const Heatmap = z.object({
  width: z.int(),
  height: z.int(),
  /** The part of the photo that the network saw, in fractions of its sides. */
  frame: z.object({ left: share, top: share, width: share, height: share }),
  maps: z.record(Diagnosis, z.instanceof(Float32Array)),
});
export type Heatmap = z.output<typeof Heatmap>;
