import { describe, expect, it } from "vitest";
import { randomStream } from "../../../electron/training/random";
import { skinWindows } from "../../../electron/training/skinWindows";

const [width, height] = [288, 224];

/** Fair skin with a dark disc; a light that falls off downwards tells places apart. */
function photo(radius: number) {
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const level = Math.hypot(x - 150, y - 100) < radius ? 60 : 200 - Math.floor(y / 16);
    pixels.fill(level, at * 3, at * 3 + 3);
  }
  return { pixels, width, height };
}

const darkShare = (pixels: Uint8Array): number =>
  pixels.filter((level) => level < 120).length / pixels.length;

describe("windows of the skin", () => {
  it.each(["enlarged", "mirrored"] as const)("hold no lesion or the lesion, %s", (way) => {
    for (let seed = 0; seed < 20; seed++) {
      const windows = skinWindows(photo(30), way, randomStream(seed));
      if (!windows) throw new Error("no windows");
      expect([windows.plain.width, windows.plain.height]).toEqual([width, height]);
      expect(darkShare(windows.plain.pixels)).toBeLessThan(0.05);
      expect(darkShare(windows.lesion.pixels)).toBeGreaterThan(0.15);
    }
  });

  it("meet without an edge where they are mirrored", () => {
    const windows = skinWindows(photo(30), "mirrored", randomStream(1));
    const pixels = windows?.plain.pixels ?? new Uint8Array();
    const [wide, high] = [14 * 8, 11 * 8];
    const level = (x: number, y: number) => pixels[(y * width + x) * 3];
    for (const offset of [0, 5, 40]) {
      expect(level(50, high + offset)).toBe(level(50, high - 1 - offset));
      expect(level(wide + offset, 30)).toBe(level(wide - 1 - offset, 30));
    }
    expect(level(0, 0)).not.toBe(level(0, high - 1));
  });

  it("are not cut where the lesion fills the photo or none is there", () => {
    expect(skinWindows(photo(160), "enlarged", randomStream(1))).toBeNull();
    expect(skinWindows(photo(0), "enlarged", randomStream(1))).toBeNull();
  });
});
