import { LentigoError } from "../contract/errors";
import { MAX_TABLE_BYTES, type importRequests } from "../contract/imports";
import { calendarDay } from "../domain/calendarDay";
import { planImport, previewOf, runImport, type PatientTable } from "../workflows/importPatients";
import type { HandlersFor } from "./handlers";
import type { PatientHandlerOptions } from "./patientDetail";

export function importHandlers(
  options: PatientHandlerOptions,
): HandlersFor<keyof typeof importRequests> {
  const { store, now, changed } = options;
  const checked = (table: Omit<PatientTable, "today">): PatientTable => {
    if (table.bytes.length > MAX_TABLE_BYTES) {
      throw new LentigoError("import.too-large", { limit: MAX_TABLE_BYTES / 1024 / 1024 });
    }
    return { ...table, today: calendarDay(now()) };
  };
  return {
    "patients.importPreview": (table) => previewOf(planImport(checked(table), store)),
    "patients.import": (table) => {
      const counts = runImport(checked(table), options);
      changed(["patients", "photos"]);
      return counts;
    },
  };
}
