import type { PatientId } from "../contract/shapes";
import { consentHandlers } from "./consents";
import type { HandlersOf } from "./handlers";
import { importHandlers, type ImportHandlerOptions } from "./imports";
import { mergeHandlers, type MergeHandlerOptions } from "./merges";
import { patientDetail } from "./patientDetail";
import { removalHandlers } from "./removals";

export function patientHandlers(
  options: ImportHandlerOptions & MergeHandlerOptions,
): HandlersOf<"patients"> {
  const { store, now, recorded, changed } = options;
  // The window asks for an open patient again and again: the log tells the first time a sign-in.
  const opened = new Set<PatientId>();
  return {
    ...consentHandlers(options),
    ...removalHandlers(options),
    ...mergeHandlers(options),
    ...importHandlers(options),
    "patients.list": ({ search, limit, offset, archived }) =>
      store.patients.list(search, limit, offset, archived),
    "patients.get": ({ patientId }) => {
      const detail = patientDetail(store, patientId);
      if (!opened.has(patientId)) recorded("patient.opened", patientId, () => undefined);
      opened.add(patientId);
      return detail;
    },
    "patients.create": (patient) => {
      const id = recorded(
        "patient.created",
        (created) => created,
        () => store.patients.create(patient, now()),
      );
      changed(["patients"]);
      return patientDetail(store, id);
    },
    "patients.update": ({ patientId, ...patient }) => {
      recorded("patient.changed", patientId, () => {
        store.patients.update(patientId, patient, now());
      });
      changed(["patients", "photos"]);
      return patientDetail(store, patientId);
    },
  };
}
