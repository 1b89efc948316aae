import { describe, expect, it } from "vitest";
import { resample } from "../../../electron/vision/resample";

/** A picture whose red channel is given per pixel. */
function picture(width: number, height: number, red: (x: number, y: number) => number) {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) pixels[(y * width + x) * 3] = red(x, y);
  }
  return { pixels, width, height };
}

const whole = (width: number, height: number) => ({ left: 0, top: 0, width, height });

describe("resampling", () => {
  it("changes nothing at the same size", () => {
    const photo = picture(7, 5, (x, y) => x * 30 + y);
    expect(resample(photo, whole(7, 5), 7, 5).pixels).toEqual(photo.pixels);
  });

  it("keeps an even colour even, edges included", () => {
    const photo = picture(13, 9, () => 117);
    const { pixels } = resample(photo, { left: 1.3, top: 0.7, width: 9.1, height: 7.7 }, 31, 4);
    const reds = pixels.filter((_, index) => index % 3 === 0);
    expect(new Set(reds)).toEqual(new Set([117]));
  });

  it("averages when it shrinks, so that fine stripes do not turn into false ones", () => {
    const stripes = picture(64, 64, (x) => (x % 2 === 0 ? 0 : 200));
    const { pixels } = resample(stripes, whole(64, 64), 8, 8);
    const reds = pixels.filter((_, index) => index % 3 === 0);
    expect(Math.min(...reds)).toBeGreaterThan(90);
    expect(Math.max(...reds)).toBeLessThan(110);
  });

  it("agrees with values worked out by hand", () => {
    // Two pixels to four: centres at 0.25, 0.75, 1.25, 1.75 of the source.
    const photo = picture(2, 1, (x) => x * 100);
    const { pixels } = resample(photo, whole(2, 1), 4, 1);
    expect([0, 3, 6, 9].map((at) => pixels[at])).toEqual([0, 25, 75, 100]);
  });

  it("takes the crop and nothing beside it", () => {
    const photo = picture(10, 1, (x) => (x < 5 ? 10 : 210));
    const { pixels } = resample(photo, { left: 6, top: 0, width: 4, height: 1 }, 2, 1);
    expect([pixels[0], pixels[3]]).toEqual([210, 210]);
  });

  it("averages in boxes where it shrinks a lot, and stays within one level of the filter", () => {
    const wave = (x: number, y: number): number =>
      Math.round(128 + 70 * Math.sin(x / 9) + 50 * Math.cos((x + 2 * y) / 31) + ((x * 7 + y) % 5));
    const [width, height] = [1003, 747];
    const photo = picture(width, height, wave);
    const crop = { left: 21.5, top: 3.25, width: 960, height: 740.5 };
    const { pixels } = resample(photo, crop, 96, 74);
    for (const [x, y] of [
      [0, 0],
      [47, 30],
      [95, 73],
      [95, 0],
    ] as const) {
      const scale = [crop.width / 96, crop.height / 74] as const;
      const centre = [crop.left + (x + 0.5) * scale[0], crop.top + (y + 0.5) * scale[1]] as const;
      let total = 0;
      let weights = 0;
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const weight =
            Math.max(0, 1 - Math.abs(column + 0.5 - centre[0]) / scale[0]) *
            Math.max(0, 1 - Math.abs(row + 0.5 - centre[1]) / scale[1]);
          total += weight * wave(column, row);
          weights += weight;
        }
      }
      expect(Math.abs((pixels[(y * 96 + x) * 3] ?? 0) - total / weights)).toBeLessThanOrEqual(1);
    }
  });
});
