import { failureOf, type ErrorCode } from "../contract/errors";
import type { ChosenList } from "../contract/exports";
import type { ModelSummary } from "../contract/models";
import type { AuditFilter } from "../contract/session";
import type { LesionId } from "../contract/shapes";
import type { AuditAction } from "../domain/audit";
import { startOfDay } from "../domain/calendarDay";
import { BYTE_ORDER_MARK } from "../exchange/csv/csvText";
import type { ListWords } from "../exchange/csv/listColumns";
import {
  auditTable,
  courseTable,
  modelTable,
  patientTable,
  worklistTable,
  type CourseEntry,
  type ListTable,
} from "../exchange/csv/listTables";
import type { AuditDetails } from "../store/audit";
import type { Store } from "../store/open";
import { inTurns, type Turn } from "./inTurns";
import { openOutputFile } from "./outputFile";
import type { RecordedChange } from "./recordedChange";

/** Every list that can be written; the audit log is the administrators'. */
export type WritableList =
  | Exclude<ChosenList, { list: "models" }>
  | { readonly list: "models"; readonly models: readonly ModelSummary[] }
  | { readonly list: "audit"; readonly filter: AuditFilter };

export interface ListExportOptions {
  readonly store: Store;
  readonly recorded: RecordedChange;
  readonly now: () => Date;
  readonly words: ListWords;
  /** What it throws gives the file up. */
  readonly turn: Turn;
}

/**
 * Writes a list as CSV in UTF-8, in slices beside everybody's work, all of it or nothing. Its rows
 * are those of the moment at which it begins; what is deleted meanwhile is left out.
 *
 * @param file where to; what lies there is replaced
 * @returns how many lines stand below the header
 * @throws LentigoError `output.unwritable`, `store.full`, `lesion.missing`, or what `turn` throws
 */
export async function exportList(
  chosen: WritableList,
  file: string,
  options: ListExportOptions,
): Promise<number> {
  const lines = await writeList(chosen, file, options);
  const [action, details] = entryOf(chosen, lines);
  options.recorded(action, null, () => undefined, details);
  return lines;
}

/** What was searched for stays out of the log: it is somebody's name. */
function entryOf(chosen: WritableList, lines: number): [AuditAction, AuditDetails] {
  return chosen.list === "audit"
    ? ["log.exported", { entries: lines }]
    : ["list.exported", { list: chosen.list, lines }];
}

function writeList(
  chosen: WritableList,
  file: string,
  { store, now, words, turn }: ListExportOptions,
): Promise<number> {
  const write = <K, T>(table: ListTable<T>, keys: readonly K[], read: (key: K) => T | null) =>
    writeTable(file, table.header(words), keys, turn, (key) => {
      const item = read(key);
      return item === null ? null : table.line(item, words);
    });
  switch (chosen.list) {
    case "patients":
      return write(patientTable, store.patients.ids(chosen.search, chosen.archived), (id) =>
        unlessGone("patient.missing", () => store.patients.get(id)),
      );
    case "worklist":
      return write(
        worklistTable,
        store.worklist.places(chosen.filter, startOfDay(now())),
        (place) =>
          unlessGone("photo.missing", () => store.photos.get(store.worklist.photoAt(place))),
      );
    case "course":
      return write(courseTable, courseOf(store, chosen.lesionId), (entry) => entry);
    case "models":
      return write(modelTable, chosen.models, (model) => model);
    case "audit":
      // The oldest first, as the chain of hashes goes.
      return write(auditTable, store.audit.sequences(chosen.filter), (sequence) =>
        store.audit.get(sequence),
      );
  }
}

async function writeTable<K>(
  file: string,
  header: string,
  keys: readonly K[],
  turn: Turn,
  lineOf: (key: K) => string | null,
): Promise<number> {
  const output = await openOutputFile(file);
  try {
    let lines = 0;
    let slice = `${BYTE_ORDER_MARK}${header}`;
    const add = (key: K): void => {
      const line = lineOf(key);
      if (line === null) return;
      slice += line;
      lines += 1;
    };
    await inTurns(keys, add, async (share) => {
      await output.write(slice);
      slice = "";
      await turn(share);
    });
    await output.keep();
    return lines;
  } finally {
    await output.discard();
  }
}

/** The earliest photo first; of each the latest analysis first. */
function courseOf(store: Store, lesionId: LesionId): CourseEntry[] {
  const { patientId } = store.lesions.get(lesionId);
  return store.photos
    .ofPatient(patientId)
    .filter(({ lesion }) => lesion?.id === lesionId)
    .sort((a, b) => (a.takenAt ?? a.addedAt).localeCompare(b.takenAt ?? b.addedAt))
    .flatMap((summary): CourseEntry[] => {
      const analyses = store.analyses.ofPhoto(summary.id);
      const photo = { ...summary, analyses, description: store.descriptions.get(summary.id) };
      return analyses.length === 0
        ? [{ photo, analysis: null }]
        : analyses.map((analysis) => ({ photo, analysis }));
    });
}

function unlessGone<T>(code: ErrorCode, read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (failureOf(error)?.code === code) return null;
    throw error;
  }
}
