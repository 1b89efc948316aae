import type { EventPayload } from "../contract/events";
import type { Store } from "../store/open";
import type { RecordedChange } from "../workflows/recordedChange";
import type { HandlersOf } from "./handlers";

export interface LesionHandlerOptions {
  readonly store: Store;
  readonly now: () => Date;
  readonly recorded: RecordedChange;
  readonly changed: (nouns: EventPayload<"store.changed">["nouns"]) => void;
}

export function lesionHandlers({
  store,
  now,
  recorded,
  changed,
}: LesionHandlerOptions): HandlersOf<"lesions"> {
  return {
    "lesions.list": ({ patientId }) => store.lesions.ofPatient(patientId),
    "lesions.create": ({ patientId, ...lesion }) => {
      const id = recorded(
        "lesion.created",
        (created) => created,
        () => store.lesions.create(patientId, lesion, now()),
      );
      changed(["lesions"]);
      return store.lesions.get(id);
    },
    "lesions.update": ({ lesionId, archived, ...lesion }) => {
      recorded("lesion.changed", lesionId, () => {
        store.lesions.update(lesionId, lesion, archived, now());
      });
      // Photos carry their lesion's label.
      changed(["lesions", "photos", "patients"]);
      return store.lesions.get(lesionId);
    },
    "lesions.delete": ({ lesionId }) => {
      recorded("lesion.deleted", lesionId, () => {
        store.lesions.remove(lesionId);
      });
      changed(["lesions"]);
      return {};
    },
  };
}
