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
});
