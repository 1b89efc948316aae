import { LentigoError } from "../contract/errors";
import { calendarDay } from "../domain/calendarDay";
import type { HandlersOf } from "./handlers";
import type { PatientHandlerOptions } from "./patientDetail";

export function visitHandlers({
  store,
  now,
  recorded,
  changed,
}: Pick<PatientHandlerOptions, "store" | "now" | "recorded" | "changed">): HandlersOf<"visits"> {
  return {
    "visits.list": ({ patientId }) => store.visits.ofPatient(patientId),
    "visits.create": ({ patientId, date, note }) => {
      if (date > calendarDay(now())) throw new LentigoError("visit.future");
      recorded(
        "visit.created",
        (visitId) => visitId,
        () => store.visits.create(patientId, date, note.trim(), now()),
      );
      changed(["patients"]);
      return store.visits.ofPatient(patientId);
    },
    "visits.remove": ({ visitId }) => {
      const patientId = recorded("visit.deleted", visitId, () => store.visits.remove(visitId));
      changed(["patients"]);
      return store.visits.ofPatient(patientId);
    },
    "visits.note": ({ visitId, note }) => {
      const patientId = recorded("visit.changed", visitId, () =>
        store.visits.setNote(visitId, note.trim()),
      );
      changed(["patients"]);
      return store.visits.ofPatient(patientId);
    },
  };
}
