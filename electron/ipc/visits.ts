import type { HandlersOf } from "./handlers";
import type { PatientHandlerOptions } from "./patientDetail";

export function visitHandlers({
  store,
  recorded,
  changed,
}: Pick<PatientHandlerOptions, "store" | "recorded" | "changed">): HandlersOf<"visits"> {
  return {
    "visits.list": ({ patientId }) => store.visits.ofPatient(patientId),
    "visits.note": ({ visitId, note }) => {
      const patientId = recorded("visit.changed", visitId, () =>
        store.visits.setNote(visitId, note.trim()),
      );
      changed(["patients"]);
      return store.visits.ofPatient(patientId);
    },
  };
}
