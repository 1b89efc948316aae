import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { LesionId } from "../../../electron/contract/shapes";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { newLesion, newPatient, newPhoto } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const at = new Date("2026-03-04T05:06:07Z");
const later = new Date("2026-05-06T07:08:09Z");
const nobody = LesionId.parse("00000000-0000-4000-8000-000000000000");

function clinic() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  const patientId = store.patients.create(newPatient(), at);
  return { ...store, patientId };
}

describe("lesions", () => {
  it("are numbered within their patient and listed by number", () => {
    const { lesions, patients, patientId } = clinic();
    const other = patients.create(newPatient({ familyName: "Other" }), at);
    lesions.create(patientId, newLesion({ label: "first" }), at);
    lesions.create(other, newLesion({ label: "another's" }), at);
    lesions.create(patientId, newLesion({ label: "second" }), at);
    expect(lesions.ofPatient(patientId).map(({ number, label }) => [number, label])).toEqual([
      [1, "first"],
      [2, "second"],
    ]);
    expect(lesions.ofPatient(other).map(({ number }) => number)).toEqual([1]);
  });

  it("are renamed, moved and lose their place", () => {
    const { lesions, patientId } = clinic();
    const id = lesions.create(patientId, newLesion(), at);
    const moved = newLesion({
      label: "mole",
      site: "upper-back",
      position: { view: "back", x: 0.5, y: 0.25 },
    });
    lesions.update(id, moved, false, later);
    expect(lesions.get(id)).toMatchObject({ ...moved, number: 1, createdAt: at.toISOString() });
    lesions.update(id, newLesion({ position: null }), false, later);
    expect(lesions.get(id).position).toBeNull();
  });

  it("keep the day they were archived, and can be taken up again", () => {
    const { lesions, patientId } = clinic();
    const id = lesions.create(patientId, newLesion(), at);
    lesions.update(id, newLesion(), true, at);
    lesions.update(id, newLesion({ label: "renamed" }), true, later);
    expect(lesions.get(id).archivedAt).toBe(at.toISOString());
    lesions.update(id, newLesion(), false, later);
    expect(lesions.get(id).archivedAt).toBeNull();
  });

  it("are deleted only when no photo shows them", () => {
    const { lesions, photos, patientId } = clinic();
    const id = lesions.create(patientId, newLesion(), at);
    const photoId = photos.add(newPhoto("a", patientId), at);
    photos.assignLesion(photoId, id);
    expect(() => {
      lesions.remove(id);
    }).toThrow(expect.objectContaining({ code: "lesion.not-empty" }));
    photos.remove(photoId);
    lesions.remove(id);
    expect(lesions.ofPatient(patientId)).toEqual([]);
  });

  it("that do not exist, or of a patient who does not, are named as missing", () => {
    const { lesions } = clinic();
    const missing = expect.objectContaining({ code: "lesion.missing" }) as Error;
    expect(() => lesions.get(nobody)).toThrow(missing);
    expect(() => {
      lesions.update(nobody, newLesion(), false, at);
    }).toThrow(missing);
    expect(() => {
      lesions.remove(nobody);
    }).toThrow(missing);
    expect(() => lesions.create(nobody as never, newLesion(), at)).toThrow(
      expect.objectContaining({ code: "patient.missing" }),
    );
  });
});

describe("a photo's lesion", () => {
  it("is shown with the photo and can be taken back", () => {
    const { lesions, photos, patientId } = clinic();
    const id = lesions.create(patientId, newLesion({ label: "mole" }), at);
    const photoId = photos.add(newPhoto("a", patientId), at);
    expect(photos.get(photoId).lesion).toBeNull();
    photos.assignLesion(photoId, id);
    expect(photos.ofPatient(patientId)[0]?.lesion).toEqual({
      id,
      number: 1,
      label: "mole",
      site: "left-upper-arm",
    });
    photos.assignLesion(photoId, null);
    expect(photos.get(photoId).lesion).toBeNull();
  });

  it("is one of its own patient's", () => {
    const { lesions, patients, photos, patientId } = clinic();
    const other = patients.create(newPatient({ familyName: "Other" }), at);
    const id = lesions.create(other, newLesion(), at);
    for (const owner of [patientId, null]) {
      const photoId = photos.add(newPhoto(`of ${String(owner)}`, owner), at);
      expect(() => {
        photos.assignLesion(photoId, id);
      }).toThrow(expect.objectContaining({ code: "lesion.other-patient" }));
    }
  });

  it("is forgotten when the photo goes to another patient", () => {
    const { lesions, patients, photos, patientId } = clinic();
    const id = lesions.create(patientId, newLesion(), at);
    const photoId = photos.add(newPhoto("a", patientId), at);
    photos.assignLesion(photoId, id);
    photos.assign(photoId, patients.create(newPatient({ familyName: "Other" }), at));
    expect(photos.get(photoId).lesion).toBeNull();
    lesions.remove(id);
  });

  it("exists, and so does the photo", () => {
    const { lesions, photos, patientId } = clinic();
    const photoId = photos.add(newPhoto("a", patientId), at);
    expect(() => {
      photos.assignLesion(photoId, nobody);
    }).toThrow(expect.objectContaining({ code: "lesion.missing" }));
    const id = lesions.create(patientId, newLesion(), at);
    expect(() => {
      photos.assignLesion(nobody as never, id);
    }).toThrow(expect.objectContaining({ code: "photo.missing" }));
  });
});
