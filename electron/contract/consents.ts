/** A patient's consents: what they said yes or no to, and when. */
import * as z from "zod";
import { CONSENT_PURPOSES } from "../domain/consent";
import { isPlausibleDay } from "../domain/patient";
import { ROLES } from "../domain/role";
import type { RequestSpec } from "./requestSpec";
import { PatientId } from "./shapes";

export const NewConsent = z.strictObject({
  purpose: z.enum(CONSENT_PURPOSES),
  /** False: withdrawn or refused. */
  given: z.boolean(),
  /** The day on which the patient said so. */
  date: z.string().refine(isPlausibleDay),
});
export type NewConsent = z.output<typeof NewConsent>;

export const Consent = z.object({
  ...NewConsent.shape,
  id: z.uuid(),
  /** True for the one of its purpose that counts. */
  current: z.boolean(),
  /** Who wrote it down; null where no account is known. */
  recordedBy: z.string().nullable(),
  recordedAt: z.iso.datetime(),
});
export type Consent = z.output<typeof Consent>;

export const consentRequests = {
  /** What a patient said, the latest record first. */
  "patients.consents": {
    input: z.strictObject({ patientId: PatientId }),
    output: z.array(Consent),
    roles: ROLES,
  },
  /** Writes down that consent was given or withdrawn; earlier records stay. */
  "patients.consent": {
    input: NewConsent.extend({ patientId: PatientId }),
    output: z.array(Consent),
    roles: ROLES,
  },
} satisfies Record<string, RequestSpec>;
