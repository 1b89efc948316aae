import { describe, expect, it } from "vitest";
import { closedPath, closedPolygon, isInside } from "../../../../electron/domain/bodyMap/curve";

const square = [
  { x: 0, y: 0 },
  { x: 6, y: 0 },
  { x: 6, y: 6 },
  { x: 0, y: 6 },
];

describe("a closed line", () => {
  it("passes through its knots, smoothly: tangents are parallel to the neighbours' chord", () => {
    expect(closedPath(square)).toBe("M0 0C1 -1 5 -1 6 0C7 1 7 5 6 6C5 7 1 7 0 6C-1 5 -1 1 0 0Z");
  });

  it("is straight between corners", () => {
    const corners = square.map((point) => ({ ...point, corner: true as const }));
    expect(closedPath(corners)).toBe("M0 0C0 0 6 0 6 0C6 0 6 6 6 6C6 6 0 6 0 6C0 6 0 0 0 0Z");
  });

  it("of nothing is none, and coordinates are told to two places", () => {
    expect(closedPath([])).toBe("");
    expect(closedPath([{ x: 1.005_9, y: 2.344 }])).toContain("M1.01 2.34");
  });

  it("as a polygon has eight points from knot to knot, on the curve", () => {
    const polygon = closedPolygon(square);
    expect(polygon).toHaveLength(32);
    expect(polygon.filter((_, index) => index % 8 === 0)).toEqual(square);
    // Half-way along a cubic Bézier: an eighth of the ends, three of the controls.
    expect(polygon[4]).toEqual({ x: 3, y: -0.75 });
    expect(polygon[12]).toEqual({ x: 6.75, y: 3 });
    expect(polygon[2]?.x).toBeCloseTo(0.75 ** 2 * 3 * 0.25 + 3 * 0.75 * 0.0625 * 5 + 0.015625 * 6);
  });
});

describe("a point", () => {
  it("is inside a polygon by the rule of even and odd", () => {
    expect(isInside({ x: 3, y: 3 }, square)).toBe(true);
    for (const [x, y] of [
      [-1, 3],
      [7, 3],
      [3, -1],
      [3, 7],
    ] as const) {
      expect(isInside({ x, y }, square)).toBe(false);
    }
    expect(isInside({ x: 0, y: 0 }, [])).toBe(false);
  });

  it("in a notch is outside", () => {
    const notched = [...square.slice(0, 3), { x: 3, y: 2 }, ...square.slice(3)];
    expect(isInside({ x: 3, y: 5 }, notched)).toBe(false);
    expect(isInside({ x: 3, y: 1 }, notched)).toBe(true);
    expect(isInside({ x: 5.5, y: 5 }, notched)).toBe(true);
    expect(isInside({ x: 0.5, y: 5 }, notched)).toBe(true);
  });
});
