import { describe, expect, it } from "vitest";
import { inferno, normaliseHeat, paintHeat } from "../../../electron/domain/heatmap";

const whole = { left: 0, top: 0, width: 1, height: 1 };

describe("heat", () => {
  it("keeps what speaks for the class, relative to the strongest place", () => {
    const heat = normaliseHeat({ width: 2, height: 2, values: [-3, 1, 4, 2] });
    expect([...heat]).toEqual([0, 0.25, 1, 0.5]);
  });

  it("is cold everywhere where nothing speaks for the class", () => {
    const heat = normaliseHeat({ width: 2, height: 1, values: [-3, -1] });
    expect([...heat]).toEqual([0, 0]);
  });
});

describe("painting", () => {
  const alphaAt = (pixels: Uint8ClampedArray, width: number, x: number, y: number): number =>
    pixels[(y * width + x) * 4 + 3] ?? NaN;

  it("puts the heat where its cell lies on the photo", () => {
    const map = { width: 3, height: 3, values: [0, 0, 0, 0, 0, 0, 0, 0, 1] };
    const pixels = paintHeat(map, whole, 30, 30);
    expect(alphaAt(pixels, 30, 28, 28)).toBe(255);
    expect(alphaAt(pixels, 30, 2, 2)).toBe(0);
    expect(alphaAt(pixels, 30, 28, 2)).toBe(0);
  });

  it("leaves what the network did not see transparent", () => {
    const map = { width: 1, height: 1, values: [1] };
    const middle = { left: 0.25, top: 0, width: 0.5, height: 1 };
    const pixels = paintHeat(map, middle, 40, 10);
    expect(alphaAt(pixels, 40, 5, 5)).toBe(0);
    expect(alphaAt(pixels, 40, 20, 5)).toBe(255);
    expect(alphaAt(pixels, 40, 35, 5)).toBe(0);
  });

  it("grows lighter with heat, so that it reads without colour vision", () => {
    const lightness = Array.from({ length: 21 }, (_, step) => {
      const [red, green, blue] = inferno(step / 20);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    });
    expect(lightness).toEqual([...lightness].sort((a, b) => a - b));
  });
});
