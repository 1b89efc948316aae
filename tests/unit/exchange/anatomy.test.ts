import { describe, expect, it } from "vitest";
import { SITES } from "../../../electron/domain/bodyMap/sites";
import { BODY_VIEWS } from "../../../electron/domain/bodyMap/views";
import { anatomicRegion, SIDES } from "../../../electron/exchange/anatomy";

const everywhere = SITES.flatMap((site) =>
  [null, ...BODY_VIEWS].map((view) => anatomicRegion(site, view)),
);

describe("where a lesion is, in SNOMED CT", () => {
  it("has codes with the right check digit", () => {
    const concepts = [...everywhere.map(({ region }) => region), ...Object.values(SIDES)];
    expect(concepts.filter(({ code }) => verhoeff(code) !== 0)).toEqual([]);
  });

  it("tells sites of different parts apart", () => {
    const parts = SITES.map((site) => site.replace(/^(left|right)-/, ""));
    const codes = SITES.map((site) => anatomicRegion(site, null).region.code);
    expect(new Set(codes).size).toBe(new Set(parts).size);
  });

  it("tells left from right, and neither where a part is not one of a pair", () => {
    expect(anatomicRegion("left-palm", "palms").side).toBe("left");
    expect(anatomicRegion("right-palm", "palms").side).toBe("right");
    expect(anatomicRegion("abdomen", "front").side).toBeNull();
  });

  it("tells front from back where the place is known", () => {
    const meaning = (view: "front" | "back" | null) =>
      anatomicRegion("right-thigh", view).region.meaning;
    expect(meaning("front")).toBe("Skin of anterior surface of thigh");
    expect(meaning("back")).toBe("Skin of posterior surface of thigh");
    expect(meaning(null)).toBe("Skin of thigh");
  });

  it("says the skin where nobody knows", () => {
    expect(anatomicRegion(null, null)).toEqual({
      region: { code: "39937001", meaning: "Skin" },
      side: null,
    });
  });
});

/** SNOMED CT's check (Verhoeff, over the dihedral group of ten): 0 where the code is right. */
function verhoeff(code: string): number {
  const times = (a: number, b: number): number =>
    a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b) % 5) : (5 + a - b) % 5;
  const once = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  return Array.from(code)
    .reverse()
    .reduce((check, digit, place) => {
      let value = Number(digit);
      for (let turn = 0; turn < place % 8; turn++) value = once[value] ?? NaN;
      return times(check, value);
    }, 0);
}
