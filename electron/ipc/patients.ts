import type { EventPayload } from "../contract/events";
import type { PatientDetail, PatientId } from "../contract/shapes";
import type { Store } from "../store/open";
import type { RecordedChange } from "../workflows/recordedChange";
import type { HandlersOf } from "./handlers";

export interface PatientHandlerOptions {
  readonly store: Store;
  readonly now: () => Date;
  readonly recorded: RecordedChange;
  readonly changed: (nouns: EventPayload<"store.changed">["nouns"]) => void;
}

export function patientHandlers({
  store,
  now,
  recorded,
  changed,
}: PatientHandlerOptions): HandlersOf<"patients"> {
  const detail = (id: PatientId): PatientDetail => ({
    ...store.patients.get(id),
    photos: store.photos.ofPatient(id),
  });

  return {
    "patients.list": ({ search, limit, offset }) => store.patients.list(search, limit, offset),
    "patients.get": ({ patientId }) => detail(patientId),
    "patients.create": (patient) => {
      const id = recorded(
        "patient.created",
        (created) => created,
        () => store.patients.create(patient, now()),
      );
      changed(["patients"]);
      return detail(id);
    },
    "patients.update": ({ patientId, ...patient }) => {
      recorded("patient.changed", patientId, () => {
        store.patients.update(patientId, patient, now());
      });
      changed(["patients", "photos"]);
      return detail(patientId);
    },
  };
}
