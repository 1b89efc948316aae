import type { NewPatient, PatientDetail } from "../../../electron/contract/shapes";
import { isPlausibleDay } from "../../../electron/domain/patient";

/** What stands in the form; the date of birth is empty where it is not known. */
export type PatientDraft = Readonly<Omit<NewPatient, "dateOfBirth">> & {
  readonly dateOfBirth: string;
};

export type DraftError = "familyName" | "dateOfBirth" | "future";

export function draftOf(patient: PatientDetail | null, familyName: string): PatientDraft {
  if (!patient) {
    return { familyName, givenName: "", number: "", dateOfBirth: "", sex: "unknown", notes: "" };
  }
  const { givenName, number, dateOfBirth, sex, notes } = patient;
  return {
    familyName: patient.familyName,
    givenName,
    number,
    dateOfBirth: dateOfBirth ?? "",
    sex,
    notes,
  };
}

/** What keeps the draft from being saved. Dates are YYYY-MM-DD, so they compare as texts. */
export function draftErrors(draft: PatientDraft, today: string): DraftError[] {
  const errors: DraftError[] = [];
  if (draft.familyName.trim() === "") errors.push("familyName");
  if (draft.dateOfBirth !== "") {
    if (!isPlausibleDay(draft.dateOfBirth)) errors.push("dateOfBirth");
    else if (draft.dateOfBirth > today) errors.push("future");
  }
  return errors;
}

export function isSameDraft(a: PatientDraft, b: PatientDraft): boolean {
  return (
    a.familyName === b.familyName &&
    a.givenName === b.givenName &&
    a.number === b.number &&
    a.dateOfBirth === b.dateOfBirth &&
    a.sex === b.sex &&
    a.notes === b.notes
  );
}

/** The draft as main takes it. */
export function patientFrom(draft: PatientDraft): NewPatient {
  return {
    ...draft,
    familyName: draft.familyName.trim(),
    givenName: draft.givenName.trim(),
    number: draft.number.trim(),
    dateOfBirth: draft.dateOfBirth === "" ? null : draft.dateOfBirth,
  };
}
