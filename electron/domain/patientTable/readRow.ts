import type { Sex } from "../patient";
import type { Columns } from "./columns";
import type { ImportEffect, ImportProblemKind, PatientField } from "./fields";
import { readDateOfBirth, readSex, type Reading, type SlashOrder } from "./values";

/** What a row says of a patient; null, or empty, where it says nothing. */
export interface RowPatient {
  readonly number: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly dateOfBirth: string | null;
  readonly sex: Sex;
  readonly notes: string;
}

export interface RowProblem {
  readonly field: PatientField | null;
  readonly problem: ImportProblemKind;
  readonly value: string;
  readonly effect: ImportEffect;
}

/** `patient` is null where the row cannot be used. */
export interface RowReading {
  readonly patient: RowPatient | null;
  readonly problems: readonly RowProblem[];
}

/** Letters that each field may have. */
export const LONGEST = { number: 64, familyName: 200, givenName: 200, notes: 10_000 } as const;

/**
 * Reads one row. Without a family name, or with a text that is too long, it is left out: half a
 * record would pass for a whole one. An unreadable date or sex only leaves the value out.
 *
 * @param today YYYY-MM-DD
 */
export function readRow(
  cells: readonly string[],
  columns: Columns,
  order: SlashOrder,
  today: string,
): RowReading {
  const problems: RowProblem[] = [];
  const textOf = (field: PatientField): string => {
    const column = columns[field];
    return column === null ? "" : (cells[column] ?? "").trim();
  };
  const valueOf = <T>(field: PatientField, reading: Reading<T>, without: T): T => {
    if ("value" in reading) return reading.value;
    const { problem } = reading;
    problems.push({ field, problem, value: textOf(field), effect: "value-left-out" });
    return without;
  };

  const names = namesOf(textOf("familyName"), textOf("givenName"), columns.givenName !== null);
  const patient: RowPatient = {
    ...names,
    number: textOf("number"),
    dateOfBirth: valueOf("dateOfBirth", readDateOfBirth(textOf("dateOfBirth"), order, today), null),
    sex: valueOf("sex", readSex(textOf("sex")), "unknown"),
    notes: textOf("notes"),
  };

  const leaveOut = (
    field: PatientField,
    problem: ImportProblemKind,
    value: string,
  ): RowReading => ({
    patient: null,
    problems: [{ field, problem, value, effect: "row-left-out" }],
  });
  if (patient.familyName === "") return leaveOut("familyName", "name-missing", "");
  for (const field of ["number", "familyName", "givenName", "notes"] as const) {
    if (patient[field].length > LONGEST[field]) return leaveOut(field, "too-long", patient[field]);
  }
  return { patient, problems };
}

/** A table with one column for the whole name has "Family, Given" in it. */
function namesOf(familyName: string, givenName: string, hasGivenNames: boolean) {
  const comma = familyName.indexOf(",");
  if (hasGivenNames || comma < 0) return { familyName, givenName };
  return {
    familyName: familyName.slice(0, comma).trim(),
    givenName: familyName.slice(comma + 1).trim(),
  };
}
