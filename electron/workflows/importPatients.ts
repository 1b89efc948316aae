import { LentigoError } from "../contract/errors";
import type {
  ColumnMapping,
  ImportCounts,
  ImportPhase,
  ImportPreview,
  ImportProblem,
} from "../contract/imports";
import { isMappingOf, recogniseColumns, type Columns } from "../domain/patientTable/columns";
import type { DuplicatePolicy } from "../domain/patientTable/fields";
import { readRow } from "../domain/patientTable/readRow";
import { slashOrder } from "../domain/patientTable/values";
import type { Store } from "../store/open";
import { readTableInTurns, type Table } from "../training/csvTable";
import { inTurns } from "./inTurns";
import { judgeRows, type ImportStep } from "./judgeRows";
import type { RecordedChange } from "./recordedChange";

export interface PatientTable {
  /** A CSV file: UTF-8 or Windows-1252, with commas, semicolons or tabs. */
  readonly bytes: Uint8Array;
  /** Null: by the columns' names. */
  readonly mapping: ColumnMapping | null;
  readonly duplicates: DuplicatePolicy;
  /** The clinic's calendar date, YYYY-MM-DD. */
  readonly today: string;
}

/** What an import would do. */
export interface ImportPlan {
  readonly columns: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly mapping: Columns;
  readonly rows: number;
  readonly steps: readonly ImportStep[];
  readonly counts: ImportCounts;
  readonly problems: readonly ImportProblem[];
}

export interface ImportOptions {
  readonly store: Store;
  readonly recorded: RecordedChange;
  readonly now: () => Date;
  readonly turn: ImportTurn;
}

/** A pause in an import, as `Turn`. */
export type ImportTurn = (phase: ImportPhase, share: number) => Promise<void>;

const SAMPLE_ROWS = 4;
const SHOWN_PROBLEMS = 500;
const SHOWN_LETTERS = 80;

/**
 * Reads a table of patients and says what taking it in would do; changes nothing. Without a
 * column of family names nothing would be done: the columns are there to be mapped.
 *
 * @throws LentigoError `import.unreadable`, `import.empty`, `import.columns` or `table.too-large`
 */
export async function planImport(
  { bytes, mapping: given, duplicates, today }: PatientTable,
  store: Pick<Store, "patients">,
  turn: ImportTurn,
): Promise<ImportPlan> {
  const table = await readPatientTable(bytes, turn);
  const mapping = given ?? recogniseColumns(table.columns);
  if (!isMappingOf(mapping, table.columns.length)) throw new LentigoError("import.columns");
  const sample = table.rows.slice(0, SAMPLE_ROWS).map(({ cells }) => cells.map(shortened));
  const dates = mapping.dateOfBirth;
  const order =
    dates === null ? null : slashOrder(table.rows.map(({ cells }) => cells[dates] ?? ""));
  const judged = await judgeRows(
    {
      rows: mapping.familyName === null ? [] : table.rows,
      read: (cells) => readRow(cells, mapping, order, today),
      duplicates,
      patients: store.patients,
    },
    (share) => turn("checking", share),
  );
  return {
    columns: table.columns,
    sample,
    mapping,
    rows: table.rows.length,
    steps: judged.steps,
    counts: judged.counts,
    problems: judged.problems,
  };
}

/**
 * Takes a table of patients in, all of it or nothing. Until the last step the patients wait apart
 * from the others, so that it can be given up at every turn; that step, a transaction, is short.
 *
 * @throws LentigoError as `planImport`; `import.columns` also where no family names are mapped;
 * `store.changed` where patients were changed meanwhile
 */
export async function runImport(
  table: PatientTable,
  { store, recorded, now, turn }: ImportOptions,
): Promise<ImportCounts> {
  const arrivals = store.patients.arrivals();
  try {
    const { mapping, steps, counts } = await planImport(table, store, turn);
    if (mapping.familyName === null) throw new LentigoError("import.columns");
    if (steps.length === 0) return counts;
    const add = ({ id, patient }: ImportStep): void => {
      arrivals.add(id, patient);
    };
    await inTurns(steps, add, (share) => turn("preparing", share));
    await turn("writing", 0);
    const takeIn = (): void => {
      arrivals.takeIn(now());
    };
    recorded("patients.imported", null, takeIn, counts);
    return counts;
  } finally {
    arrivals.clear();
  }
}

/** The plan as far as somebody can look through it. */
export function previewOf(plan: ImportPlan): ImportPreview {
  return {
    columns: [...plan.columns],
    sample: plan.sample.map((cells) => [...cells]),
    mapping: plan.mapping,
    rows: plan.rows,
    counts: plan.counts,
    problems: plan.problems
      .slice(0, SHOWN_PROBLEMS)
      .map((problem) => ({ ...problem, value: shortened(problem.value) })),
    problemCount: plan.problems.length,
  };
}

async function readPatientTable(bytes: Uint8Array, turn: ImportTurn): Promise<Table> {
  let table: Table;
  try {
    table = await readTableInTurns(bytes, (share) => turn("reading", share));
  } catch (error) {
    if (error instanceof LentigoError) throw error;
    // The parser's error quotes the table; it must not reach a log.
    throw new LentigoError("import.unreadable", {}, { cause: new Error(nameOf(error)) });
  }
  if (table.rows.length === 0) throw new LentigoError("import.empty");
  return table;
}

function nameOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unreadable";
}

function shortened(text: string): string {
  return text.length <= SHOWN_LETTERS ? text : `${text.slice(0, SHOWN_LETTERS - 1)}…`;
}
