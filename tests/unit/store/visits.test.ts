import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { PatientId, type PhotoId } from "../../../electron/contract/shapes";
import { MAX_VISIT_NOTE, VisitId } from "../../../electron/contract/visits";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { newPatient, newPhoto } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

/** Noon here on a day of March 2026, as an ISO time. */
const noon = (day: number): string => new Date(2026, 2, day, 12).toISOString();
const at = new Date(2026, 2, 20, 12);

function clinic() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  const patientId = store.patients.create(newPatient(), at);
  const add = (name: string, owner: PatientId | null, takenAt: string | null): PhotoId =>
    store.photos.add({ ...newPhoto(name, owner), takenAt }, at);
  const days = (owner: PatientId): [string, number][] =>
    store.visits.ofPatient(owner).map(({ date, photoIds }) => [date, photoIds.length]);
  return { ...store, patientId, add, days };
}

describe("visits", () => {
  it("are the days of a patient's photos, the latest first", () => {
    const { add, days, patientId } = clinic();
    add("a", patientId, noon(4));
    add("b", patientId, noon(9));
    add("c", patientId, noon(4));
    add("added today", patientId, null);
    expect(days(patientId)).toEqual([
      ["2026-03-20", 1],
      ["2026-03-09", 1],
      ["2026-03-04", 2],
    ]);
  });

  it("begin and end at midnight here", () => {
    const { add, days, patientId } = clinic();
    add("last minute", patientId, new Date(2026, 2, 4, 23, 59).toISOString());
    add("first minute", patientId, new Date(2026, 2, 5, 0, 0).toISOString());
    expect(days(patientId)).toEqual([
      ["2026-03-05", 1],
      ["2026-03-04", 1],
    ]);
  });

  it("list their photos in the order of time", () => {
    const { add, visits, patientId } = clinic();
    const later = add("later", patientId, new Date(2026, 2, 4, 15).toISOString());
    const earlier = add("earlier", patientId, new Date(2026, 2, 4, 9).toISOString());
    expect(visits.ofPatient(patientId)[0]?.photoIds).toEqual([earlier, later]);
  });

  it("follow a photo to another patient, and vanish when it leaves them empty", () => {
    const { add, days, patients, photos, patientId } = clinic();
    const other = patients.create(newPatient({ familyName: "Other" }), at);
    const photoId = add("a", null, noon(4));
    expect(days(patientId)).toEqual([]);
    photos.assign(photoId, patientId);
    expect(days(patientId)).toEqual([["2026-03-04", 1]]);
    photos.assign(photoId, other);
    expect(days(patientId)).toEqual([]);
    expect(days(other)).toEqual([["2026-03-04", 1]]);
    photos.assign(photoId, null);
    expect(days(other)).toEqual([]);
    photos.assign(photoId, patientId);
    photos.remove(photoId);
    expect(days(patientId)).toEqual([]);
  });

  it("keep the day of a photo that leaves for another patient in another time zone", () => {
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    vi.stubEnv("TZ", "Asia/Tokyo");
    const { add, days, patients, photos, visits, patientId } = clinic();
    const other = patients.create(newPatient({ familyName: "Other" }), at);
    const photoId = add("a", patientId, "2026-03-04T08:00:00.000Z");
    vi.stubEnv("TZ", "Pacific/Honolulu");
    expect(new Date("2026-03-04T08:00:00.000Z").getDate()).toBe(3);
    for (const owner of [other, patientId, patientId]) {
      photos.assign(photoId, owner);
      expect(days(owner)).toEqual([["2026-03-04", 1]]);
      expect(visits.dayOf(photoId)).toBe("2026-03-04");
    }
    photos.assign(photoId, null);
    expect(visits.dayOf(photoId)).toBeNull();
  });

  it("stay without photos while they have a note", () => {
    const { add, days, visits, photos, patientId } = clinic();
    const photoId = add("a", patientId, noon(4));
    const [visit] = visits.ofPatient(patientId);
    if (!visit) throw new Error("no visit");
    expect(visits.setNote(visit.id, "Itches since February.")).toBe(patientId);
    photos.remove(photoId);
    expect(visits.ofPatient(patientId)).toMatchObject([{ note: "Itches since February." }]);
    visits.setNote(visit.id, "");
    expect(days(patientId)).toEqual([]);
  });

  it("that do not exist are named as missing", () => {
    const { visits } = clinic();
    const nowhere = VisitId.parse("00000000-0000-4000-8000-000000000000");
    expect(() => visits.setNote(nowhere, "x")).toThrow(
      expect.objectContaining({ code: "visit.missing" }),
    );
  });

  it("are entered by hand, and join the day's visit where there is one", () => {
    const { add, days, patientId, visits } = clinic();
    add("a", patientId, noon(4));
    const id = visits.create(patientId, "2026-03-02", "", at);
    visits.create(patientId, "2026-03-04", "first", at);
    visits.create(patientId, "2026-03-04", "second", at);
    visits.create(patientId, "2026-03-04", "", at);
    expect(days(patientId)).toEqual([
      ["2026-03-04", 1],
      ["2026-03-02", 0],
    ]);
    expect(visits.ofPatient(patientId)[0]?.note).toBe("first\n\nsecond");
    const missing = PatientId.parse(VisitId.parse(id));
    expect(() => visits.create(missing, "2026-03-02", "", at)).toThrow(
      expect.objectContaining({ code: "patient.missing" }),
    );
  });

  it("take a note whole or not at all", () => {
    const { patientId, visits, days } = clinic();
    const half = "x".repeat(MAX_VISIT_NOTE / 2);
    visits.create(patientId, "2026-03-04", half, at);
    expect(() => visits.create(patientId, "2026-03-04", half, at)).toThrow(
      expect.objectContaining({ code: "visit.note-too-long" }),
    );
    expect(visits.ofPatient(patientId)[0]?.note).toBe(half);
    visits.create(patientId, "2026-03-04", half.slice(2), at);
    expect(visits.ofPatient(patientId)[0]?.note).toHaveLength(MAX_VISIT_NOTE);
    visits.create(patientId, "2026-03-05", half + half, at);
    expect(days(patientId)).toHaveLength(2);
  });

  it("without photos can be removed, note and all; others cannot", () => {
    const { add, days, patientId, visits } = clinic();
    const id = visits.create(patientId, "2026-03-04", "told to come back", at);
    add("a", patientId, noon(9));
    const [withPhoto] = visits.ofPatient(patientId);
    expect(visits.remove(id)).toBe(patientId);
    expect(days(patientId)).toEqual([["2026-03-09", 1]]);
    expect(() => visits.remove(id)).toThrow(expect.objectContaining({ code: "visit.missing" }));
    expect(() => visits.remove(VisitId.parse(withPhoto?.id))).toThrow(
      expect.objectContaining({ code: "visit.not-empty" }),
    );
  });
});
