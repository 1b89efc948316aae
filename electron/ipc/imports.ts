import { LentigoError } from "../contract/errors";
import { MAX_TABLE_BYTES, type importRequests, type ImportProgress } from "../contract/imports";
import { calendarDay } from "../domain/calendarDay";
import {
  planImport,
  previewOf,
  runImport,
  type ImportTurn,
  type PatientTable,
} from "../workflows/importPatients";
import { createCancellableTurns } from "../workflows/inTurns";
import type { HandlersFor } from "./handlers";
import type { PatientHandlerOptions } from "./patientDetail";

export interface ImportHandlerOptions extends PatientHandlerOptions {
  readonly importProgress: (progress: ImportProgress) => void;
  /** Aborted when the clinic is about to be locked. */
  readonly ending: AbortSignal;
}

export function importHandlers(
  options: ImportHandlerOptions,
): HandlersFor<keyof typeof importRequests> {
  const { store, now, changed, importProgress, ending } = options;
  const turns = createCancellableTurns("import.cancelled", ending);
  let last: Promise<unknown> = Promise.resolve();

  const checked = (table: Omit<PatientTable, "today">): PatientTable => {
    if (table.bytes.length > MAX_TABLE_BYTES) {
      throw new LentigoError("import.too-large", { limit: MAX_TABLE_BYTES / 1024 / 1024 });
    }
    return { ...table, today: calendarDay(now()) };
  };
  /** One table at a time: whoever asks again no longer waits for what was asked before. */
  const alone = <T>(work: (turn: ImportTurn) => Promise<T>): Promise<T> => {
    const next = turns.begin();
    const turn: ImportTurn = (phase, share) => {
      importProgress({ phase, share });
      return next();
    };
    const before = last.catch(() => undefined);
    const result = before.then(() => work(turn));
    last = result;
    return result;
  };

  return {
    "patients.importPreview": async (table) =>
      previewOf(await alone((turn) => planImport(checked(table), store, turn))),
    "patients.import": async (table) => {
      const counts = await alone((turn) => runImport(checked(table), { ...options, turn }));
      changed(["patients", "photos"]);
      return counts;
    },
    "patients.cancelImport": () => {
      turns.cancel();
      return {};
    },
  };
}
