/**
 * The one table of everything the window may ask of main: input, output, and the roles that
 * may ask. Handlers, the window's client, role checks and the tests that try every channel
 * derive from it, so that nothing can be added in one place only.
 */
import * as z from "zod";
import { LANGUAGES } from "../domain/language";
import { ROLES } from "../domain/role";
import { backupRequests } from "./backups";
import { archiveRequests } from "./archive";
import { cameraRequests } from "./camera";
import { consentRequests } from "./consents";
import { dashboardRequests } from "./dashboard";
import { examinationRequests } from "./examination";
import { exportRequests } from "./exports";
import { importRequests } from "./imports";
import { mergeRequests } from "./merges";
import { modelRequests } from "./models";
import { outcomeRequests } from "./outcomes";
import type { RequestSpec } from "./requestSpec";
import { removalRequests } from "./removals";
import { reportRequests } from "./reports";
import { sessionRequests } from "./session";
import { settingsRequests } from "./settings";
import { similarCaseRequests } from "./similarCases";
import { trainingRequests } from "./training";
import { visitRequests } from "./visits";
import { AbcdChecklist, DescriptionChange } from "./photoDescription";
import {
  AppStatus,
  Heatmap,
  IntakeOutcome,
  Lesion,
  LesionId,
  NewLesion,
  NewPatient,
  PatientDetail,
  PatientId,
  PatientPage,
  PhotoDetail,
  PhotoFilter,
  PhotoId,
  PhotoPage,
  AnalysisId,
} from "./shapes";

const nothing = z.strictObject({});

/** Bytes of one photo that main accepts: more is refused before anything is copied. */
export const MAX_PHOTO_BYTES = 128 * 1024 * 1024;

export const requests = {
  ...sessionRequests,
  ...cameraRequests,
  ...backupRequests,
  ...examinationRequests,

  "app.status": { input: nothing, output: AppStatus, roles: "anyone" },
  /** Has the menu speak the language that was chosen in the window. */
  "app.speak": {
    input: z.strictObject({ language: z.enum(LANGUAGES) }),
    output: nothing,
    roles: "anyone",
  },
  /** Starts the vision process again after it has been given up. */
  "vision.restart": { input: nothing, output: nothing, roles: "anyone" },

  /** Takes in one photo: checks, stores and analyses it. */
  "photos.intake": {
    input: z.strictObject({
      name: z.string().max(512),
      bytes: z.instanceof(Uint8Array),
      takenAt: z.iso.datetime().nullable(),
      patientId: PatientId.nullable(),
    }),
    output: IntakeOutcome,
    roles: ROLES,
  },
  /** The worklist, most urgent first. */
  "photos.list": {
    input: z.strictObject({
      filter: PhotoFilter,
      limit: z.int().min(1).max(500),
      offset: z.int().min(0),
    }),
    output: PhotoPage,
    roles: ROLES,
  },
  "photos.get": { input: z.strictObject({ photoId: PhotoId }), output: PhotoDetail, roles: ROLES },
  /** Analyses a stored photo again with the active model; earlier analyses stay. */
  "photos.analyse": {
    input: z.strictObject({ photoId: PhotoId }),
    output: PhotoDetail,
    roles: ROLES,
  },
  /** Attaches a photo to a patient, or detaches it (`patientId` null). */
  "photos.assign": {
    input: z.strictObject({ photoId: PhotoId, patientId: PatientId.nullable() }),
    output: PhotoDetail,
    roles: ROLES,
  },
  /** Says which lesion of its patient a photo shows, or that nobody knows (`lesionId` null). */
  "photos.assignLesion": {
    input: z.strictObject({ photoId: PhotoId, lesionId: LesionId.nullable() }),
    output: PhotoDetail,
    roles: ROLES,
  },
  /** Notes on a photo, its scale and the lesion's largest diameter; what is not named stays. */
  "photos.describe": {
    input: DescriptionChange.extend({ photoId: PhotoId }),
    output: PhotoDetail,
    roles: ROLES,
  },
  /** The clinician's own reckoning by the ABCD rule; null takes it away. */
  "photos.reckonAbcd": {
    input: z.strictObject({ photoId: PhotoId, abcd: AbcdChecklist.nullable() }),
    output: PhotoDetail,
    roles: ["clinician", "admin"],
  },
  /** Deletes a photo and its analyses for good. */
  "photos.delete": {
    input: z.strictObject({ photoId: PhotoId }),
    output: nothing,
    roles: ["clinician", "admin"],
  },
  ...similarCaseRequests,
  ...outcomeRequests,
  ...reportRequests,
  ...dashboardRequests,
  ...exportRequests,
  ...modelRequests,
  ...trainingRequests,
  ...settingsRequests,
  ...archiveRequests,
  "analyses.heatmap": {
    input: z.strictObject({ analysisId: AnalysisId }),
    output: Heatmap,
    roles: ROLES,
  },

  /**
   * Patients whose name, number or date of birth matches the search, archived ones among them;
   * for an empty one everybody on the list, or with `archived` everybody off it.
   */
  "patients.list": {
    input: z.strictObject({
      search: z.string().max(200),
      archived: z.boolean().default(false),
      limit: z.int().min(1).max(500),
      offset: z.int().min(0),
    }),
    output: PatientPage,
    roles: ROLES,
  },
  "patients.get": {
    input: z.strictObject({ patientId: PatientId }),
    output: PatientDetail,
    roles: ROLES,
  },
  "patients.create": { input: NewPatient, output: PatientDetail, roles: ROLES },
  "patients.update": {
    input: NewPatient.extend({ patientId: PatientId }),
    output: PatientDetail,
    roles: ROLES,
  },

  ...consentRequests,
  ...removalRequests,
  ...mergeRequests,
  ...importRequests,
  ...visitRequests,

  /** A patient's lesions by number, archived ones among them. */
  "lesions.list": {
    input: z.strictObject({ patientId: PatientId }),
    output: z.array(Lesion),
    roles: ROLES,
  },
  "lesions.create": {
    input: NewLesion.extend({ patientId: PatientId }),
    output: Lesion,
    roles: ROLES,
  },
  "lesions.update": {
    input: NewLesion.extend({ lesionId: LesionId, archived: z.boolean() }),
    output: Lesion,
    roles: ROLES,
  },
  /** Deletes a lesion that no photo shows; others can be archived. */
  "lesions.delete": {
    input: z.strictObject({ lesionId: LesionId }),
    output: nothing,
    roles: ["clinician", "admin"],
  },
} satisfies Record<string, RequestSpec>;

export type Channel = keyof typeof requests;

/** Requests that are answered while nobody is signed in, too. */
export type OpenChannel = {
  [C in Channel]: (typeof requests)[C]["roles"] extends "anyone" ? C : never;
}[Channel];

/** Requests that need somebody signed in: the clinic's records. */
export type ClinicChannel = Exclude<Channel, OpenChannel>;

export type RequestInput<C extends Channel> = z.input<(typeof requests)[C]["input"]>;
export type ParsedInput<C extends Channel> = z.output<(typeof requests)[C]["input"]>;
export type RequestOutput<C extends Channel> = z.output<(typeof requests)[C]["output"]>;

export const CHANNELS = Object.keys(requests) as Channel[];
