import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import {
  LesionId,
  PatientId,
  PhotoId,
  type PhotoFilter,
  type PhotoPage,
  type PhotoSummary,
} from "../contract/shapes";
import { isSite } from "../domain/bodyMap/sites";
import { ANALYSIS_COLUMNS, analysisFromRow, type AnalysisRow } from "./analyses";
import { countOf } from "./count";
import {
  PHOTO_OUTCOME_COLUMNS,
  PHOTO_OUTCOME_JOIN,
  photoOutcomeFromRow,
  type PhotoOutcomeRow,
} from "./outcomes";
import type { VisitRepository } from "./visits";
import { openWorklist } from "./worklist";

export interface NewPhoto {
  /** Keyed hash of the bytes as they came. */
  readonly sourceHash: string;
  /** File name, as a person knows the photo. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Names of the encrypted files. */
  readonly blob: string;
  readonly thumbnail: string;
  readonly takenAt: string | null;
  readonly patientId: PatientId | null;
}

export interface PhotoFiles {
  readonly blob: string;
  readonly thumbnail: string;
}

export interface PhotoRepository {
  add(photo: NewPhoto, at: Date): PhotoId;
  /** The photo that came with these bytes before; null where there is none. */
  findBySource(sourceHash: string): PhotoId | null;
  /** @throws LentigoError `photo.missing` */
  get(id: PhotoId): PhotoSummary;
  /** @throws LentigoError `photo.missing` */
  files(id: PhotoId): PhotoFiles;
  /** Photos that pass the filter, most urgent first; unanalysed ones lead, as they wait. */
  list(filter: PhotoFilter, since: Date, limit: number, offset: number): PhotoPage;
  /** How many there are. */
  count(): number;
  ofPatient(patientId: PatientId): PhotoSummary[];
  /** Those added from the one moment up to the other, in the order of the worklist. */
  addedBetween(from: Date, until: Date): PhotoSummary[];
  /** @throws LentigoError `photo.missing` or `patient.missing` */
  assign(id: PhotoId, patientId: PatientId | null): void;
  /**
   * Says which lesion of its patient the photo shows; null: none that is known.
   *
   * @throws LentigoError `photo.missing`, `lesion.missing` or `lesion.other-patient`
   */
  assignLesion(id: PhotoId, lesionId: LesionId | null): void;
  /** Removes the photo and its analyses; returns the files that nothing refers to any more. */
  remove(id: PhotoId): string[];
  /** Names of the files on a shelf that photos refer to. */
  filesOn(shelf: string): Set<string>;
}

interface PhotoRow extends Partial<AnalysisRow>, PhotoOutcomeRow {
  readonly id: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly taken_at: string | null;
  readonly added_at: string;
  readonly patient_id: string | null;
  readonly number: string | null;
  readonly family_name: string | null;
  readonly given_name: string | null;
  readonly date_of_birth: string | null;
  readonly lesion_id: string | null;
  readonly lesion_number: number | null;
  readonly lesion_label: string | null;
  readonly lesion_site: string | null;
}

const PHOTO = `
  SELECT photos.id, photos.name, photos.width, photos.height, photos.taken_at, photos.added_at,
    photos.patient_id, patients.number, family_name, given_name, date_of_birth,
    lesion_id, lesions.number AS lesion_number, lesions.label AS lesion_label,
    lesions.site AS lesion_site, ${ANALYSIS_COLUMNS}, ${PHOTO_OUTCOME_COLUMNS}
  FROM photos
  LEFT JOIN patients ON patients.id = photos.patient_id
  LEFT JOIN lesions ON lesions.id = photos.lesion_id
  LEFT JOIN analyses ON analyses.photo_id = photos.id AND analyses.is_latest = 1
  ${PHOTO_OUTCOME_JOIN}
`;

export function photoRepository(database: Database, visits: VisitRepository): PhotoRepository {
  const insert = database.prepare(`
    INSERT INTO photos (id, source_hash, name, width, height, blob, thumbnail, taken_at, added_at,
      patient_id)
    VALUES (@id, @sourceHash, @name, @width, @height, @blob, @thumbnail, @takenAt, @at,
      @patientId)
  `);
  const bySource = database.prepare<[string], { id: string }>(
    "SELECT id FROM photos WHERE source_hash = ?",
  );
  const byId = database.prepare<[string], PhotoRow>(`${PHOTO} WHERE photos.id = ?`);
  const filesOf = database.prepare<[string], PhotoFiles>(
    "SELECT blob, thumbnail FROM photos WHERE id = ?",
  );
  const worklist = openWorklist(database);
  const ofPatient = database.prepare<[string], PhotoRow>(
    `${PHOTO} WHERE photos.patient_id = ? ORDER BY photos.added_at DESC, photos.id`,
  );
  const addedBetween = database.prepare<[string, string], PhotoRow>(`
    ${PHOTO} WHERE photos.added_at >= ? AND photos.added_at < ?
    ORDER BY queue.urgency, queue.malignancy DESC, queue.added_at DESC, queue.rowid
  `);
  const assign = database.prepare(
    "UPDATE photos SET patient_id = ?, lesion_id = NULL WHERE id = ?",
  );
  const assignLesion = database.prepare("UPDATE photos SET lesion_id = ? WHERE id = ?");
  const ownerOf = database.prepare<[string], { patient_id: string | null }>(
    "SELECT patient_id FROM photos WHERE id = ?",
  );
  const ownerOfLesion = database.prepare<[string], { patient_id: string }>(
    "SELECT patient_id FROM lesions WHERE id = ?",
  );
  const visitOf = database
    .prepare<[string], string | null>("SELECT visit_id FROM photos WHERE id = ?")
    .pluck();
  const patientExists = database.prepare("SELECT 1 FROM patients WHERE id = ?");
  const remove = database.prepare("DELETE FROM photos WHERE id = ?");
  const isReferenced = database.prepare(
    "SELECT 1 FROM photos WHERE blob = @file OR thumbnail = @file LIMIT 1",
  );
  // Names are of small letters and digits: "g" comes after all that begin alike.
  const filesOn = database
    .prepare<[{ shelf: string }], string>(
      `SELECT blob FROM photos WHERE blob >= @shelf AND blob < @shelf || 'g' UNION ALL
       SELECT thumbnail FROM photos WHERE thumbnail >= @shelf AND thumbnail < @shelf || 'g'`,
    )
    .pluck();

  const get = (id: PhotoId): PhotoSummary => {
    const row = byId.get(id);
    if (!row) throw new LentigoError("photo.missing");
    return summary(row);
  };
  const files = (id: PhotoId): PhotoFiles => {
    const row = filesOf.get(id);
    if (!row) throw new LentigoError("photo.missing");
    return row;
  };

  return {
    add: database.transaction((photo: NewPhoto, at: Date): PhotoId => {
      const id = PhotoId.parse(randomUUID());
      insert.run({ ...photo, id, at: at.toISOString() });
      visits.place(id);
      return id;
    }),
    findBySource(sourceHash) {
      const row = bySource.get(sourceHash);
      return row ? PhotoId.parse(row.id) : null;
    },
    get,
    files,
    list: (filter, since, limit, offset) => ({
      total: worklist.count(filter, since),
      counts: worklist.counts(),
      photos: worklist.page(filter, since, limit, offset).map(get),
    }),
    count: countOf(database, "FROM photos"),
    ofPatient: (patientId) => ofPatient.all(patientId).map(summary),
    addedBetween: (from, until) =>
      addedBetween.all(from.toISOString(), until.toISOString()).map(summary),
    assign: database.transaction((id: PhotoId, patientId: PatientId | null): void => {
      if (patientId !== null && !patientExists.get(patientId)) {
        throw new LentigoError("patient.missing");
      }
      if (assign.run(patientId, id).changes === 0) throw new LentigoError("photo.missing");
      visits.place(id);
    }),
    assignLesion: database.transaction((id: PhotoId, lesionId: LesionId | null): void => {
      const photo = ownerOf.get(id);
      if (!photo) throw new LentigoError("photo.missing");
      if (lesionId !== null) {
        const lesion = ownerOfLesion.get(lesionId);
        if (!lesion) throw new LentigoError("lesion.missing");
        if (lesion.patient_id !== photo.patient_id) {
          throw new LentigoError("lesion.other-patient");
        }
      }
      assignLesion.run(lesionId, id);
    }),
    remove: database.transaction((id: PhotoId): string[] => {
      const { blob, thumbnail } = files(id);
      const visitId = visitOf.get(id);
      remove.run(id);
      if (visitId) visits.removeIfEmpty(visitId);
      return [blob, thumbnail].filter((file) => !isReferenced.get({ file }));
    }),
    filesOn: (shelf) => new Set(filesOn.all({ shelf })),
  };
}

function summary(row: PhotoRow): PhotoSummary {
  return {
    id: PhotoId.parse(row.id),
    name: row.name,
    width: row.width,
    height: row.height,
    takenAt: row.taken_at,
    addedAt: row.added_at,
    patient:
      row.patient_id === null
        ? null
        : {
            id: PatientId.parse(row.patient_id),
            number: row.number ?? "",
            familyName: row.family_name ?? "",
            givenName: row.given_name ?? "",
            dateOfBirth: row.date_of_birth,
          },
    lesion: lesionLabel(row),
    analysis: hasAnalysis(row) ? analysisFromRow(row) : null,
    outcome: photoOutcomeFromRow(row),
  };
}

function lesionLabel(row: PhotoRow): PhotoSummary["lesion"] {
  const { lesion_id: id, lesion_number: number, lesion_label: label, lesion_site: site } = row;
  if (id === null || number === null || label === null || site === null) return null;
  if (!isSite(site)) throw new LentigoError("store.damaged");
  return { id: LesionId.parse(id), number, label, site };
}

/** The join gives nulls for all columns of an analysis where there is none. */
function hasAnalysis(row: PhotoRow): row is PhotoRow & AnalysisRow {
  return typeof row.analysis_id === "string";
}
