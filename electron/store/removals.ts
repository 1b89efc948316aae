import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import type { PatientLoss } from "../contract/removals";
import type { PatientId, PhotoId } from "../contract/shapes";
import { countOf } from "./count";
import type { PatientRepository } from "./patients";
import type { PhotoRepository } from "./photos";
import { fileReferences } from "./referencedFiles";
import { OF_PATIENT } from "./reports";

/** What is left of a patient or a photo that was deleted: no name, no picture. */
export interface Deletion {
  readonly kind: "patient" | "photo";
  readonly photoCount: number;
  /** Model versions that learned from the photos. */
  readonly modelVersions: readonly string[];
  /** Who deleted it; null where no account is known. */
  readonly by: string | null;
  readonly at: string;
}

export interface RemovalRepository {
  /** What deleting the patient would take away. @throws LentigoError `patient.missing` */
  lossOf(patientId: PatientId): PatientLoss;
  /**
   * Deletes a patient with all that is theirs and notes the deletion. What models learned from is
   * remembered by its hash: photos that come again must not judge what they taught. The files that nothing
   * refers to any more are remembered until `finish` has removed them.
   *
   * @throws LentigoError `patient.missing`
   */
  patient(id: PatientId, by: string | null, at: Date): void;
  /**
   * Deletes a photo likewise. Signed reports that show it stay with the patient; those of a photo
   * of nobody's go.
   *
   * @throws LentigoError `photo.missing`
   */
  photo(id: PhotoId, by: string | null, at: Date): void;
  /**
   * Removes the files of deleted photos, also those that a crash left; called after a commit. One that
   * cannot be removed, on Windows while another program reads it, is tried again the next time.
   */
  finish(removeFile: (name: string) => void): void;
  /** Names of those that are still to be removed. */
  unfinished(): string[];
  /** The latest first. */
  list(): Deletion[];
}

interface DeletionRow {
  readonly kind: "patient" | "photo";
  readonly photo_count: number;
  readonly model_versions: string;
  readonly account_name: string | null;
  readonly created_at: string;
}

export function removalRepository(
  database: Database,
  patients: PatientRepository,
  photos: PhotoRepository,
): RemovalRepository {
  const count = (from: string) => countOf(database, from);
  const lesions = count("FROM lesions WHERE patient_id = ?");
  const visits = count("FROM visits WHERE patient_id = ?");
  const ofPhotos = (table: string) =>
    count(`FROM photos JOIN ${table} ON photo_id = photos.id WHERE patient_id = ?`);
  const analyses = ofPhotos("analyses");
  const outcomes = ofPhotos("outcomes");
  const reports = countOf(database, `FROM reports WHERE ${OF_PATIENT}`);
  const reportFiles = (condition: string) =>
    database
      .prepare<[{ id: string }], string>(
        `SELECT pdf FROM reports WHERE ${condition} UNION ALL
         SELECT page_pictures FROM reports WHERE ${condition}`,
      )
      .pluck();
  const reportFilesOfPatient = reportFiles(OF_PATIENT);
  const reportFilesOfPhoto = reportFiles("photo_id = @id AND patient_id IS NULL");
  const photosOf = database
    .prepare<[string], PhotoId>("SELECT id FROM photos WHERE patient_id = ?")
    .pluck();
  const usesOf = database
    .prepare<[string], string>(
      `SELECT model_version FROM photos
       JOIN training_uses ON training_uses.source_hash IN (photos.source_hash, photos.blob)
       WHERE photos.id = ?`,
    )
    .pluck();
  const insert = database.prepare(`
    INSERT INTO deletions (id, kind, photo_count, model_versions, account_name, created_at)
    VALUES (@id, @kind, @photoCount, @modelVersions, @by, @at)
  `);
  const list = database.prepare<[], DeletionRow>(
    "SELECT * FROM deletions ORDER BY created_at DESC, rowid DESC",
  );

  const files = fileList(database);

  const versionsOf = (ids: readonly PhotoId[]): string[] =>
    [...new Set(ids.flatMap((id) => usesOf.all(id)))].sort();

  const note = (
    kind: Deletion["kind"],
    ids: readonly PhotoId[],
    by: string | null,
    at: Date,
  ): void => {
    insert.run({
      id: randomUUID(),
      kind,
      photoCount: ids.length,
      modelVersions: JSON.stringify(versionsOf(ids)),
      by,
      at: at.toISOString(),
    });
  };

  return {
    lossOf(patientId) {
      patients.get(patientId);
      const owned = photosOf.all(patientId);
      return {
        lesions: lesions(patientId),
        visits: visits(patientId),
        photos: owned.length,
        analyses: analyses(patientId),
        outcomes: outcomes(patientId),
        reports: reports({ id: patientId }),
        modelVersions: versionsOf(owned),
      };
    },
    patient: database.transaction((id: PatientId, by: string | null, at: Date): void => {
      const owned = photosOf.all(id);
      note("patient", owned, by, at);
      files.add(reportFilesOfPatient.all({ id }));
      files.add(owned.flatMap((photo) => photos.remove(photo)));
      patients.remove(id);
    }),
    photo: database.transaction((id: PhotoId, by: string | null, at: Date): void => {
      photos.files(id); // there is such a photo
      note("photo", [id], by, at);
      files.add(reportFilesOfPhoto.all({ id }));
      files.add(photos.remove(id));
    }),
    finish(removeFile) {
      const isStuck = (name: string): boolean => {
        try {
          removeFile(name);
          return false;
        } catch {
          return true;
        }
      };
      if (files.list().length > 0) files.keepOnly(files.unreferenced().filter(isStuck));
    },
    unfinished: files.list,
    list: () =>
      list.all().map((row) => ({
        kind: row.kind,
        photoCount: row.photo_count,
        modelVersions: JSON.parse(row.model_versions) as string[],
        by: row.account_name,
        at: row.created_at,
      })),
  };
}

/**
 * Files to be removed once the rows are gone for good. The list is kept with the rows: were the
 * files forgotten in a crash, the next start would take them for photos that lost their rows.
 */
function fileList(database: Database) {
  const stored = database
    .prepare<[], string>("SELECT value FROM settings WHERE name = 'filesToRemove'")
    .pluck();
  const store = database.prepare(`
    INSERT INTO settings (name, value) VALUES ('filesToRemove', ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value
  `);
  const isReferenced = fileReferences(database);
  const list = (): string[] => JSON.parse(stored.get() ?? "[]") as string[];
  const keepOnly = (files: readonly string[]): void => {
    store.run(JSON.stringify(files));
  };
  return {
    add: (files: readonly string[]): void => {
      keepOnly([...list(), ...files]);
    },
    /** Without those of photos that came again meanwhile. */
    unreferenced: (): string[] => list().filter((file) => !isReferenced(file)),
    list,
    keepOnly,
  };
}
