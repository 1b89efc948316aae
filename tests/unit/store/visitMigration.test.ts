import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { VisitId } from "../../../electron/contract/visits";
import { calendarDay } from "../../../electron/domain/calendarDay";
import { migrate } from "../../../electron/store/migrations/migrate";

/** Photos of two patients on two days, and one of nobody, as version 5 kept them. */
const PHOTOS = `
  INSERT INTO patients (id, number, family_name, given_name, sex, notes, sort_name, created_at,
    updated_at)
  VALUES ('anna', '', 'A', '', 'female', '', 'a', '', ''), ('bo', '', 'B', '', 'male', '', 'b', '', '');
  INSERT INTO photos (id, source_hash, name, width, height, blob, thumbnail, taken_at, added_at,
    patient_id)
  VALUES
    ('one', '1', 'a.jpg', 6, 4, 'b', 't', NULL, '2026-01-01T12:00:00.000Z', 'anna'),
    ('two', '2', 'b.jpg', 6, 4, 'b', 't', '2026-01-01T12:30:00.000Z', '2026-01-09T12:00:00.000Z', 'anna'),
    ('three', '3', 'c.jpg', 6, 4, 'b', 't', NULL, '2026-01-09T12:00:00.000Z', 'anna'),
    ('four', '4', 'd.jpg', 6, 4, 'b', 't', NULL, '2026-01-01T23:30:00.000Z', 'bo'),
    ('five', '5', 'e.jpg', 6, 4, 'b', 't', NULL, '2026-01-01T12:00:00.000Z', NULL);
`;

describe("migration 6", () => {
  it("gives photos that were there before the visit of their day here", () => {
    const database = new Database(":memory:");
    migrate(database, 5);
    database.exec(PHOTOS);
    migrate(database, 6);
    const placed = database
      .prepare(
        `SELECT photos.id, visits.patient_id AS owner, visits.date FROM photos
         LEFT JOIN visits ON visits.id = visit_id ORDER BY source_hash`,
      )
      .all();
    const late = calendarDay(new Date("2026-01-01T23:30:00.000Z"));
    const [first, ninth] = ["2026-01-01T12:00:00Z", "2026-01-09T12:00:00Z"].map((time) =>
      calendarDay(new Date(time)),
    );
    expect(placed).toEqual([
      { id: "one", owner: "anna", date: first },
      { id: "two", owner: "anna", date: first },
      { id: "three", owner: "anna", date: ninth },
      { id: "four", owner: "bo", date: late },
      { id: "five", owner: null, date: null },
    ]);
    const ids = database.prepare("SELECT id FROM visits").pluck().all();
    expect(ids).toHaveLength(3);
    for (const id of ids) expect(VisitId.safeParse(id).success).toBe(true);
    database.close();
  });
});
