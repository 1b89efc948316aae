import type { removalRequests } from "../contract/removals";
import { createDeletion } from "../workflows/deleteForGood";
import type { HandlersFor } from "./handlers";
import { patientDetail, type PatientHandlerOptions } from "./patientDetail";

export function removalHandlers(
  options: PatientHandlerOptions,
): HandlersFor<keyof typeof removalRequests> {
  const { store, now, recorded, changed } = options;
  const deletion = createDeletion(options);
  return {
    "patients.archive": ({ patientId, archived }) => {
      recorded(archived ? "patient.archived" : "patient.restored", patientId, () => {
        store.patients.setArchived(patientId, archived, now());
      });
      changed(["patients"]);
      return patientDetail(store, patientId);
    },
    "patients.loss": ({ patientId }) => store.removals.lossOf(patientId),
    "patients.delete": ({ patientId, typed }) => {
      deletion.patient(patientId, typed);
      changed(["patients", "photos", "lesions"]);
      return {};
    },
  };
}
