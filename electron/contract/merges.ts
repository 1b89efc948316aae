/** Patients who stand in the records twice. */
import * as z from "zod";
import { ROLES } from "../domain/role";
import type { RequestSpec } from "./requestSpec";
import { NewPatient, PatientDetail, PatientId, PatientSummary } from "./shapes";

export const mergeRequests = {
  /** Others of the same name whose date of birth is the same, or missing with one of them. */
  "patients.duplicates": {
    input: z.strictObject({ patientId: PatientId }),
    output: z.array(PatientSummary),
    roles: ROLES,
  },
  /**
   * Makes one patient of two: lesions (numbered on), photos, visits, consents and signed reports
   * of `otherId` go over to `patientId`, who gets `values`; the other record goes.
   */
  "patients.merge": {
    input: z.strictObject({ patientId: PatientId, otherId: PatientId, values: NewPatient }),
    output: PatientDetail,
    roles: ["clinician", "admin"],
  },
} satisfies Record<string, RequestSpec>;
