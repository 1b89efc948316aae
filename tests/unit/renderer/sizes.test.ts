import { describe, expect, it } from "vitest";
import type { PhotoDetail } from "../../../electron/contract/shapes";
import { diameterOf, sizesOf, topOfAxis } from "../../../renderer/features/lesions/sizes";
import { somePhoto } from "../../fixtures/records";

/** A photo of a day whose kept diameter is so many pixels long; null: none was kept. */
function photo(
  number: number,
  takenAt: string,
  pixels: number | null,
  pixelsPerMm: number | null,
): PhotoDetail {
  const diameter = pixels === null ? null : { from: { x: 5, y: 5 }, to: { x: 5 + pixels, y: 5 } };
  return {
    ...somePhoto({ number, takenAt }),
    analyses: [],
    description: { notes: "", kind: "dermoscopy", pixelsPerMm, diameter, abcd: null },
  };
}

const photos = [
  photo(1, "2026-01-01T00:00:00Z", null, 20),
  photo(2, "2026-01-03T00:00:00Z", 100, 20),
  photo(3, "2026-01-04T00:00:00Z", 100, null),
  photo(4, "2026-01-05T00:00:00Z", 310, 50),
];

describe("sizes over time", () => {
  it("compare photos of different scales in millimetres", () => {
    expect(sizesOf(photos).map(({ millimetres }) => millimetres)).toEqual([5, 6.2]);
  });

  it("stand on the axis of all photos, also of those without a size", () => {
    expect(sizesOf(photos).map(({ x }) => x)).toEqual([0.5, 1]);
    expect(sizesOf(photos.slice(1, 2)).map(({ x }) => x)).toEqual([0.5]);
    expect(sizesOf([])).toEqual([]);
  });

  it("need both a scale and a diameter", () => {
    expect(photos.map(diameterOf)).toEqual([null, 5, null, 6.2]);
  });

  it.each([
    [0.5, 1],
    [5.2, 6],
    [5.8, 8],
    [95, 200],
    [180, 200],
  ])("up to %d mm end below %d", (largest, top) => {
    expect(topOfAxis(largest)).toBe(top);
  });
});
