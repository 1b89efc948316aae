/** Putting patients away: archived until somebody wants them back, or deleted for good. */
import * as z from "zod";
import { ROLES } from "../domain/role";
import type { RequestSpec } from "./requestSpec";
import { PatientDetail, PatientId } from "./shapes";

const count = z.int().min(0);

/** What deleting a patient takes away, and what it cannot. */
export const PatientLoss = z.object({
  lesions: count,
  visits: count,
  photos: count,
  analyses: count,
  /** Diagnoses by clinicians and pathologists. */
  outcomes: count,
  /** Signed ones. */
  reports: count,
  /** Model versions that learned from the photos, and keep what they learned. */
  modelVersions: z.array(z.string()),
});
export type PatientLoss = z.output<typeof PatientLoss>;

export const removalRequests = {
  /** Takes a patient off the list, or puts them back. */
  "patients.archive": {
    input: z.strictObject({ patientId: PatientId, archived: z.boolean() }),
    output: PatientDetail,
    roles: ROLES,
  },
  "patients.loss": {
    input: z.strictObject({ patientId: PatientId }),
    output: PatientLoss,
    roles: ["clinician", "admin"],
  },
  /** Deletes a patient and all that is theirs for good. `typed`: their name or number. */
  "patients.delete": {
    input: z.strictObject({ patientId: PatientId, typed: z.string().max(500) }),
    output: z.strictObject({}),
    roles: ["clinician", "admin"],
  },
} satisfies Record<string, RequestSpec>;
