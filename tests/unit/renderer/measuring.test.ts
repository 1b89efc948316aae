import { describe, expect, it } from "vitest";
import type { PhotoDescription } from "../../../electron/contract/photoDescription";
import type { PhotoDetail } from "../../../electron/contract/shapes";
import {
  inMode,
  isSameLine,
  parseMillimetres,
  startMeasuring,
} from "../../../renderer/features/measure/measuring";
import { somePhoto } from "../../fixtures/records";

const diameter = { from: { x: 10, y: 10 }, to: { x: 110, y: 10 } };
const middle = { from: { x: 200, y: 225 }, to: { x: 400, y: 225 } };

function photo(given: Partial<PhotoDescription>): PhotoDetail {
  const description: PhotoDescription = {
    notes: "",
    kind: "dermoscopy",
    pixelsPerMm: null,
    diameter: null,
    abcd: null,
    ...given,
  };
  return { ...somePhoto({ number: 1 }), analyses: [], description };
}

describe("measuring", () => {
  it("begins with the scale where there is none, even if a diameter was kept", () => {
    expect(startMeasuring(photo({ diameter }))).toMatchObject({ mode: "scale", line: middle });
  });

  it("begins with the diameter that was kept, else in the middle", () => {
    expect(startMeasuring(photo({ pixelsPerMm: 20, diameter }))).toMatchObject({
      mode: "length",
      line: diameter,
    });
    expect(startMeasuring(photo({ pixelsPerMm: 20 }))).toMatchObject({
      mode: "length",
      line: middle,
    });
  });

  it("does not lay the scale over the diameter", () => {
    expect(inMode(photo({ pixelsPerMm: 20, diameter }), "scale").line).toEqual(middle);
  });

  it("tells lines apart", () => {
    expect(isSameLine(diameter, { ...diameter })).toBe(true);
    expect(isSameLine(diameter, { ...diameter, to: { x: 110, y: 11 } })).toBe(false);
    expect(isSameLine(null, diameter)).toBe(false);
  });
});

describe("millimetres as people type them", () => {
  it.each([
    ["5", 5],
    [" 2.5 ", 2.5],
    ["2,5", 2.5],
    ["10.", 10],
  ])("%j are read as %d", (text, millimetres) => {
    expect(parseMillimetres(text)).toBe(millimetres);
  });

  it.each(["", "0", "0,0", "-5", "5 mm", "1e3", "1.2.3", "1,000.5", "five"])(
    "%j are none",
    (text) => {
      expect(parseMillimetres(text)).toBeNull();
    },
  );
});
