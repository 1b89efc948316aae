import { describe, expect, it } from "vitest";
import { dataInWords, isHam10000, licenceOf } from "../../../electron/training/dataWords";
import type { SplitRecord } from "../../../electron/vision/network/modelFolder";

const given: SplitRecord = {
  ...{ layout: "ham10000", collection: null, rule: "grouped", by: "given", notices: [] },
};

describe("where a model's photos come from, in words", () => {
  it("takes versions from before there was a choice for those of HAM10000's own split", () => {
    expect(dataInWords(undefined)).toMatch(/^HAM10000 .*, divided as the data say/);
    expect(licenceOf(undefined)).toContain("CC BY-NC 4.0");
    // Nobody looked for the collection then, and no other data had this layout.
    const { collection: _, ...before } = given;
    expect(isHam10000(before)).toBe(true);
    expect(isHam10000({ ...before, layout: "isic" })).toBe(false);
  });

  it("claims HAM10000 and its licence only where its photos were found", () => {
    expect(dataInWords({ ...given, collection: "HAM10000" })).toMatch(/^HAM10000 \(ViDIR/);
    expect(isHam10000(given)).toBe(false);
    expect(licenceOf(given)).not.toContain("CC BY-NC");
    expect(licenceOf(given)).toContain("the owners of the photos say");
  });

  it.each([
    ["ham10000", "Photos in the layout of HAM10000"],
    ["isic", "Photos in the layout of the ISIC Archive"],
    ["folders", "Photos sorted into class folders"],
  ])("names the layout %s", (layout, words) => {
    expect(dataInWords({ ...given, layout })).toContain(words);
  });

  it.each([
    ["grouped", "given", "divided as the data say, lesions kept together where they are named"],
    ["grouped", "image", "divided by photo"],
    ["grouped", "patient", "divided so that no patient is in two parts"],
    ["published", "given", "as the published system divided its photos, by their folders"],
    ["published", "image", "as the published system divided its photos, by image"],
  ] as const)("tells how they were divided: %s, by %s", (rule, by, words) => {
    expect(dataInWords({ ...given, rule, by })).toContain(words);
  });
});
