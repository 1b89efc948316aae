import type { ImportCounts, ImportProblem } from "../contract/imports";
import type { NewPatient, PatientId } from "../contract/shapes";
import { sortNameOf } from "../domain/patientMatch";
import type {
  DuplicatePolicy,
  ImportProblemKind,
  PatientField,
} from "../domain/patientTable/fields";
import { LONGEST, type RowPatient, type RowReading } from "../domain/patientTable/readRow";
import { isSamePatient, isSamePerson, updatedPatient } from "../domain/patientTable/updatedPatient";
import type { KnownPatient, PatientRepository } from "../store/patients";
import type { TableRow } from "../training/csvTable";
import { inTurns, type Turn } from "./inTurns";

/** One patient to write: a new one where `id` is null. */
export interface ImportStep {
  readonly id: PatientId | null;
  readonly patient: NewPatient;
}

export interface RowsToJudge {
  readonly rows: readonly TableRow[];
  /** What a row's cells say. */
  readonly read: (cells: readonly string[]) => RowReading;
  readonly duplicates: DuplicatePolicy;
  readonly patients: Pick<PatientRepository, "knownByNumber" | "knownByPerson">;
}

export interface JudgedRows {
  readonly steps: readonly ImportStep[];
  readonly counts: ImportCounts;
  readonly problems: readonly ImportProblem[];
}

/** Whom a row means: a known patient, nobody yet (null), or nobody can say. */
type Match =
  KnownPatient | null | { readonly problem: ImportProblemKind; readonly field: PatientField };

/**
 * Decides for every row whether it makes a patient, changes one or is left out. Patients are
 * recognised by number, else by name and date of birth; so are rows that repeat earlier ones.
 */
export async function judgeRows(
  { rows, read, duplicates, patients }: RowsToJudge,
  turn: Turn,
): Promise<JudgedRows> {
  const steps: ImportStep[] = [];
  const counts = { created: 0, updated: 0, known: 0, faulty: 0 };
  const problems: ImportProblem[] = [];
  /** First row of every number, person and known patient. */
  const seen = new Map<string, number>();

  const leaveOut = (
    row: number,
    field: PatientField | null,
    problem: ImportProblemKind,
    value: string,
  ): void => {
    counts.faulty++;
    problems.push({ row, field, problem, value, effect: "row-left-out" });
  };

  const judge = ({ row, cells }: TableRow): void => {
    const { patient, problems: found } = read(cells);
    problems.push(...found.map((problem) => ({ row, ...problem })));
    if (!patient) {
      counts.faulty++;
      return;
    }
    const match = matchOf(patient, patients);
    if (match && "problem" in match) {
      leaveOut(row, match.field, match.problem, patient[match.field] ?? "");
      return;
    }
    const keys = keysOf(patient, match);
    const earlier = keys.map((key) => seen.get(key)).find((first) => first !== undefined);
    if (earlier !== undefined) {
      leaveOut(row, null, "row-repeated", String(earlier));
      return;
    }
    for (const key of keys) seen.set(key, row);
    if (!match) {
      counts.created++;
      steps.push({ id: null, patient });
      return;
    }
    const updated = updatedPatient(match, patient);
    if (duplicates === "update" && updated.notes.length > LONGEST.notes) {
      leaveOut(row, "notes", "too-long", patient.notes);
      return;
    }
    if (duplicates === "skip" || isSamePatient(match, updated)) counts.known++;
    else {
      counts.updated++;
      steps.push({ id: match.id, patient: updated });
    }
  };

  await inTurns(rows, judge, turn);
  return { steps, counts, problems };
}

function matchOf(
  row: RowPatient,
  patients: Pick<PatientRepository, "knownByNumber" | "knownByPerson">,
): Match {
  const byNumber = row.number === "" ? null : patients.knownByNumber(row.number);
  if (byNumber) {
    return isSamePerson(byNumber, row)
      ? byNumber
      : { problem: "number-of-another", field: "number" };
  }
  if (row.dateOfBirth === null) return null;
  const [first, second] = patients.knownByPerson(sortNameOf(row), row.dateOfBirth);
  if (second) return { problem: "person-ambiguous", field: "familyName" };
  return first ?? null;
}

function keysOf(row: RowPatient, match: KnownPatient | null): string[] {
  const keys: string[] = [];
  if (row.number !== "") keys.push(`number ${row.number}`);
  if (row.dateOfBirth !== null) keys.push(`person ${row.dateOfBirth} ${sortNameOf(row)}`);
  if (match) keys.push(`patient ${match.id}`);
  return keys;
}
