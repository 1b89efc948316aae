import { describe, expect, it } from "vitest";
import { measureQuality, qualityRefusals } from "../../../electron/vision/quality";

const size = { width: 600, height: 450 };

/** A network input whose grey value is given per pixel. */
function input(grey: (x: number, y: number) => number) {
  const [width, height] = [288, 224];
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    pixels.fill(grey(at % width, Math.floor(at / width)), at * 3, at * 3 + 3);
  }
  return { pixels, width, height };
}

/** Skin with a round lesion of a given softness (pixels from dark to light). */
const lesion = (softness: number) =>
  input((x, y) => {
    const distance = Math.hypot(x - 144, y - 112) - 60;
    const inside = Math.min(1, Math.max(0, 0.5 - distance / softness));
    return 190 - 100 * inside + ((x * 13 + y * 7) % 5) * (softness < 20 ? 2 : 0);
  });

describe("photo quality", () => {
  it("passes a lesion on skin", () => {
    expect(qualityRefusals(measureQuality(size, lesion(4)))).toEqual([]);
  });

  it("tells a pale lesion from none at all, on fair and on dark skin alike", () => {
    const spot = (skin: number, lesionGrey: number) =>
      input((x, y) => {
        const grain = (x * 13 + y * 7) % 9;
        return (Math.hypot(x - 144, y - 112) < 40 ? lesionGrey : skin) + grain;
      });
    for (const skin of [70, 120, 210]) {
      expect(qualityRefusals(measureQuality(size, spot(skin, skin * 0.75)))).toEqual([]);
      expect(qualityRefusals(measureQuality(size, spot(skin, skin)))).toEqual(["featureless"]);
    }
  });

  it("measures the lesion's contrast as the logarithm of skin over lesion", () => {
    // (192 + 8) / (92 + 8) = 2
    const half = input((x, y) => (x >= 96 && x < 144 && y >= 80 && y < 128 ? 92 : 192));
    expect(measureQuality(size, half).lesionContrast).toBeCloseTo(Math.LN2, 6);
  });

  it("names one reason: the first that makes all others pointless", () => {
    const fit = {
      shortSide: 450,
      brightness: 150,
      contrast: 30,
      lesionContrast: 0.5,
      sharpness: 9,
    };
    expect(qualityRefusals(fit)).toEqual([]);
    // Sharp and lively, but of one tone from skin to darkest place.
    expect(qualityRefusals({ ...fit, lesionContrast: 0.1 })).toEqual(["featureless"]);
    expect(qualityRefusals({ ...fit, lesionContrast: 0.1, sharpness: 1 })).toEqual(["blurred"]);
    expect(qualityRefusals({ ...fit, brightness: 5, contrast: 1, sharpness: 0 })).toEqual([
      "too-dark",
    ]);
    expect(qualityRefusals({ ...fit, shortSide: 99, brightness: 5 })).toEqual(["too-small"]);
  });

  it.each([
    ["too-small", { width: 20, height: 20 }, lesion(4)],
    ["too-dark", size, input((x, y) => 5 + ((x + y) % 3))],
    ["too-bright", size, input((x, y) => 250 + ((x + y) % 3))],
    ["featureless", size, input(() => 128)],
    ["blurred", size, lesion(110)],
  ] as const)("refuses a photo that is %s", (reason, photo, pixels) => {
    expect(qualityRefusals(measureQuality(photo, pixels))).toEqual([reason]);
  });
});
