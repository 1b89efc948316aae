import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import { PatientId, PhotoId } from "../contract/shapes";
import { MAX_VISIT_NOTE, VisitId, type Visit } from "../contract/visits";
import { photoDay } from "../domain/photoDay";

export interface VisitRepository {
  /**
   * Puts a photo into its patient's visit of the day on which it was taken, or else added; a
   * photo without a patient into none. One that goes from a visit to another keeps its day,
   * whichever time zone the computer is in by then. The visit that it leaves goes where nothing is
   * left of it.
   */
  place(photoId: PhotoId): void;
  /** The day of a photo's visit; null where it has none. */
  dayOf(photoId: PhotoId): string | null;
  /**
   * Enters a visit by hand, or adds the note to the visit that the day has already.
   *
   * @param date calendar date, YYYY-MM-DD
   * @throws LentigoError `patient.missing`, or `visit.note-too-long` where both notes do not fit
   */
  create(patientId: PatientId, date: string, note: string, at: Date): VisitId;
  /**
   * Removes a visit without photos.
   *
   * @returns whose visit it was
   * @throws LentigoError `visit.missing` or `visit.not-empty`
   */
  remove(id: VisitId): PatientId;
  /** The latest first. */
  ofPatient(patientId: PatientId): Visit[];
  /**
   * Changes the note; a visit without photo and note goes.
   *
   * @returns whose visit it is
   * @throws LentigoError `visit.missing`
   */
  setNote(id: VisitId, note: string): PatientId;
  /** Removes a visit that has neither photo nor note. */
  removeIfEmpty(id: string): void;
}

interface VisitRow {
  readonly id: string;
  readonly patient_id: string;
  readonly date: string;
  readonly notes: string;
}

interface PlacedRow {
  readonly patient_id: string | null;
  readonly visit_id: string | null;
  readonly day: string | null;
  readonly taken_at: string | null;
  readonly added_at: string;
}

export function visitRepository(database: Database): VisitRepository {
  const insert = database.prepare(
    "INSERT INTO visits (id, patient_id, date, notes, created_at) VALUES (?, ?, ?, '', ?)",
  );
  const onDay = database
    .prepare<[string, string], string>(
      "SELECT id FROM visits WHERE patient_id = ? AND date = ? ORDER BY created_at, id LIMIT 1",
    )
    .pluck();
  const ofPatient = database.prepare<[string], VisitRow>(
    "SELECT id, patient_id, date, notes FROM visits WHERE patient_id = ? ORDER BY date DESC, id",
  );
  const photosOf = database.prepare<[string], { id: string; visit_id: string }>(`
    SELECT id, visit_id FROM photos WHERE patient_id = ? AND visit_id IS NOT NULL
    ORDER BY coalesce(taken_at, added_at), id
  `);
  const placeOf = database.prepare<[string], PlacedRow>(`
    SELECT photos.patient_id, visit_id, visits.date AS day, taken_at, added_at
    FROM photos LEFT JOIN visits ON visits.id = photos.visit_id WHERE photos.id = ?
  `);
  const place = database.prepare("UPDATE photos SET visit_id = ? WHERE id = ?");
  const ownerOf = database
    .prepare<[string], string>("SELECT patient_id FROM visits WHERE id = ?")
    .pluck();
  const isPatient = database.prepare<[string], 1>("SELECT 1 FROM patients WHERE id = ?").pluck();
  const hasPhotos = database
    .prepare<[string], 1>("SELECT 1 FROM photos WHERE visit_id = ? LIMIT 1")
    .pluck();
  const addNote = database.prepare(`
    UPDATE visits SET notes = CASE WHEN notes = '' THEN @note
      ELSE notes || char(10, 10) || @note END
    WHERE id = @id AND length(notes) + 2 + length(@note) <= @longest + 2 * (notes = '')
  `);
  const remove = database.prepare("DELETE FROM visits WHERE id = ?");
  const setNote = database.prepare("UPDATE visits SET notes = ? WHERE id = ?");
  const removeIfEmpty = database.prepare(`
    DELETE FROM visits WHERE id = ? AND notes = ''
      AND NOT EXISTS (SELECT 1 FROM photos WHERE visit_id = visits.id)
  `);

  const owner = (id: VisitId): PatientId => {
    const patientId = ownerOf.get(id);
    if (patientId === undefined) throw new LentigoError("visit.missing");
    return PatientId.parse(patientId);
  };
  const visitOn = (patientId: string, day: string, at: string): string => {
    const known = onDay.get(patientId, day);
    if (known !== undefined) return known;
    const id = randomUUID();
    insert.run(id, patientId, day, at);
    return id;
  };

  return {
    place: database.transaction((photoId: PhotoId): void => {
      const photo = placeOf.get(photoId);
      if (!photo) throw new LentigoError("photo.missing");
      const { patient_id: patientId, visit_id: before, taken_at, added_at } = photo;
      const day = photo.day ?? photoDay({ takenAt: taken_at, addedAt: added_at });
      const after = patientId === null ? null : visitOn(patientId, day, added_at);
      if (after === before) return;
      place.run(after, photoId);
      if (before !== null) removeIfEmpty.run(before);
    }),
    dayOf: (photoId) => placeOf.get(photoId)?.day ?? null,
    create: database.transaction(
      (patientId: PatientId, date: string, note: string, at: Date): VisitId => {
        if (isPatient.get(patientId) === undefined) throw new LentigoError("patient.missing");
        const id = VisitId.parse(visitOn(patientId, date, at.toISOString()));
        if (note === "") return id;
        const { changes } = addNote.run({ id, note, longest: MAX_VISIT_NOTE });
        if (changes === 0) throw new LentigoError("visit.note-too-long");
        return id;
      },
    ),
    remove: database.transaction((id: VisitId): PatientId => {
      const patientId = owner(id);
      if (hasPhotos.get(id) !== undefined) throw new LentigoError("visit.not-empty");
      remove.run(id);
      return patientId;
    }),
    ofPatient(patientId) {
      const photos = photosOf.all(patientId);
      return ofPatient.all(patientId).map((visit) => ({
        id: VisitId.parse(visit.id),
        patientId: PatientId.parse(visit.patient_id),
        date: visit.date,
        note: visit.notes,
        photoIds: photos
          .filter((photo) => photo.visit_id === visit.id)
          .map(({ id }) => PhotoId.parse(id)),
      }));
    },
    setNote: database.transaction((id: VisitId, note: string): PatientId => {
      const patientId = owner(id);
      setNote.run(note, id);
      removeIfEmpty.run(id);
      return patientId;
    }),
    removeIfEmpty: (id) => {
      removeIfEmpty.run(id);
    },
  };
}
