import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import { PatientId, type NewPatient, type PatientSummary } from "../contract/shapes";
import { searchForm, type Sex } from "../domain/patient";
import { sortNameOf } from "../domain/patientMatch";
import { TRIAGE_LEVELS } from "../domain/triage";
import { openPatientArrivals, type PatientArrivals } from "./patientArrivals";
import { openPatientList } from "./patientList";

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
  /** The patient who has exactly this number; null where nobody has, and for an empty one. */
  findByNumber(number: string): PatientId | null;
  /**
   * Patients whose words (name, number, date of birth) each begin with a word of `search`, by
   * name, archived ones among them; for an empty search everyone who is not archived, or only
   * those who are. `total` counts all of them.
   */
  list(
    search: string,
    limit: number,
    offset: number,
    archived?: boolean,
  ): { total: number; patients: PatientSummary[] };
  /** The same patients, all of them. */
  ids(search: string, archived: boolean): PatientId[];
  /** Takes a patient off the list, or puts them back. @throws LentigoError `patient.missing` */
  setArchived(id: PatientId, archived: boolean, at: Date): void;
  /**
   * Others of the same name whose date of birth is the same, or missing with one of them.
   *
   * @throws LentigoError `patient.missing`
   */
  duplicatesOf(id: PatientId): PatientSummary[];
  /** As `findByNumber`, with what was entered. */
  knownByNumber(number: string): KnownPatient | null;
  /** @param sortName as `sortNameOf` gives it */
  knownByPerson(sortName: string, dateOfBirth: string): KnownPatient[];
  /** Makes room for many who come at once; whoever waited there before is forgotten. */
  arrivals(): PatientArrivals;
  /** Removes a patient of whom no photos are left. @throws LentigoError `patient.missing` */
  remove(id: PatientId): void;
}

/** A patient as somebody entered them. */
export interface KnownPatient extends NewPatient {
  readonly id: PatientId;
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
  readonly archived_at: string | null;
}

interface PatientSummaryRow extends PatientRow {
  readonly photo_count: number;
  readonly urgency: number | null;
  readonly last_photo_at: string | null;
}

/** A patient with what its photos add: their number, the latest, the most urgent level. */
const PATIENT = `
  SELECT patients.*,
    (SELECT count(*) FROM photos WHERE patient_id = patients.id) AS photo_count,
    (SELECT max(added_at) FROM photos WHERE patient_id = patients.id) AS last_photo_at,
    (SELECT min(urgency) FROM photos
      JOIN analyses ON photo_id = photos.id AND analyses.is_latest = 1
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
  const byId = database.prepare<[string], PatientSummaryRow>(`${PATIENT} WHERE id = ?`);
  const ownerOfNumber = database.prepare<[string], { id: string }>(
    "SELECT id FROM patients WHERE number = ? AND number <> ''",
  );
  const list = openPatientList(database);
  const byNumber = database.prepare<[string], PatientRow>(
    "SELECT * FROM patients WHERE number = ? AND number <> ''",
  );
  const byPerson = database.prepare<[string, string], PatientRow>(
    "SELECT * FROM patients WHERE sort_name = ? AND date_of_birth = ?",
  );
  const duplicates = database
    .prepare<[{ id: string }], string>(
      `
      SELECT other.id FROM patients AS one JOIN patients AS other USING (sort_name)
      WHERE one.id = @id AND other.id <> @id
        AND coalesce(one.date_of_birth = other.date_of_birth, TRUE)
      ORDER BY other.created_at, other.id LIMIT 20
    `,
    )
    .pluck();
  const archive = database.prepare(`
    UPDATE patients SET archived_at = CASE WHEN @archived THEN coalesce(archived_at, @at) END
    WHERE id = @id
  `);
  const remove = database.prepare("DELETE FROM patients WHERE id = ?");

  const find = (id: string): PatientSummaryRow => {
    const row = byId.get(id);
    if (!row) throw new LentigoError("patient.missing");
    return row;
  };
  const rowidOf = (id: string): number => {
    const row = rowOf.get(id);
    if (!row) throw new LentigoError("patient.missing");
    return row.rowid;
  };
  const requireFreeNumber = (number: string, id: string): void => {
    const owner = ownerOfNumber.get(number);
    if (owner && owner.id !== id) throw new LentigoError("patient.number-taken");
  };
  const listed = (search: string, limit: number, offset: number, archived: boolean) => {
    const words = prefixQuery(search);
    return words === "" ? list.all(archived, limit, offset) : list.matching(words, limit, offset);
  };
  const columns = (id: string, patient: NewPatient, at: Date) => ({
    ...patient,
    id,
    sortName: sortNameOf(patient),
    at: at.toISOString(),
  });

  return {
    create: asOne(database, (patient: NewPatient, at: Date): PatientId => {
      const id = PatientId.parse(randomUUID());
      requireFreeNumber(patient.number, id);
      const { lastInsertRowid } = insert.run(columns(id, patient, at));
      index.run(lastInsertRowid, searchForm(wordsOf(patient)));
      return id;
    }),
    update: asOne(database, (id: PatientId, patient: NewPatient, at: Date): void => {
      requireFreeNumber(patient.number, id);
      const rowid = rowidOf(id);
      unindex.run(rowid);
      change.run(columns(id, patient, at));
      index.run(rowid, searchForm(wordsOf(patient)));
    }),
    get(id) {
      const row = find(id);
      return { ...summary(row), notes: row.notes, createdAt: row.created_at };
    },
    list(search, limit, offset, archived = false) {
      const { total, ids } = listed(search, limit, offset, archived);
      return { total, patients: ids.map((id) => summary(find(id))) };
    },
    // Written by ourselves and read by the hundred thousand: not parsed.
    ids: (search, archived) =>
      listed(search, Number.MAX_SAFE_INTEGER, 0, archived).ids as PatientId[],
    setArchived(id, archived, at) {
      const { changes } = archive.run({
        id,
        archived: archived ? 1 : 0,
        at: at.toISOString(),
      });
      if (changes === 0) throw new LentigoError("patient.missing");
    },
    duplicatesOf(id) {
      rowidOf(id);
      return duplicates.all({ id }).map((other) => summary(find(other)));
    },
    findByNumber(number) {
      const owner = ownerOfNumber.get(number);
      return owner ? PatientId.parse(owner.id) : null;
    },
    knownByNumber(number) {
      const row = byNumber.get(number);
      return row ? knownPatient(row) : null;
    },
    knownByPerson: (sortName, dateOfBirth) => byPerson.all(sortName, dateOfBirth).map(knownPatient),
    arrivals: () =>
      openPatientArrivals(database, {
        sortName: sortNameOf,
        words: (patient) => searchForm(wordsOf(patient)),
      }),
    remove: database.transaction((id: PatientId): void => {
      unindex.run(rowidOf(id));
      remove.run(id);
    }),
  };
}

/**
 * Runs writes as one, within the transaction that is under way or in one of their own. Not by a
 * savepoint: at each of those FTS5 writes out what it has gathered, which makes a clinic of many
 * patients nearly twice as long to fill. The work must therefore refuse before it writes.
 */
function asOne<A extends unknown[], T>(
  database: Database,
  work: (...given: A) => T,
): (...given: A) => T {
  const alone = database.transaction(work);
  return (...given) => (database.inTransaction ? work(...given) : alone(...given));
}

/** FTS5 query: every word of the search begins a word of the patient. */
function prefixQuery(search: string): string {
  const words = searchForm(search).match(/[\p{Letter}\p{Number}]+/gu) ?? [];
  return words.map((word) => `"${word}"*`).join(" ");
}

function wordsOf({ familyName, givenName, number, dateOfBirth }: NewPatient): string {
  return [familyName, givenName, number, dateOfBirth ?? ""].join(" ");
}

function knownPatient(row: PatientRow): KnownPatient {
  return {
    id: PatientId.parse(row.id),
    number: row.number,
    familyName: row.family_name,
    givenName: row.given_name,
    dateOfBirth: row.date_of_birth,
    sex: row.sex,
    notes: row.notes,
  };
}

function summary(row: PatientSummaryRow): PatientSummary {
  return {
    id: PatientId.parse(row.id),
    number: row.number,
    familyName: row.family_name,
    givenName: row.given_name,
    dateOfBirth: row.date_of_birth,
    sex: row.sex,
    archivedAt: row.archived_at,
    photoCount: row.photo_count,
    level: row.urgency === null ? null : (TRIAGE_LEVELS[row.urgency] ?? null),
    lastPhotoAt: row.last_photo_at,
  };
}
