import { describe, expect, it } from "vitest";
import {
  FITTED,
  fittedSize,
  heldInPane,
  toPane,
  toPhoto,
  zoomAt,
} from "../../../renderer/features/photo/zoom";

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

  it("finds the place on the photo under a point of the pane, and back", () => {
    const photo = { width: 1600, height: 1200 };
    const fitted = fittedSize(photo, pane);
    expect(toPane({ x: 0, y: 1200 }, photo, fitted, FITTED)).toEqual({ x: -400, y: 300 });
    const view = { scale: 3, x: 120, y: -80 };
    const place = { x: 410, y: 700.5 };
    const at = toPane(place, photo, fitted, view);
    expect(at.x).toBeCloseTo(120 + 3 * (205 - 400));
    expect(toPhoto(at, photo, fitted, view).x).toBeCloseTo(place.x);
    expect(toPhoto(at, photo, fitted, view).y).toBeCloseTo(place.y);
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
