import type { NewPatient, PatientDetail } from "../../../electron/contract/shapes";
import { PATIENT_FIELDS, type PatientField } from "../../../electron/domain/patientTable/fields";
import { LONGEST } from "../../../electron/domain/patientTable/readRow";

/** Whose value of a field survives; notes may be kept of both. */
export type Choice = "kept" | "other" | "both";

export type Choices = Readonly<Record<PatientField, Choice>>;

/** Fields whose values differ, in the order of the form. */
export function differingFields(kept: PatientDetail, other: PatientDetail): PatientField[] {
  return PATIENT_FIELDS.filter((field) => kept[field] !== other[field]);
}

/** What somebody would choose: the value that says more, this record's where both say something. */
export function suggestedChoices(kept: PatientDetail, other: PatientDetail): Choices {
  const suggest = (field: PatientField): Choice => (isSaid(kept[field]) ? "kept" : "other");
  return {
    number: suggest("number"),
    familyName: suggest("familyName"),
    givenName: suggest("givenName"),
    dateOfBirth: suggest("dateOfBirth"),
    sex: suggest("sex"),
    notes: saysOther(kept, other) && bothNotesFit(kept, other) ? "both" : suggest("notes"),
  };
}

/** Whether one record can hold the notes of both. */
export function bothNotesFit(kept: PatientDetail, other: PatientDetail): boolean {
  return bothNotes(kept, other).length <= LONGEST.notes;
}

/** The merged patient by these choices. Nothing is cut: what is too long, main refuses. */
export function mergedPatient(
  kept: PatientDetail,
  other: PatientDetail,
  choices: Choices,
): NewPatient {
  const from = (field: PatientField): PatientDetail => (choices[field] === "other" ? other : kept);
  return {
    number: from("number").number,
    familyName: from("familyName").familyName,
    givenName: from("givenName").givenName,
    dateOfBirth: from("dateOfBirth").dateOfBirth,
    sex: from("sex").sex,
    notes: choices.notes === "both" ? bothNotes(kept, other) : from("notes").notes,
  };
}

function bothNotes(kept: PatientDetail, other: PatientDetail): string {
  return [kept.notes, other.notes].filter(Boolean).join("\n\n");
}

function saysOther(kept: PatientDetail, other: PatientDetail): boolean {
  return isSaid(kept.notes) && isSaid(other.notes) && kept.notes !== other.notes;
}

function isSaid(value: string | null): boolean {
  return value !== null && value !== "" && value !== "unknown";
}
