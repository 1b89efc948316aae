import { describe, expect, it } from "vitest";
import { encodeMetadata, fitMetadata, metadataLength } from "../../../electron/training/metadata";

const photos = [
  { age: 30, site: "back" },
  { age: 50, site: "head/neck" },
  { age: null, site: null },
  { age: 80, site: "back" },
];

describe("metadata as numbers", () => {
  it("standardises ages, the median standing for those not known", () => {
    const encoding = fitMetadata(photos, ["age"]);
    expect(encoding).toMatchObject({ age: { median: 50, mean: 52.5 }, sites: null });
    const ages = photos.map((photo) => encodeMetadata(encoding, photo)[0] ?? Number.NaN);
    expect(ages[2]).toBe(ages[1]);
    expect(ages.reduce((sum, age) => sum + age, 0)).toBeCloseTo(0);
    expect(ages.reduce((sum, age) => sum + age ** 2, 0) / 4).toBeCloseTo(1);
  });

  it("gives every place of the training photos a number, and one to all others", () => {
    const encoding = fitMetadata(photos, ["age", "site"]);
    expect(encoding.sites).toEqual(["back", "head/neck", "unknown"]);
    expect(metadataLength(encoding)).toBe(4);
    const siteOf = (site: string | null) => encodeMetadata(encoding, { age: 50, site }).slice(1);
    expect(siteOf("head/neck")).toEqual([0, 1, 0]);
    expect(siteOf(null)).toEqual([0, 0, 1]);
    expect(siteOf("palm")).toEqual([0, 0, 1]);
    expect(siteOf("unknown")).toEqual([0, 0, 1]);
  });

  it("stays a number where no age or only one age is known", () => {
    const nobody = fitMetadata([{ age: null, site: null }], ["age"]);
    expect(encodeMetadata(nobody, { age: null, site: null })).toEqual([0]);
    const alike = fitMetadata([{ age: 40, site: null }], ["age"]);
    expect(encodeMetadata(alike, { age: 40, site: null })).toEqual([0]);
  });

  it("may be the place alone", () => {
    const encoding = fitMetadata(photos, ["site"]);
    expect(encoding).toEqual({ age: null, sites: ["back", "head/neck", "unknown"] });
    expect(metadataLength(encoding)).toBe(3);
    expect(encodeMetadata(encoding, { age: 50, site: "back" })).toEqual([1, 0, 0]);
  });
});
