import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { migrate } from "../../../electron/store/migrations/migrate";

/** An analysis as version 1 kept it. */
const ANALYSIS = `
  INSERT INTO photos (id, source_hash, name, width, height, blob, thumbnail, added_at)
  VALUES ('p', 'h', 'a.jpg', 600, 450, 'b', 't', '2026-01-01T00:00:00Z');
  INSERT INTO analyses (id, photo_id, model_version, created_at, urgency, reasons, malignancy,
    diagnosis, probabilities, heat, heat_width, heat_height, heat_frame, embedding, is_latest)
  VALUES ('a', 'p', 'base-1', '2026-01-01T00:00:00Z', 3, 'blurred', 0.2, 'nv', zeroblob(56), x'',
    0, 0, '{}', x'', 1);
`;

/** A patient with two lesions and a photo, as version 2 kept them; nobody else's lesion. */
const LESIONS = `
  INSERT INTO patients (id, number, family_name, given_name, sex, notes, sort_name, created_at,
    updated_at)
  VALUES ('anna', '', 'A', '', 'female', '', 'a', '', ''), ('bo', '', 'B', '', 'male', '', 'b', '', '');
  INSERT INTO lesions (id, patient_id, label, site, created_at)
  VALUES ('one', 'anna', 'mole', 'neck', ''), ('other', 'bo', '', 'chest', ''),
    ('two', 'anna', '', 'face', '');
  INSERT INTO photos (id, source_hash, name, width, height, blob, thumbnail, added_at, patient_id,
    lesion_id)
  VALUES ('p', 'h', 'a.jpg', 600, 450, 'b', 't', '2026-01-01T00:00:00Z', 'anna', 'two');
`;

describe("migration 2", () => {
  it("gives every analysis warnings, none to those that are there", () => {
    const database = new Database(":memory:");
    migrate(database, 1);
    database.exec(ANALYSIS);
    migrate(database, 2);
    expect(database.pragma("user_version", { simple: true })).toBe(2);
    expect(database.prepare("SELECT id, reasons, warnings FROM analyses").all()).toEqual([
      { id: "a", reasons: "blurred", warnings: "" },
    ]);
    database.close();
  });
});

describe("migration 3", () => {
  function migrated() {
    const database = new Database(":memory:");
    database.pragma("foreign_keys = ON");
    migrate(database, 2);
    database.exec(LESIONS);
    migrate(database, 3);
    return database;
  }

  it("numbers the lesions of each patient; their place is not known yet", () => {
    const database = migrated();
    const rows = database.prepare("SELECT id, number, view, x, y, archived_at FROM lesions").all();
    const empty = { view: null, x: null, y: null, archived_at: null };
    expect(rows).toEqual([
      { id: "one", number: 1, ...empty },
      { id: "other", number: 1, ...empty },
      { id: "two", number: 2, ...empty },
    ]);
    expect(database.prepare("SELECT lesion_id FROM photos").pluck().all()).toEqual(["two"]);
    database.close();
  });

  it.each([
    "UPDATE photos SET lesion_id = 'other'",
    "UPDATE photos SET patient_id = 'bo'",
    "UPDATE photos SET patient_id = NULL",
    "UPDATE lesions SET number = 1 WHERE id = 'two'",
    "UPDATE lesions SET x = 1.01",
    "UPDATE lesions SET view = 'side'",
  ])("refuses %s", (sql) => {
    const database = migrated();
    expect(() => database.exec(sql)).toThrow(/SQLITE_CONSTRAINT|constraint|another patient/);
    database.close();
  });
});

/** Analyses by two versions, and photos that one had learned from, as version 7 kept them. */
const ANALYSES = `
  INSERT INTO photos (id, source_hash, name, width, height, blob, thumbnail, added_at)
  VALUES ('p', 'h', 'a.jpg', 600, 450, 'b', 't', '2026-01-01T00:00:00Z');
  INSERT INTO analyses (id, photo_id, model_version, created_at, urgency, reasons, malignancy,
    diagnosis, probabilities, heat, heat_width, heat_height, heat_frame, embedding, is_latest)
  VALUES ('a', 'p', 'base-1', '2026-01-01T00:00:00Z', 0, '', 0.2, 'nv', zeroblob(56), x'', 0, 0,
    '{}', x'', 1);
  INSERT INTO training_uses VALUES ('h', 'clinic-1');
`;

describe("migration 8", () => {
  function migrated() {
    const database = new Database(":memory:");
    database.pragma("foreign_keys = ON");
    migrate(database, 7);
    database.exec(ANALYSES);
    migrate(database, 8);
    return database;
  }

  it("leaves what was there, and no version is active yet", () => {
    const database = migrated();
    expect(database.prepare("SELECT model_version FROM analyses").pluck().all()).toEqual([
      "base-1",
    ]);
    expect(database.prepare("SELECT model_version FROM training_uses").pluck().all()).toEqual([
      "clinic-1",
    ]);
    expect(database.prepare("SELECT * FROM model_versions").all()).toEqual([]);
    database.close();
  });

  it("counts a version's analyses without reading them", () => {
    const database = migrated();
    const sql = "SELECT count(*) FROM analyses WHERE model_version = 'base-1'";
    expect(database.prepare(sql).pluck().get()).toBe(1);
    const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
    expect(steps).toMatchObject([{ detail: expect.stringContaining("COVERING INDEX") as string }]);
    database.close();
  });

  const VERSION = `INSERT INTO model_versions (version, origin, state, manifest_hash, created_at,
    recipe, photos) VALUES`;
  const RUN = `INSERT INTO training_runs (id, version, parent, recipe, source, state, created_at,
    train_photos, holdout_photos, plan) VALUES`;

  it.each([
    `${VERSION} ('a', 'shipped', 'active', '', '', '', 1), ('b', 'shipped', 'active', '', '', '', 1)`,
    `${VERSION} ('a', 'found', 'active', '', '', '', 1)`,
    `${RUN} ('1', 'a', '', 'quick', '', 'running', '', 1, 1, ''),
      ('2', 'b', '', 'quick', '', 'paused', '', 1, 1, '')`,
    "INSERT INTO training_sides VALUES ('nobody', 'train', 'nv', '')",
    "INSERT INTO label_reviews VALUES ('p', 'o', 'maybe', NULL, '')",
  ])("refuses %s", (sql) => {
    const database = migrated();
    expect(() => database.exec(sql)).toThrow(/constraint/i);
    database.close();
  });
});
