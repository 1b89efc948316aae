import { createHash } from "node:crypto";
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import DatabaseConstructor, { type Database } from "better-sqlite3";
import { openDatabase, useKey } from "../../electron/store/database";
import { MIGRATIONS, migrate } from "../../electron/store/migrations/migrate";
import { must, type KillKind } from "./killKind";

const KEY = Buffer.alloc(32, 7);
const PATIENTS = 600;
const PHOTOS_EACH = 3;
const NEWEST = MIGRATIONS.length;

const template = (folder: string, version: number): string =>
  join(folder, `version-${String(version)}.db`);
const clinicDatabase = (folder: string): string => join(folder, "clinic.db");

/** A round begins with each version in turn, but for the newest. */
const versionOf = (round: number): number => 1 + (round % (NEWEST - 1));

function rawDatabase(file: string): Database {
  const database = new DatabaseConstructor(file);
  useKey(database, KEY);
  return database;
}

/** Patients with lesions and analysed photos, as version 1 kept them. */
function fill(database: Database): void {
  const patient = database.prepare(`
    INSERT INTO patients (id, number, family_name, given_name, sex, notes, sort_name, created_at,
      updated_at)
    VALUES (?, ?, ?, 'A', 'female', 'itches', ?, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')
  `);
  const lesion = database.prepare("INSERT INTO lesions VALUES (?, ?, 'mole', 'neck', '')");
  const photo = database.prepare(`
    INSERT INTO photos (id, source_hash, name, width, height, blob, thumbnail, added_at, patient_id,
      lesion_id)
    VALUES (@id, @id, 'a.jpg', 600, 450, @id, @id, '2026-01-01T00:00:00Z', @patient, @lesion)
  `);
  const analysis = database.prepare(`
    INSERT INTO analyses (id, photo_id, model_version, created_at, urgency, reasons, malignancy,
      diagnosis, probabilities, heat, heat_width, heat_height, heat_frame, embedding, is_latest)
    VALUES (@id, @id, 'base-1', '2026-01-01T00:00:00Z', 0, '', 0.2, 'nv', zeroblob(56),
      randomblob(1764), 9, 7, '{}', randomblob(5120), 1)
  `);
  database.transaction(() => {
    for (let number = 0; number < PATIENTS; number++) {
      const id = `patient ${String(number)}`;
      patient.run(id, String(number), `Öberg ${String(number)}`, `oberg ${String(number)}`);
      lesion.run(`lesion of ${id}`, id);
      for (let each = 0; each < PHOTOS_EACH; each++) {
        const photoId = `photo ${String(each)} of ${id}`;
        photo.run({ id: photoId, patient: id, lesion: `lesion of ${id}` });
        analysis.run({ id: photoId });
      }
    }
  })();
}

/** All that version 1 kept, in columns that every later version has. */
function contentOf(database: Database): string {
  const hash = createHash("sha256");
  for (const sql of [
    "SELECT id, number, family_name, given_name, notes, created_at FROM patients ORDER BY id",
    "SELECT id, patient_id, label, site FROM lesions ORDER BY id",
    "SELECT id, source_hash, blob, thumbnail, patient_id, lesion_id FROM photos ORDER BY id",
    "SELECT id, photo_id, malignancy, heat, embedding, is_latest FROM analyses ORDER BY id",
  ]) {
    for (const row of database.prepare(sql).raw().iterate()) {
      for (const value of row as unknown[]) {
        hash.update(Buffer.isBuffer(value) ? value : `${String(value)}\n`);
      }
    }
  }
  return hash.digest("hex");
}

const integrityOf = (database: Database): unknown =>
  database.pragma("integrity_check", { simple: true });

/** A newer Lentigo opens a clinic of each earlier version. */
export const migrating: KillKind<never> = {
  name: "migrating",
  moment: { words: 0, ms: 450 },

  prepare(folder) {
    const first = rawDatabase(template(folder, 1));
    migrate(first, 1);
    fill(first);
    first.close();
    for (let version = 2; version < NEWEST; version++) {
      copyFileSync(template(folder, version - 1), template(folder, version));
      const database = rawDatabase(template(folder, version));
      migrate(database, version);
      database.close();
    }
    return Promise.resolve();
  },

  begin(folder, round) {
    for (const ending of ["", "-wal", "-shm"]) {
      rmSync(`${clinicDatabase(folder)}${ending}`, { force: true });
    }
    copyFileSync(template(folder, versionOf(round)), clinicDatabase(folder));
  },

  work({ folder, ready }) {
    ready();
    openDatabase(clinicDatabase(folder), KEY, false).close();
    return Promise.resolve();
  },

  check(folder, _, round) {
    const original = rawDatabase(template(folder, versionOf(round)));
    const expected = contentOf(original);
    original.close();

    const killed = rawDatabase(clinicDatabase(folder));
    const version = killed.pragma("user_version", { simple: true }) as number;
    must(version >= versionOf(round) && version <= NEWEST, "one of the versions on the way");
    must(integrityOf(killed) === "ok", "the database is whole");
    must(contentOf(killed) === expected, "every row is as it was");
    killed.close();

    const resumed = openDatabase(clinicDatabase(folder), KEY, false);
    try {
      must(resumed.pragma("user_version", { simple: true }) === NEWEST, "it goes on to the newest");
      must(integrityOf(resumed) === "ok", "the database is whole at the end");
      must(contentOf(resumed) === expected, "every row is as it was at the end");
      must((resumed.pragma("foreign_key_check") as unknown[]).length === 0, "rows refer to rows");
      const queued = resumed.prepare("SELECT count(*) FROM queue").pluck().get();
      must(queued === PATIENTS * PHOTOS_EACH, "every photo is in the worklist");
    } finally {
      resumed.close();
    }
    return Promise.resolve({ kept: PATIENTS * (2 + 2 * PHOTOS_EACH), leftOver: 0 });
  },
};
