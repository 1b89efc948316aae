import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { drawOther, OTHER_KINDS, type OtherKind } from "../../../electron/demo/drawOther";

const small = { width: 160, height: 120 } as const;

const digest = (kind: OtherKind, seed: number): string =>
  createHash("sha256")
    .update(drawOther({ kind, seed, ...small }).pixels)
    .digest("hex")
    .slice(0, 16);

function levels(kind: OtherKind): { mean: number; spread: number } {
  const { pixels } = drawOther({ kind, seed: 3, ...small });
  const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  const squares = pixels.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pixels.length;
  return { mean, spread: Math.sqrt(squares) };
}

describe("a photo without a lesion", () => {
  it.each(OTHER_KINDS)("%s: the same for the same seed only", (kind) => {
    expect(digest(kind, 1)).toBe(digest(kind, 1));
    expect(digest(kind, 1)).not.toBe(digest(kind, 2));
  });

  it("has the same bytes on every machine", () => {
    expect(digest("cat", 1)).toBe("55e573c33ab0e047");
    expect(digest("landscape", 1)).toBe("7abe04c99961779c");
  });

  it.each(OTHER_KINDS)("%s: is as large as asked for", (kind) => {
    const drawn = drawOther({ kind, seed: 1, width: 120, height: 200 });
    expect([drawn.width, drawn.height, drawn.pixels.length]).toEqual([120, 200, 72_000]);
  });

  it("is dark, light, even or busy as its kind says", () => {
    expect(levels("black").mean).toBeLessThan(4);
    expect(levels("document").mean).toBeGreaterThan(170);
    expect(levels("noise").spread).toBeGreaterThan(65);
    expect(levels("skin").spread).toBeLessThan(55);
    for (const kind of ["cat", "room", "landscape"] as const) {
      expect(levels(kind).spread, kind).toBeGreaterThan(25);
    }
  });
});
