/** Warnings on drawn photos, each with and without what it warns of. */
import { describe, expect, it } from "vitest";
import { drawLesion, type LesionOptions } from "../../../../electron/demo/drawLesion";
import type { PixelImage } from "../../../../electron/vision/decode";
import { resample } from "../../../../electron/vision/resample";
import { inkArea } from "../../../../electron/vision/warnings/ink";
import { photoWarnings } from "../../../../electron/vision/warnings/photoWarnings";
import { ticksInRow } from "../../../../electron/vision/warnings/ruler";
import { showsSeveralLesions } from "../../../../electron/vision/warnings/severalLesions";

const [width, height] = [288, 224];

function input(photo: PixelImage, columns = width): PixelImage {
  const whole = { left: 0, top: 0, width: photo.width, height: photo.height };
  return resample(photo, whole, columns, height);
}

const drawn = (options: Partial<LesionOptions>): PixelImage =>
  drawLesion({ seed: 7, diagnosis: "nv", skinType: 2, width: 300, height: 225, ...options });

/** Skin of one colour with other colours where told. */
function painted(colour: (x: number, y: number) => readonly number[] | null): PixelImage {
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [at % width, Math.floor(at / width)];
    pixels.set(colour(x, y) ?? [222, 180, 165], at * 3);
  }
  return { pixels, width, height };
}

const disc = (cx: number, cy: number, radius: number) => (x: number, y: number) =>
  Math.hypot(x - cx, y - cy) < radius;

describe("a plain photo of one lesion", () => {
  it("is warned of nothing", () => {
    for (const diagnosis of ["nv", "mel", "bkl"] as const) {
      expect(photoWarnings(input(drawn({ diagnosis })))).toEqual([]);
    }
  });
});

describe("ink", () => {
  const violet = [90, 60, 150];
  const lesion = disc(140, 110, 35);
  const brown = [120, 80, 60];

  it("is violet, blue or green and lies beside the lesion", () => {
    const stroke = (x: number, y: number): boolean => x > 220 && x < 260 && y > 60 && y < 66;
    const marked = (ink: number[]) =>
      painted((x, y) => (lesion(x, y) ? brown : stroke(x, y) ? ink : null));
    expect(inkArea(marked(violet))).toBe(39 * 5);
    expect(inkArea(marked([60, 90, 190]))).toBe(39 * 5);
    expect(inkArea(marked([60, 140, 90]))).toBe(39 * 5);
    expect(inkArea(marked(brown))).toBe(0);
  });

  it("is not the blue of a lesion", () => {
    expect(inkArea(painted((x, y) => (lesion(x, y) ? [70, 80, 130] : null)))).toBe(0);
    const veil = disc(150, 120, 12);
    expect(
      inkArea(painted((x, y) => (veil(x, y) ? [70, 80, 130] : lesion(x, y) ? brown : null))),
    ).toBe(0);
  });

  it("is found on drawn photos that have it", () => {
    const found = [11, 12, 13, 14].filter((seed) =>
      photoWarnings(input(drawn({ seed, ink: true }))).includes("ink"),
    );
    expect(found.length).toBeGreaterThanOrEqual(3);
  });
});

describe("a ruler", () => {
  const tick = (x: number, y: number, spacing: number, count: number): boolean =>
    y > 190 && y < 204 && x >= 20 && x < 20 + count * spacing && (x - 20) % spacing < 2;

  it("is a row of equal ticks, as many as there are", () => {
    expect(ticksInRow(painted((x, y) => (tick(x, y, 12, 9) ? [30, 30, 30] : null)))).toBe(9);
    expect(ticksInRow(painted((x, y) => (tick(y, x, 12, 0) ? [30, 30, 30] : null)))).toBe(0);
  });

  it("is none where the strokes stand at odd distances", () => {
    const places = [20, 31, 61, 70, 99, 130, 139, 175];
    const strokes = painted((x, y) =>
      y > 190 && y < 204 && places.some((at) => x === at || x === at + 1) ? [30, 30, 30] : null,
    );
    expect(ticksInRow(strokes)).toBeLessThan(5);
  });

  it("is found on drawn photos that have it", () => {
    const found = [21, 22, 23, 24].filter((seed) =>
      photoWarnings(input(drawn({ seed, ruler: true }))).includes("ruler"),
    );
    expect(found.length).toBeGreaterThanOrEqual(3);
  });
});

describe("several lesions", () => {
  const brown = [120, 80, 60];
  const shown = (...lesions: ((x: number, y: number) => boolean)[]): boolean =>
    showsSeveralLesions(painted((x, y) => (lesions.some((within) => within(x, y)) ? brown : null)));

  it("are two of size with skin between them", () => {
    expect(shown(disc(80, 110, 30), disc(200, 110, 22))).toBe(true);
    expect(shown(disc(140, 110, 40))).toBe(false);
    expect(shown(disc(80, 110, 30), disc(200, 110, 6))).toBe(false);
    // The second runs out of the photo: as likely a shadow or the dermatoscope's edge.
    expect(shown(disc(80, 110, 30), disc(288, 110, 25))).toBe(false);
  });

  it("are not the dark islands of one", () => {
    const one = painted((x, y) => {
      if (disc(100, 110, 22)(x, y) || disc(190, 110, 22)(x, y)) return [70, 40, 35];
      return x > 60 && x < 230 && y > 70 && y < 150 ? [150, 105, 85] : null;
    });
    expect(showsSeveralLesions(one)).toBe(false);
  });

  it("are found where two drawn lesions share the skin", () => {
    const beside = (seed: number): PixelImage => {
      const halves = (["nv", "mel"] as const).map((diagnosis) =>
        input(drawn({ seed, diagnosis }), width / 2),
      );
      return painted((x, y) => {
        const half = halves[x < width / 2 ? 0 : 1];
        const at = (y * (width / 2) + (x % (width / 2))) * 3;
        return [...(half?.pixels.subarray(at, at + 3) ?? [])];
      });
    };
    expect([31, 32, 33, 34].filter((seed) => showsSeveralLesions(beside(seed)))).not.toEqual([]);
  });
});
