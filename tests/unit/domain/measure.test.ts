import { describe, expect, it } from "vitest";
import {
  heldOnPhoto,
  isOnPhoto,
  lengthOf,
  middleLine,
  millimetresOf,
  scaleFrom,
} from "../../../electron/domain/measure";

const size = { width: 600, height: 450 };
const line = { from: { x: 100, y: 50 }, to: { x: 400, y: 450 } };

describe("lengths on a photo", () => {
  it("are those of the straight line, in any direction", () => {
    expect(lengthOf(line)).toBe(500);
    expect(lengthOf({ from: line.to, to: line.from })).toBe(500);
  });

  it("come in millimetres once the scale is known", () => {
    const scale = scaleFrom(line, 10);
    expect(scale).toBe(50);
    expect(millimetresOf({ from: { x: 0, y: 0 }, to: { x: 0, y: 310 } }, scale)).toBeCloseTo(6.2);
    expect(millimetresOf(line, null)).toBeNull();
  });

  it.each([0, -5, Number.NaN, Number.POSITIVE_INFINITY, 1e-9, 1e9])(
    "give no scale by a length of %s mm",
    (millimetres) => {
      expect(scaleFrom(line, millimetres)).toBeNull();
    },
  );

  it("give no scale by a line without length", () => {
    expect(scaleFrom({ from: line.from, to: line.from }, 5)).toBeNull();
  });
});

describe("end points", () => {
  it("stay on the photo", () => {
    expect(heldOnPhoto({ x: -3, y: 460 }, size)).toEqual({ x: 0, y: 450 });
    expect(heldOnPhoto({ x: 601, y: 12.5 }, size)).toEqual({ x: 600, y: 12.5 });
  });

  it("beside the photo are noticed", () => {
    expect(isOnPhoto(line, size)).toBe(true);
    expect(isOnPhoto({ ...line, to: { x: 400, y: 450.1 } }, size)).toBe(false);
    expect(isOnPhoto({ ...line, from: { x: -1, y: 0 } }, size)).toBe(false);
  });

  it("begin in the middle", () => {
    const { from, to } = middleLine(size);
    expect([from, to]).toEqual([
      { x: 200, y: 225 },
      { x: 400, y: 225 },
    ]);
  });
});
