import { sortNameOf } from "../patientMatch";
import type { RowPatient } from "./readRow";

/**
 * Whether a row under a known patient's number is of the same person: the name or the date of
 * birth agrees. People marry and typing errors happen, but not both at once.
 */
export function isSamePerson(known: RowPatient, row: RowPatient): boolean {
  if (sortNameOf(known) === sortNameOf(row)) return true;
  return known.dateOfBirth !== null && known.dateOfBirth === row.dateOfBirth;
}

/** A known patient with what a row adds: empty values change nothing, notes are added below. */
export function updatedPatient(known: RowPatient, row: RowPatient): RowPatient {
  return {
    number: row.number === "" ? known.number : row.number,
    familyName: row.familyName,
    givenName: row.givenName === "" ? known.givenName : row.givenName,
    dateOfBirth: row.dateOfBirth ?? known.dateOfBirth,
    sex: row.sex === "unknown" ? known.sex : row.sex,
    notes: known.notes.includes(row.notes)
      ? known.notes
      : [known.notes, row.notes].filter(Boolean).join("\n\n"),
  };
}

export function isSamePatient(one: RowPatient, other: RowPatient): boolean {
  return (
    one.number === other.number &&
    one.familyName === other.familyName &&
    one.givenName === other.givenName &&
    one.dateOfBirth === other.dateOfBirth &&
    one.sex === other.sex &&
    one.notes === other.notes
  );
}
