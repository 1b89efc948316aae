import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../electron/demo/seededRandom";
import { migrate } from "../../../electron/store/migrations/migrate";

/** Two photos, the later one first, and a third that nobody has said anything of. */
const PHOTOS = `
  INSERT INTO photos (id, source_hash, name, width, height, blob, thumbnail, added_at)
  VALUES ('late', '1', 'a.jpg', 6, 4, 'b', 't', '1970-01-02T00:00:00.999Z'),
    ('early', '2', 'b.jpg', 6, 4, 'b', 't', '1970-01-01T00:01:00.000Z'),
    ('open', '3', 'c.jpg', 6, 4, 'b', 't', '1970-01-01T00:02:00.000Z');
`;
const ANALYSIS = `
  INSERT INTO analyses (id, photo_id, model_version, created_at, urgency, reasons, malignancy,
    diagnosis, probabilities, heat, heat_width, heat_height, heat_frame, embedding, is_latest)
  VALUES (@id, @photo, 'base-1', @at, @urgency, '', 0.5, 'nv', zeroblob(56), x'', 0, 0, '{}', x'', 1)
`;
const OUTCOME = `
  INSERT INTO outcomes (id, photo_id, kind, diagnosis, next_step, note, created_at, is_latest)
  VALUES (@id, @photo, 'clinical', @diagnosis, @step, '', @at, 1)
`;
const COUNTED = `
  SELECT urgency, unassigned, outcome_id IS NULL AS unconfirmed, awaits_histology, disagreement,
    count(*) AS photos
  FROM queue GROUP BY 1, 2, 3, 4, 5
`;
const KEPT = "SELECT * FROM queue_counts WHERE photos > 0";

describe("migration 7", () => {
  it("keeps the queue and its order, with times in seconds, and counts it", () => {
    const database = new Database(":memory:");
    database.pragma("foreign_keys = ON");
    migrate(database, 6);
    database.exec(PHOTOS);
    const at = "1970-01-03T00:00:00.000Z";
    database.prepare(ANALYSIS).run({ id: "a", photo: "early", urgency: 2, at });
    const said = { id: "o", photo: "early", diagnosis: "mel", step: "excision", at };
    database.prepare(OUTCOME).run(said);
    migrate(database, 7);
    const state = { urgency: -1, malignancy: 0, unassigned: 1 };
    const nothing = { outcome_id: null, awaits_histology: 0, disagreement: 0 };
    expect(database.prepare("SELECT * FROM queue ORDER BY rowid").all()).toEqual([
      { photo_id: "late", added_at: 86_400, ...state, ...nothing },
      {
        photo_id: "early",
        added_at: 60,
        urgency: 2,
        malignancy: 0.5,
        unassigned: 1,
        outcome_id: "o",
        awaits_histology: 1,
        disagreement: 1,
      },
      { photo_id: "open", added_at: 120, ...state, ...nothing },
    ]);
    expect(database.prepare(KEPT).all()).toEqual(database.prepare(COUNTED).all());
    database.close();
  });

  it("lets the counts follow whatever happens to photos, also what is rolled back", () => {
    const database = new Database(":memory:");
    database.pragma("foreign_keys = ON");
    migrate(database, 7);
    database.exec(`
      INSERT INTO patients (id, number, family_name, given_name, sex, notes, sort_name,
        created_at, updated_at)
      VALUES ('anna', '', 'A', '', 'female', '', 'a', '', '');
    `);
    const random = seededRandom(7);
    const photos: string[] = [];
    const someone = (): string => photos[random.whole(0, photos.length - 1)] ?? "";
    const at = "2026-01-01T00:00:00.000Z";
    const steps: readonly ((id: string) => void)[] = [
      (id) => {
        database
          .prepare(
            `INSERT INTO photos (id, source_hash, name, width, height, blob, thumbnail, added_at)
             VALUES (@id, @id, 'a.jpg', 6, 4, 'b', 't', @at)`,
          )
          .run({ id, at });
        photos.push(id);
      },
      (id) => {
        const photo = someone();
        database.prepare("UPDATE analyses SET is_latest = 0 WHERE photo_id = ?").run(photo);
        const urgency = random.whole(0, 3);
        database.prepare(ANALYSIS).run({ id, photo, urgency, at });
      },
      (id) => {
        const photo = someone();
        database.prepare("UPDATE outcomes SET is_latest = 0 WHERE photo_id = ?").run(photo);
        const step = random.pick(["none", "excision"]);
        database
          .prepare(OUTCOME)
          .run({ id, photo, diagnosis: random.pick(["mel", "nv"]), step, at });
      },
      () => {
        const owner = random.pick(["anna", null]);
        database.prepare("UPDATE photos SET patient_id = ? WHERE id = ?").run(owner, someone());
      },
      () => {
        const photo = someone();
        database.prepare("DELETE FROM photos WHERE id = ?").run(photo);
        photos.splice(photos.indexOf(photo), 1);
      },
    ];
    for (let index = 0; index < 10; index++) steps[0]?.(`first ${String(index)}`);
    for (let index = 0; index < 100; index++) {
      const kind = photos.length < 5 ? 0 : random.whole(0, steps.length - 1);
      steps[kind]?.(`step ${String(index)}`);
      expect(database.prepare(KEPT).all()).toEqual(database.prepare(COUNTED).all());
    }
    const kept = database.prepare(KEPT).all();
    database.exec("BEGIN; DELETE FROM photos; ROLLBACK");
    expect(database.prepare(KEPT).all()).toEqual(kept);
    database.close();
  });
});
