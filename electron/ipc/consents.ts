import { LentigoError } from "../contract/errors";
import type { consentRequests } from "../contract/consents";
import { calendarDay } from "../domain/calendarDay";
import type { HandlersFor } from "./handlers";
import type { PatientHandlerOptions } from "./patientDetail";

export function consentHandlers({
  store,
  actor,
  now,
  recorded,
  changed,
}: PatientHandlerOptions): HandlersFor<keyof typeof consentRequests> {
  return {
    "patients.consents": ({ patientId }) => store.consents.ofPatient(patientId),
    "patients.consent": ({ patientId, ...consent }) => {
      const { purpose, given, date } = consent;
      if (date > calendarDay(now())) throw new LentigoError("consent.date-future");
      recorded(
        "patient.consent",
        patientId,
        () => {
          store.consents.record(patientId, consent, actor.name || null, now());
        },
        { purpose, given },
      );
      changed(["patients"]);
      return store.consents.ofPatient(patientId);
    },
  };
}
