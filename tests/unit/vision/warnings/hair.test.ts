import { describe, expect, it } from "vitest";
import { drawLesion } from "../../../../electron/demo/drawLesion";
import { SKIN_TYPES } from "../../../../electron/demo/skin";
import { hairLength, isHairy } from "../../../../electron/vision/warnings/hair";
import { resample } from "../../../../electron/vision/resample";

const [width, height] = [288, 224];

/** A light input with dark pixels where told. */
function input(isDark: (x: number, y: number) => boolean) {
  const pixels = new Uint8Array(width * height * 3).fill(190);
  for (let at = 0; at < width * height; at++) {
    if (isDark(at % width, Math.floor(at / width))) pixels.fill(60, at * 3, at * 3 + 3);
  }
  return { pixels, width, height };
}

describe("hair", () => {
  it("is as long as it is", () => {
    const line = input((x, y) => y === 100 && x >= 50 && x < 150);
    expect(hairLength(line)).toBeCloseTo(Math.hypot(100, 1), 6);
    const slanted = input((x, y) => x === y && x >= 20 && x < 120);
    expect(hairLength(slanted)).toBeCloseTo(Math.hypot(100, 100), 6);
  });

  it("is neither a spot nor a short or thick stroke", () => {
    expect(hairLength(input((x, y) => Math.hypot(x - 140, y - 110) < 50))).toBe(0);
    expect(hairLength(input((x, y) => y === 100 && x >= 50 && x < 72))).toBe(0);
    expect(hairLength(input((_, y) => y >= 100 && y < 112))).toBe(0);
  });

  it("is told of on hairy drawn lesions and not on bare ones", { timeout: 30_000 }, () => {
    const judged = (hair: number, seed: number) =>
      SKIN_TYPES.slice(1, 4).map((skinType) => {
        const drawn = drawLesion({ seed: seed + skinType, diagnosis: "nv", skinType, hair });
        const all = { left: 0, top: 0, width: drawn.width, height: drawn.height };
        return isHairy(resample(drawn, all, width, height));
      });
    expect(judged(0.9, 40).filter((hairy) => hairy).length).toBeGreaterThanOrEqual(2);
    expect(judged(0, 40).filter((hairy) => hairy)).toEqual([]);
  });
});
