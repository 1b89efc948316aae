import { searchForm } from "../patient";
import { PATIENT_FIELDS, type PatientField } from "./fields";

/** The column of each field, from 0; null where the table has none. */
export type Columns = Readonly<Record<PatientField, number | null>>;

/** Names that clinics' programs give their columns, in English and German, letters only. */
const NAMES: Readonly<Record<PatientField, readonly string[]>> = {
  number: [
    "number",
    "no",
    "nr",
    "nummer",
    "id",
    "pid",
    "mrn",
    "patientid",
    "patientno",
    "patientnr",
    "patientnumber",
    "patientennummer",
    "patientennr",
    "patientenid",
    "medicalrecordnumber",
    "recordnumber",
    "chartnumber",
    "fallnummer",
    "aktennummer",
  ],
  familyName: [
    "familyname",
    "lastname",
    "surname",
    "name",
    "nachname",
    "familienname",
    "zuname",
    "patientlastname",
    "patientname",
  ],
  givenName: [
    "givenname",
    "firstname",
    "forename",
    "givennames",
    "firstnames",
    "vorname",
    "vornamen",
    "rufname",
    "patientfirstname",
  ],
  dateOfBirth: [
    "dateofbirth",
    "birthdate",
    "birthday",
    "dob",
    "born",
    "geburtsdatum",
    "gebdatum",
    "gebdat",
    "geburtstag",
    "geboren",
    "geborenam",
    "geb",
  ],
  sex: ["sex", "gender", "geschlecht", "anrede", "mf", "mw", "mwd"],
  notes: [
    "notes",
    "note",
    "comment",
    "comments",
    "remark",
    "remarks",
    "notiz",
    "notizen",
    "bemerkung",
    "bemerkungen",
    "kommentar",
    "anmerkung",
    "anmerkungen",
  ],
};

/** Finds the fields' columns by their names; of several that fit, the better known name counts. */
export function recogniseColumns(header: readonly string[]): Columns {
  const plain = header.map(lettersOf);
  const columnOf = (field: PatientField): number | null => {
    for (const name of NAMES[field]) {
      const column = plain.indexOf(name);
      if (column >= 0) return column;
    }
    return null;
  };
  return {
    number: columnOf("number"),
    familyName: columnOf("familyName"),
    givenName: columnOf("givenName"),
    dateOfBirth: columnOf("dateOfBirth"),
    sex: columnOf("sex"),
    notes: columnOf("notes"),
  };
}

/** True where every column exists and no two fields share one. */
export function isMappingOf(columns: Columns, width: number): boolean {
  const used = PATIENT_FIELDS.map((field) => columns[field]).filter((column) => column !== null);
  return new Set(used).size === used.length && used.every((column) => column < width);
}

function lettersOf(name: string): string {
  return searchForm(name).replace(/[^a-z]/g, "");
}
