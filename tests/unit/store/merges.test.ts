import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { NewConsent } from "../../../electron/contract/consents";
import type { PatientId } from "../../../electron/contract/shapes";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { newLesion, newPatient, newPhoto } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const at = new Date("2026-03-04T12:00:00Z");
const noon = (day: number): string => new Date(2026, 2, day, 12).toISOString();

function clinic() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  const { patients } = store;
  const into = patients.create(newPatient({ number: "1", notes: "first" }), at);
  const other = patients.create(newPatient({ number: "2", notes: "second" }), at);
  const add = (name: string, owner: PatientId, day: number) =>
    store.photos.add({ ...newPhoto(name, owner), takenAt: noon(day) }, at);
  return { ...store, into, other, add };
}

describe("merging two patients", () => {
  it("moves lesions, numbered on, with their photos", () => {
    const { lesions, photos, merges, patients, into, other, add } = clinic();
    lesions.create(into, newLesion({ label: "one" }), at);
    lesions.create(into, newLesion({ label: "two" }), at);
    const moved = lesions.create(other, newLesion({ label: "other's" }), at);
    const photoId = add("a", other, 4);
    photos.assignLesion(photoId, moved);
    merges.merge(into, other, newPatient({ number: "2", familyName: "Both" }), at);

    expect(lesions.ofPatient(into).map(({ number, label }) => [number, label])).toEqual([
      [1, "one"],
      [2, "two"],
      [3, "other's"],
    ]);
    expect(photos.get(photoId)).toMatchObject({ patient: { id: into }, lesion: { number: 3 } });
    expect(patients.get(into)).toMatchObject({ number: "2", familyName: "Both", photoCount: 1 });
    expect(() => patients.get(other)).toThrow(expect.objectContaining({ code: "patient.missing" }));
    expect(patients.list("", 10, 0).total).toBe(1);
    expect(patients.list("both 2", 10, 0).total).toBe(1);
  });

  it("makes one visit of two on the same day, with both notes", () => {
    const { merges, visits, into, other, add } = clinic();
    const here = add("a", into, 4);
    const there = add("b", other, 4);
    add("c", other, 9);
    const note = (patientId: PatientId, text: string): void => {
      const visit = visits.ofPatient(patientId).at(-1);
      if (visit) visits.setNote(visit.id, text);
    };
    note(into, "morning");
    note(other, "afternoon");
    merges.merge(into, other, newPatient({ number: "1" }), at);
    expect(visits.ofPatient(into)).toMatchObject([
      { date: "2026-03-09", note: "", photoIds: [expect.any(String)] },
      { date: "2026-03-04", note: "morning\n\nafternoon", photoIds: [here, there].sort() },
    ]);
  });

  it("keeps the history of consents; the later of two latest counts", () => {
    const { consents, merges, into, other } = clinic();
    const say = (patientId: PatientId, consent: NewConsent): void => {
      consents.record(patientId, consent, null, at);
    };
    say(into, { purpose: "triage", given: true, date: "2026-03-04" });
    say(other, { purpose: "triage", given: false, date: "2026-03-01" });
    say(into, { purpose: "training", given: true, date: "2026-03-02" });
    say(other, { purpose: "training", given: false, date: "2026-03-02" });
    merges.merge(into, other, newPatient({ number: "1" }), at);
    const all = consents.ofPatient(into);
    expect(all).toHaveLength(4);
    const current = all.filter((consent) => consent.current);
    expect(current.map(({ purpose, given, date }) => [purpose, given, date]).sort()).toEqual([
      ["training", false, "2026-03-02"],
      ["triage", true, "2026-03-04"],
    ]);
  });

  it("is archived only where both were", () => {
    const { merges, patients, into, other } = clinic();
    patients.setArchived(into, true, at);
    merges.merge(into, other, newPatient({ number: "1" }), at);
    expect(patients.get(into).archivedAt).toBeNull();
    const third = patients.create(newPatient({ number: "3" }), at);
    patients.setArchived(into, true, at);
    patients.setArchived(third, true, at);
    merges.merge(into, third, newPatient({ number: "1" }), at);
    expect(patients.get(into).archivedAt).toBe(at.toISOString());
  });

  it("changes nothing where it fails", () => {
    const { merges, patients, photos, into, other, add } = clinic();
    patients.create(newPatient({ number: "taken" }), at);
    const photoId = add("a", other, 4);
    expect(() => {
      merges.merge(into, other, newPatient({ number: "taken" }), at);
    }).toThrow(expect.objectContaining({ code: "patient.number-taken" }));
    expect(photos.get(photoId).patient?.id).toBe(other);
    expect(patients.get(other).number).toBe("2");
    expect(() => {
      merges.merge(into, into, newPatient(), at);
    }).toThrow(expect.objectContaining({ code: "patient.missing" }));
  });
});

describe("likely duplicates", () => {
  it("have the same name, and the same date of birth or none", () => {
    const { patients, into, other } = clinic();
    const nobody = patients.create(newPatient({ familyName: "LINDQVIST", dateOfBirth: null }), at);
    patients.create(newPatient({ dateOfBirth: "1970-01-01" }), at);
    patients.create(newPatient({ givenName: "Anna" }), at);
    expect(
      patients
        .duplicatesOf(into)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([other, nobody].sort());
  });
});

describe("archived patients", () => {
  it("leave the list and are still found", () => {
    const { patients, into, other } = clinic();
    patients.setArchived(other, true, at);
    expect(patients.list("", 10, 0)).toMatchObject({ total: 1, patients: [{ id: into }] });
    expect(patients.list("", 10, 0, true)).toMatchObject({
      total: 1,
      patients: [{ id: other, archivedAt: at.toISOString() }],
    });
    expect(patients.list("lindqvist", 10, 0).total).toBe(2);
    patients.setArchived(other, false, at);
    expect(patients.list("", 10, 0).total).toBe(2);
  });
});
