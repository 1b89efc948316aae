/** Visits: a patient's days, each with the photos of that day and a note. */
import * as z from "zod";
import { isCalendarDate, isPlausibleDay } from "../domain/patient";
import { ROLES } from "../domain/role";
import type { RequestSpec } from "./requestSpec";
import { PatientId, PhotoId } from "./shapes";

export const VisitId = z.uuid().brand("VisitId");
export type VisitId = z.output<typeof VisitId>;

export const MAX_VISIT_NOTE = 10_000;

export const Visit = z.object({
  id: VisitId,
  patientId: PatientId,
  /** The day in the clinic's time zone. */
  date: z.string().refine(isCalendarDate),
  note: z.string(),
  /** In the order of time. */
  photoIds: z.array(PhotoId),
});
export type Visit = z.output<typeof Visit>;

export const visitRequests = {
  /** A patient's visits, the latest first. */
  "visits.list": {
    input: z.strictObject({ patientId: PatientId }),
    output: z.array(Visit),
    roles: ROLES,
  },
  /** Enters a visit by hand; a note on a day that has a visit already is added to that one's. */
  "visits.create": {
    input: z.strictObject({
      patientId: PatientId,
      date: z.string().refine(isPlausibleDay),
      note: z.string().max(MAX_VISIT_NOTE),
    }),
    output: z.array(Visit),
    roles: ROLES,
  },
  /** Removes a visit without photos, its note too. */
  "visits.remove": {
    input: z.strictObject({ visitId: VisitId }),
    output: z.array(Visit),
    roles: ROLES,
  },
  /** Changes a visit's note; gives the patient's visits, as one without photo and note goes. */
  "visits.note": {
    input: z.strictObject({ visitId: VisitId, note: z.string().max(MAX_VISIT_NOTE) }),
    output: z.array(Visit),
    roles: ROLES,
  },
} satisfies Record<string, RequestSpec>;
