/** What a table can say of a patient. */
export const PATIENT_FIELDS = [
  "number",
  "familyName",
  "givenName",
  "dateOfBirth",
  "sex",
  "notes",
] as const;

export type PatientField = (typeof PATIENT_FIELDS)[number];

/** What to do with patients of a table who are here already. */
export const DUPLICATE_POLICIES = ["skip", "update"] as const;

export type DuplicatePolicy = (typeof DUPLICATE_POLICIES)[number];

/** What can be wrong with a row. */
export const IMPORT_PROBLEMS = [
  "name-missing",
  "too-long",
  "date-unreadable",
  "date-ambiguous",
  "date-future",
  "date-implausible",
  "sex-unknown",
  "row-repeated",
  "number-of-another",
  "person-ambiguous",
] as const;

export type ImportProblemKind = (typeof IMPORT_PROBLEMS)[number];

/** What becomes of the row: left out, or taken in without the value. */
export const IMPORT_EFFECTS = ["row-left-out", "value-left-out"] as const;

export type ImportEffect = (typeof IMPORT_EFFECTS)[number];
