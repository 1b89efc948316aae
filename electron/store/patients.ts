import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import { PatientId, type NewPatient, type PatientSummary } from "../contract/shapes";
import { searchForm, type Sex } from "../domain/patient";
import { TRIAGE_LEVELS } from "../domain/triage";

export interface PatientRecord extends PatientSummary {
  readonly notes: string;
  readonly createdAt: string;
}

export interface PatientRepository {
  /** @throws LentigoError `patient.number-taken` */
  create(patient: NewPatient, at: Date): PatientId;
  /** @throws LentigoError `patient.missing` or `patient.number-taken` */
  update(id: PatientId, patient: NewPatient, at: Date): void;
  /** @throws LentigoError `patient.missing` */
  get(id: PatientId): PatientRecord;
  /**
   * Patients whose words (name, number, date of birth) each begin with a word of `search`, by
   * name; everyone for an empty search. `total` counts all that match.
   */
  list(
    search: string,
    limit: number,
    offset: number,
  ): { total: number; patients: PatientSummary[] };
}

interface PatientRow {
  readonly id: string;
  readonly number: string;
  readonly family_name: string;
  readonly given_name: string;
  readonly date_of_birth: string | null;
  readonly sex: Sex;
  readonly notes: string;
  readonly created_at: string;
  readonly photo_count: number;
  readonly urgency: number | null;
  readonly last_photo_at: string | null;
}

/** A patient with what its photos add: their number, the latest, the most urgent level. */
const PATIENT = `
  SELECT patients.*,
    (SELECT count(*) FROM photos WHERE patient_id = patients.id) AS photo_count,
    (SELECT max(added_at) FROM photos WHERE patient_id = patients.id) AS last_photo_at,
    (SELECT min(urgency) FROM photos JOIN analyses ON photo_id = photos.id AND is_latest = 1
      WHERE patient_id = patients.id) AS urgency
  FROM patients
`;

export function patientRepository(database: Database): PatientRepository {
  const insert = database.prepare(`
    INSERT INTO patients (id, number, family_name, given_name, date_of_birth, sex, notes,
      sort_name, created_at, updated_at)
    VALUES (@id, @number, @familyName, @givenName, @dateOfBirth, @sex, @notes,
      @sortName, @at, @at)
  `);
  const change = database.prepare(`
    UPDATE patients SET number = @number, family_name = @familyName, given_name = @givenName,
      date_of_birth = @dateOfBirth, sex = @sex, notes = @notes, sort_name = @sortName,
      updated_at = @at
    WHERE id = @id
  `);
  const rowOf = database.prepare<[string], { rowid: number }>(
    "SELECT rowid FROM patients WHERE id = ?",
  );
  const index = database.prepare("INSERT INTO patient_words (rowid, words) VALUES (?, ?)");
  const unindex = database.prepare("DELETE FROM patient_words WHERE rowid = ?");
  const byId = database.prepare<[string], PatientRow>(`${PATIENT} WHERE id = ?`);
  const ownerOfNumber = database.prepare<[string], { id: string }>(
    "SELECT id FROM patients WHERE number = ? AND number <> ''",
  );
  const all = database.prepare<[number, number], PatientRow>(
    `${PATIENT} ORDER BY sort_name, id LIMIT ? OFFSET ?`,
  );
  const countAll = database.prepare<[], { total: number }>(
    "SELECT count(*) AS total FROM patients",
  );
  const matching = database.prepare<[string, number, number], PatientRow>(`
    ${PATIENT} WHERE rowid IN (SELECT rowid FROM patient_words WHERE patient_words MATCH ?)
    ORDER BY sort_name, id LIMIT ? OFFSET ?
  `);
  const countMatching = database.prepare<[string], { total: number }>(
    "SELECT count(*) AS total FROM patient_words WHERE patient_words MATCH ?",
  );

  const write = (id: string, patient: NewPatient, at: Date, statement: typeof insert): void => {
    const owner = ownerOfNumber.get(patient.number);
    if (owner && owner.id !== id) {
      throw new LentigoError("patient.number-taken");
    }
    const sortName = searchForm(`${patient.familyName}, ${patient.givenName}`);
    const { changes } = statement.run({ ...patient, id, sortName, at: at.toISOString() });
    const row = rowOf.get(id);
    if (changes === 0 || !row) throw new LentigoError("patient.missing");
    unindex.run(row.rowid);
    index.run(row.rowid, searchForm(wordsOf(patient)));
  };

  return {
    create: database.transaction((patient: NewPatient, at: Date): PatientId => {
      const id = PatientId.parse(randomUUID());
      write(id, patient, at, insert);
      return id;
    }),
    update: database.transaction((id: PatientId, patient: NewPatient, at: Date): void => {
      write(id, patient, at, change);
    }),
    get(id) {
      const row = byId.get(id);
      if (!row) throw new LentigoError("patient.missing");
      return { ...summary(row), notes: row.notes, createdAt: row.created_at };
    },
    list(search, limit, offset) {
      const query = prefixQuery(search);
      const rows = query === "" ? all.all(limit, offset) : matching.all(query, limit, offset);
      const count = query === "" ? countAll.get() : countMatching.get(query);
      return { total: count?.total ?? 0, patients: rows.map(summary) };
    },
  };
}

/** FTS5 query: every word of the search begins a word of the patient. */
function prefixQuery(search: string): string {
  const words = searchForm(search).match(/[\p{Letter}\p{Number}]+/gu) ?? [];
  return words.map((word) => `"${word}"*`).join(" ");
}

function wordsOf({ familyName, givenName, number, dateOfBirth }: NewPatient): string {
  return [familyName, givenName, number, dateOfBirth ?? ""].join(" ");
}

function summary(row: PatientRow): PatientSummary {
  return {
    id: PatientId.parse(row.id),
    number: row.number,
    familyName: row.family_name,
    givenName: row.given_name,
    dateOfBirth: row.date_of_birth,
    sex: row.sex,
    photoCount: row.photo_count,
    level: row.urgency === null ? null : (TRIAGE_LEVELS[row.urgency] ?? null),
    lastPhotoAt: row.last_photo_at,
  };
}
