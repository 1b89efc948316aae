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
