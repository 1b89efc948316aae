import { describe, expect, it } from "vitest";
import { photoUids } from "../../../../electron/exchange/dicom/uids";

const source = {
  photoId: "a photo",
  patientId: "a patient",
  day: "2026-11-20",
  kind: "dermoscopy",
} as const;

describe("the identifiers of a photo", () => {
  it("are the same whenever they are asked for", () => {
    expect(photoUids(source)).toEqual(photoUids({ ...source }));
    const nobodys = photoUids({ ...source, patientId: null });
    expect(nobodys).toEqual(photoUids({ ...source, patientId: null, day: "2026-11-21" }));
  });

  it("name one object a patient and photo, whatever day its visit is taken to be on", () => {
    const other = photoUids({ ...source, day: "2026-11-21" });
    expect(other.instance).toBe(photoUids(source).instance);
    expect(other.study).not.toBe(photoUids(source).study);
  });

  it("name another object in another study, where the photo is another patient's", () => {
    const before = photoUids(source);
    for (const patientId of ["another", null]) {
      const after = photoUids({ ...source, patientId });
      expect(after.study).not.toBe(before.study);
      expect(after.series).not.toBe(before.series);
      expect(after.instance).not.toBe(before.instance);
    }
  });

  it("are as DICOM wants them", () => {
    const { study, series, instance, frameOfReference } = photoUids(source);
    for (const uid of [study, series, instance, frameOfReference]) {
      expect(uid).toMatch(/^2\.25\.[1-9]\d*$/);
      expect(uid.length).toBeLessThanOrEqual(64);
    }
  });
});
