import type { EventPayload } from "../contract/events";
import type { PatientDetail, PatientId } from "../contract/shapes";
import type { Actor } from "../domain/audit";
import type { Store } from "../store/open";
import type { RecordedChange } from "../workflows/recordedChange";

/** What every handler needs that works on patients. */
export interface PatientHandlerOptions {
  readonly store: Store;
  readonly actor: Actor;
  readonly now: () => Date;
  readonly recorded: RecordedChange;
  readonly changed: (nouns: EventPayload<"store.changed">["nouns"]) => void;
}

/** @throws LentigoError `patient.missing` */
export function patientDetail(store: Store, id: PatientId): PatientDetail {
  return { ...store.patients.get(id), photos: store.photos.ofPatient(id) };
}
