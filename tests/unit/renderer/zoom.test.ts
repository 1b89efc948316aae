import { describe, expect, it } from "vitest";
import { FITTED, fittedSize, heldInPane, zoomAt } from "../../../renderer/features/photo/zoom";

const pane = { width: 800, height: 600 };

describe("zoom", () => {
  it("fits a photo whole, enlarging a small one", () => {
    expect(fittedSize({ width: 1600, height: 600 }, pane)).toEqual({ width: 800, height: 300 });
    expect(fittedSize({ width: 300, height: 225 }, pane)).toEqual({ width: 800, height: 600 });
  });

  it("keeps the point under the pointer where it is", () => {
    const at = { x: 120, y: -40 };
    const before = { scale: 2, x: 10, y: 5 };
    const after = zoomAt(before, 1.5, at, 8);
    expect((at.x - after.x) / after.scale).toBeCloseTo((at.x - before.x) / before.scale);
    expect((at.y - after.y) / after.scale).toBeCloseTo((at.y - before.y) / before.scale);
  });

  it("never gets smaller than fitted or larger than the limit", () => {
    expect(zoomAt(FITTED, 0.1, { x: 0, y: 0 }, 8).scale).toBe(1);
    expect(zoomAt(FITTED, 100, { x: 0, y: 0 }, 8).scale).toBe(8);
  });

  it("does not let the photo leave the pane", () => {
    const fitted = fittedSize({ width: 1600, height: 600 }, pane);
    expect(heldInPane({ scale: 1, x: 50, y: 50 }, fitted, pane)).toEqual(FITTED);
    expect(heldInPane({ scale: 4, x: 9999, y: -9999 }, fitted, pane)).toEqual({
      scale: 4,
      x: 1200,
      y: -300,
    });
  });
});
