import type { mergeRequests } from "../contract/merges";
import type { HandlersFor } from "./handlers";
import { patientDetail, type PatientHandlerOptions } from "./patientDetail";

export function mergeHandlers({
  store,
  now,
  recorded,
  changed,
}: PatientHandlerOptions): HandlersFor<keyof typeof mergeRequests> {
  return {
    "patients.duplicates": ({ patientId }) => store.patients.duplicatesOf(patientId),
    "patients.merge": ({ patientId, otherId, values }) => {
      recorded(
        "patient.merged",
        patientId,
        () => {
          store.merges.merge(patientId, otherId, values, now());
        },
        { other: otherId },
      );
      changed(["patients", "photos", "lesions", "reports"]);
      return patientDetail(store, patientId);
    },
  };
}
