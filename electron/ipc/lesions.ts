import type { EventPayload } from "../contract/events";
import type { Store } from "../store/open";
import type { HandlersOf } from "./handlers";

export interface LesionHandlerOptions {
  readonly store: Store;
  readonly now: () => Date;
  readonly changed: (nouns: EventPayload<"store.changed">["nouns"]) => void;
}

export function lesionHandlers({
  store,
  now,
  changed,
}: LesionHandlerOptions): HandlersOf<"lesions"> {
  return {
    "lesions.list": ({ patientId }) => store.lesions.ofPatient(patientId),
    "lesions.create": ({ patientId, ...lesion }) => {
      const id = store.lesions.create(patientId, lesion, now());
      changed(["lesions"]);
      return store.lesions.get(id);
    },
    "lesions.update": ({ lesionId, archived, ...lesion }) => {
      store.lesions.update(lesionId, lesion, archived, now());
      // Photos carry their lesion's label.
      changed(["lesions", "photos", "patients"]);
      return store.lesions.get(lesionId);
    },
    "lesions.delete": ({ lesionId }) => {
      store.lesions.remove(lesionId);
      changed(["lesions"]);
      return {};
    },
  };
}
