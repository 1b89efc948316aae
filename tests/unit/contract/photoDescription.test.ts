import { describe, expect, it } from "vitest";
import { AbcdChecklist, DescriptionChange } from "../../../electron/contract/photoDescription";

const checklist = { asymmetry: 2, border: 8, colours: ["red", "black"], structures: ["dots"] };

describe("a checklist", () => {
  it("is taken with what the rule knows, whole or in part", () => {
    expect(AbcdChecklist.safeParse(checklist).success).toBe(true);
    const empty = { asymmetry: null, border: null, colours: [], structures: [] };
    expect(AbcdChecklist.safeParse(empty).success).toBe(true);
  });

  it.each([
    { asymmetry: 3 },
    { asymmetry: 0.5 },
    { border: 9 },
    { border: -1 },
    { colours: ["green"] },
    { colours: ["red", "red"] },
    { structures: ["dots", "dots"] },
    { score: 4.7 },
  ])("is refused with %j", (wrong) => {
    expect(AbcdChecklist.safeParse({ ...checklist, ...wrong }).success).toBe(false);
  });
});

describe("a change of a description", () => {
  it("may name nothing, and take a scale or a diameter away", () => {
    expect(DescriptionChange.safeParse({}).success).toBe(true);
    expect(DescriptionChange.safeParse({ pixelsPerMm: null, diameter: null }).success).toBe(true);
  });

  it.each([
    { pixelsPerMm: 0 },
    { pixelsPerMm: -40 },
    { pixelsPerMm: 1e6 },
    { pixelsPerMm: Number.NaN },
    { diameter: { from: { x: -1, y: 0 }, to: { x: 5, y: 5 } } },
    { diameter: { from: { x: 0, y: 0 }, to: { x: Number.POSITIVE_INFINITY, y: 5 } } },
    { notes: "x".repeat(10_001) },
    { abcd: checklist },
  ])("is refused with %j", (wrong) => {
    expect(DescriptionChange.safeParse(wrong).success).toBe(false);
  });
});
