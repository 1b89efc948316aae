import { describe, expect, it } from "vitest";
import { collectionOf } from "../../../../electron/training/dataset/collection";
import type { Dataset, Photo } from "../../../../electron/training/dataset/photo";
import { dataInWords, licenceOf } from "../../../../electron/training/dataWords";

const photosNamed = (...names: string[]): Photo[] =>
  names.map((imageId) => ({
    imageId,
    file: `${imageId}.jpg`,
    className: "nv",
    diagnosis: "nv",
    lesionId: null,
    patientId: null,
    age: null,
    sex: null,
    site: null,
    split: null,
  }));

const of = (layout: Dataset["layout"], ...names: string[]) =>
  collectionOf({ layout, photos: photosNamed(...names) });

describe("the collection that photos are of", () => {
  it("is HAM10000 where the layout and every name are its own", () => {
    expect(of("ham10000", "ISIC_0024306", "ISIC_0034321")).toBe("HAM10000");
  });

  it("is not known where one photo has another name, or none is there", () => {
    expect(of("ham10000", "ISIC_0024306", "9f3a2c11")).toBeNull();
    expect(of("ham10000")).toBeNull();
  });

  it("is not known for the archive's photos in another layout", () => {
    expect(of("isic", "ISIC_0024306")).toBeNull();
  });
});

describe("a card's words on its data", () => {
  const split = { layout: "ham10000", rule: "grouped" as const, by: "lesion", notices: [] };

  it("name HAM10000 and its licence only where the photos are HAM10000's", () => {
    const vienna = { ...split, collection: "HAM10000" };
    expect(dataInWords(vienna)).toContain("Medical University of Vienna");
    expect(licenceOf(vienna)).toContain("CC BY-NC 4.0");

    const clinic = { ...split, collection: null };
    expect(dataInWords(clinic)).toContain("Photos in the layout of HAM10000");
    expect(licenceOf(clinic)).not.toContain("CC BY-NC");
  });

  it("take a version that did not look for the collection by its layout", () => {
    expect(licenceOf(split)).toContain("CC BY-NC 4.0");
    expect(licenceOf({ ...split, layout: "isic" })).not.toContain("CC BY-NC");
  });
});
