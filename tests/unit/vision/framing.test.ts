import { describe, expect, it } from "vitest";
import { framePhoto } from "../../../electron/vision/framing";

const input = { shortSide: 224, longSide: { min: 224, max: 288 }, multiple: 32 };

describe("framing", () => {
  it.each([
    [300, 225, 288, 224],
    [225, 300, 224, 288],
    [4000, 3000, 288, 224],
    [500, 500, 224, 224],
    [520, 500, 224, 224],
    [1000, 100, 288, 224],
    [20, 20, 224, 224],
  ])("a photo of %d x %d becomes an input of %d x %d", (width, height, inputWidth, inputHeight) => {
    const framing = framePhoto(width, height, input);
    expect([framing.width, framing.height]).toEqual([inputWidth, inputHeight]);
  });

  it.each([
    [300, 225],
    [225, 300],
    [1000, 100],
    [501, 499],
  ])(
    "%d x %d: the crop lies centred inside the photo, in the input's proportions",
    (width, height) => {
      const { crop, width: inputWidth, height: inputHeight } = framePhoto(width, height, input);
      expect(crop.width / crop.height).toBeCloseTo(inputWidth / inputHeight, 9);
      expect(crop.left * 2 + crop.width).toBeCloseTo(width, 9);
      expect(crop.top * 2 + crop.height).toBeCloseTo(height, 9);
      expect(Math.min(crop.left, crop.top)).toBeCloseTo(0, 9);
    },
  );
});
