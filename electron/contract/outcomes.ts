/** What clinicians and pathologists found, beside what a model said. */
import * as z from "zod";
import { DIAGNOSES } from "../domain/diagnosis";
import { CONFIDENCES, NEXT_STEPS, OUTCOME_KINDS } from "../domain/outcome";
import { isPlausibleDay } from "../domain/patient";
import { ROLES } from "../domain/role";
import type { RequestSpec } from "./requestSpec";
import { PhotoId } from "./shapes";

export const OutcomeId = z.uuid().brand("OutcomeId");
export type OutcomeId = z.output<typeof OutcomeId>;

const Diagnosis = z.enum(DIAGNOSES);
const note = z.string().trim().max(10_000);

/** A clinical diagnosis; `diagnosis` is null where the clinician cannot say. */
export const NewClinicalOutcome = z.strictObject({
  photoId: PhotoId,
  diagnosis: Diagnosis.nullable(),
  /** Null where it was not stated. */
  confidence: z.enum(CONFIDENCES).nullable(),
  nextStep: z.enum(NEXT_STEPS).nullable(),
  note,
});
export type NewClinicalOutcome = z.output<typeof NewClinicalOutcome>;

/** A pathologist's report; it counts for every photo of the lesion. */
export const NewHistology = z.strictObject({
  photoId: PhotoId,
  diagnosis: Diagnosis,
  /** Of the report; not in the future. */
  date: z.string().refine(isPlausibleDay),
  note,
});
export type NewHistology = z.output<typeof NewHistology>;

/** One entry; entries are added, never changed. */
export const Outcome = z.object({
  id: OutcomeId,
  /** The photo with which it was recorded. */
  photoId: PhotoId,
  kind: z.enum(OUTCOME_KINDS),
  diagnosis: Diagnosis.nullable(),
  confidence: z.enum(CONFIDENCES).nullable(),
  nextStep: z.enum(NEXT_STEPS).nullable(),
  note: z.string(),
  /** Of the histology report; null for a clinical diagnosis. */
  date: z.string().nullable(),
  at: z.iso.datetime(),
  by: z.string().nullable(),
  /** When and by whom it was taken back; null while it stands. */
  withdrawn: z.object({ at: z.iso.datetime(), by: z.string().nullable() }).nullable(),
});
export type Outcome = z.output<typeof Outcome>;

export const outcomeRequests = {
  /** Outcomes of a photo, and histology of its lesion's other photos; the latest first. */
  "outcomes.list": {
    input: z.strictObject({ photoId: PhotoId }),
    output: z.array(Outcome),
    roles: ROLES,
  },
  "outcomes.record": {
    input: NewClinicalOutcome,
    output: Outcome,
    roles: ["clinician", "admin"],
  },
  "outcomes.recordHistology": {
    input: NewHistology,
    output: Outcome,
    roles: ["clinician", "admin"],
  },
  /** Takes an entry back: the one before it counts again. Both stay in the history. */
  "outcomes.withdraw": {
    input: z.strictObject({ outcomeId: OutcomeId }),
    output: Outcome,
    roles: ["clinician", "admin"],
  },
} satisfies Record<string, RequestSpec>;
