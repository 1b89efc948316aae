import { describe, expect, it } from "vitest";
import {
  ABCD_COLOURS,
  ABCD_STRUCTURES,
  abcdVerdict,
  EMPTY_CHECKLIST,
  isSameChecklist,
  totalDermoscopyScore,
  type AbcdChecklist,
} from "../../../electron/domain/abcdRule";

/** A checklist by its four numbers. */
function checklist(a: number, b: number, c: number, d: number): AbcdChecklist {
  return {
    asymmetry: a,
    border: b,
    colours: ABCD_COLOURS.slice(0, c),
    structures: ABCD_STRUCTURES.slice(0, d),
  };
}

describe("the total dermoscopy score", () => {
  it.each([
    [0, 0, 1, 1, 1],
    [1, 3, 3, 2, 4.1],
    [2, 5, 4, 3, 6.6],
    [2, 8, 6, 5, 8.9],
  ])("of A%i B%i C%i D%i is that of 1.3A + 0.1B + 0.5C + 0.5D", (a, b, c, d, score) => {
    expect(totalDermoscopyScore(checklist(a, b, c, d))).toBe(score);
  });

  it("waits until all four are filled in", () => {
    const whole = checklist(1, 0, 2, 2);
    expect(totalDermoscopyScore(EMPTY_CHECKLIST)).toBeNull();
    expect(totalDermoscopyScore({ ...whole, asymmetry: null })).toBeNull();
    expect(totalDermoscopyScore({ ...whole, border: null })).toBeNull();
    expect(totalDermoscopyScore({ ...whole, colours: [] })).toBeNull();
    expect(totalDermoscopyScore({ ...whole, structures: [] })).toBeNull();
  });
});

describe("the published thresholds", () => {
  it("call a lesion benign below 4.75 and highly suspicious above 5.45", () => {
    // 4.7, 4.8, 5.4 and 5.5: the scores next to the thresholds.
    const scores = [
      checklist(1, 4, 3, 3),
      checklist(1, 5, 3, 3),
      checklist(1, 6, 4, 3),
      checklist(1, 7, 4, 3),
    ].map((filled) => totalDermoscopyScore(filled) ?? Number.NaN);
    expect(scores).toEqual([4.7, 4.8, 5.4, 5.5]);
    expect(scores.map(abcdVerdict)).toEqual(["benign", "suspicious", "suspicious", "high"]);
    expect([4.75, 5.45].map(abcdVerdict)).toEqual(["suspicious", "suspicious"]);
  });
});

describe("checklists", () => {
  it("are the same whatever the order of what is seen", () => {
    const one = { ...checklist(1, 2, 0, 1), colours: ["red", "black"] } as const;
    const other = { ...checklist(1, 2, 0, 1), colours: ["black", "red"] } as const;
    expect(isSameChecklist(one, other)).toBe(true);
    expect(isSameChecklist(one, { ...other, colours: ["black"] })).toBe(false);
    expect(isSameChecklist(one, { ...other, border: 3 })).toBe(false);
    expect(isSameChecklist(one, { ...other, asymmetry: null })).toBe(false);
    expect(isSameChecklist(one, { ...other, structures: ["dots"] })).toBe(false);
  });
});
