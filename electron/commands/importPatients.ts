import { readFileSync, statSync } from "node:fs";
import { LentigoError } from "../contract/errors";
import { MAX_TABLE_BYTES, type ImportCounts, type ImportProblem } from "../contract/imports";
import { calendarDay } from "../domain/calendarDay";
import type { DuplicatePolicy } from "../domain/patientTable/fields";
import {
  planImport,
  runImport,
  type ImportTurn,
  type PatientTable,
} from "../workflows/importPatients";
import { createRecordedChange } from "../workflows/recordedChange";
import { inClinic, type ClinicAccess } from "./clinic";

export interface ImportCommand {
  readonly access: ClinicAccess;
  /** The table. */
  readonly file: string;
  readonly duplicates: DuplicatePolicy;
  /** Only says what would be done. */
  readonly dryRun: boolean;
  /** One JSON object in place of lines. */
  readonly json: boolean;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
}

/** What `patients import --json` prints. This shape is documented; scripts rely on it. */
export interface ImportLine extends ImportCounts {
  readonly dryRun: boolean;
  readonly rows: number;
  readonly problems: readonly ImportProblem[];
}

/**
 * Takes patients in from a table, its columns known by their names.
 *
 * @returns exit status: 0 where every row was taken in as it is, 1 where some were not
 * @throws LentigoError `import.unreadable`, `import.too-large`, `import.empty`, `import.columns`,
 * or as `inClinic` does
 */
export function importPatients(command: ImportCommand): Promise<number> {
  const { access, file, duplicates, dryRun, json, print } = command;
  const bytes = readTableFile(file);
  return inClinic(access, "patients.import", async ({ store, actor }) => {
    const now = (): Date => new Date();
    const table: PatientTable = { bytes, mapping: null, duplicates, today: calendarDay(now()) };
    // Nobody else waits for this process.
    const turn: ImportTurn = () => Promise.resolve();
    const plan = await planImport(table, store, turn);
    if (plan.mapping.familyName === null) throw new LentigoError("import.columns");
    const { rows, counts, problems } = plan;
    if (!dryRun) {
      const recorded = createRecordedChange({ store, actor, now });
      await runImport(table, { store, recorded, now, turn });
    }
    const line: ImportLine = { dryRun, rows, ...counts, problems };
    for (const text of json ? [JSON.stringify(line)] : sentences(line)) print(text);
    return problems.length === 0 ? 0 : 1;
  });
}

function readTableFile(file: string): Buffer {
  try {
    if (statSync(file).size > MAX_TABLE_BYTES) {
      throw new LentigoError("import.too-large", { limit: MAX_TABLE_BYTES / 1024 / 1024 });
    }
    return readFileSync(file);
  } catch (error) {
    if (error instanceof LentigoError) throw error;
    throw new LentigoError("import.unreadable", {}, { cause: error });
  }
}

function sentences({ dryRun, rows, created, updated, known, faulty, problems }: ImportLine) {
  const effect = { "row-left-out": "row left out", "value-left-out": "value left out" };
  return [
    ...problems.map(
      ({ row, field, problem, effect: what }) =>
        `line ${row}: ${field ?? "row"}: ${problem} (${effect[what]})`,
    ),
    `${rows} rows: ${created} new, ${updated} updated, ${known} known, ${faulty} left out`,
    ...(dryRun ? ["Nothing was written."] : []),
  ];
}
