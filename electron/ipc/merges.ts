import type { mergeRequests } from "../contract/merges";
import type { Archive } from "../workflows/archive";
import type { HandlersFor } from "./handlers";
import { patientDetail, type PatientHandlerOptions } from "./patientDetail";

export interface MergeHandlerOptions extends PatientHandlerOptions {
  readonly archive: Archive;
}

export function mergeHandlers({
  store,
  now,
  recorded,
  archive,
  changed,
}: MergeHandlerOptions): HandlersFor<keyof typeof mergeRequests> {
  return {
    "patients.duplicates": ({ patientId }) => store.patients.duplicatesOf(patientId),
    "patients.merge": ({ patientId, otherId, values }) => {
      recorded(
        "patient.merged",
        patientId,
        () => {
          const photoIds = store.photos.ofPatient(otherId).map(({ id }) => id);
          archive.handOver(photoIds, () => {
            store.merges.merge(patientId, otherId, values, now());
          });
        },
        { other: otherId },
      );
      archive.wake();
      changed(["patients", "photos", "lesions", "reports", "archive"]);
      return patientDetail(store, patientId);
    },
  };
}
