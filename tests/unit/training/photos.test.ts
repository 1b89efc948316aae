/** Random numbers, and what augmentation does to their pixels. */
import { describe, expect, it } from "vitest";
import {
  augment,
  randomPlacement,
  randomRecolouring,
  warp,
  type Augmentation,
  type Placement,
} from "../../../electron/training/augment";
import { randomStream, shuffle } from "../../../electron/training/random";
import type { PixelImage } from "../../../electron/vision/decode";

const still: Augmentation = {
  squeezed: false,
  area: [1, 1],
  aspect: 1,
  shift: 0,
  orientations: 1,
  rotation: 0,
  brightness: 0,
  contrast: 0,
  saturation: 0,
  tint: 0,
};

/** Red grows to the right, green downwards, blue is constant. */
function ramp(width: number, height: number): PixelImage {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) pixels.set([x * 10, y * 10, 77], (y * width + x) * 3);
  }
  return { pixels, width, height };
}

const plain = { matrix: [1, 0, 0, 0, 1, 0, 0, 0, 1], offset: [0, 0, 0] };

describe("random streams", () => {
  it("repeat for the same key and differ for any other", () => {
    const first = (...key: number[]) => randomStream(...key).uniform();
    expect(first(1, 2, 3)).toBe(first(1, 2, 3));
    const others = [first(1, 2, 3), first(1, 3, 2), first(1, 2), first(1, 2, 4), first(2, 2, 3)];
    expect(new Set(others).size).toBe(others.length);
  });

  it("are uniform and normal", () => {
    const random = randomStream(3);
    const draws = Array.from({ length: 20_000 }, () => random.uniform());
    const tenths = draws.reduce<number[]>((counts, value) => {
      const bin = Math.floor(value * 10);
      counts[bin] = (counts[bin] ?? 0) + 1;
      return counts;
    }, []);
    expect(tenths).toHaveLength(10);
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(200);
    const normals = Array.from({ length: 20_000 }, () => random.normal());
    const mean = normals.reduce((sum, value) => sum + value, 0) / normals.length;
    const variance = normals.reduce((sum, value) => sum + value ** 2, 0) / normals.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });

  it("shuffle to every order about as often", () => {
    const random = randomStream(4);
    const seen = new Map<string, number>();
    for (let round = 0; round < 6000; round++) {
      const order = shuffle(["a", "b", "c"], random).join("");
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe("warping", () => {
  function warped(photo: PixelImage, placement: Placement, size: number): number[] {
    const target = new Uint8ClampedArray(size * size * 3);
    warp(photo, placement, plain, size, target);
    return [...target];
  }

  it("leaves a photo as it is where nothing is asked", () => {
    const photo = ramp(8, 8);
    const target = new Uint8ClampedArray(8 * 8 * 3);
    augment(photo, still, 8, randomStream(1), target);
    expect([...target]).toEqual([...photo.pixels]);
  });

  it("interpolates between pixels", () => {
    const half = { xu: 1, xv: 0, x0: 0.5, yu: 0, yv: 1, y0: 0.25 };
    const pixels = warped(ramp(8, 8), half, 4);
    // Row 1, column 2: x = 2.5, y = 1.25.
    expect(pixels.slice((4 + 2) * 3, (4 + 2) * 3 + 3)).toEqual([25, 12, 77]);
  });

  it("mirrors what lies outside at the edge", () => {
    const shifted = { xu: 1, xv: 0, x0: -2, yu: 0, yv: 1, y0: 0 };
    const reds = warped(ramp(4, 4), shifted, 4).filter((_, index) => index % 3 === 0);
    expect(reds.slice(0, 4)).toEqual([20, 10, 0, 10]);
  });

  it("mirrors again and again what lies far outside, and repeats a line that is alone", () => {
    const redsFrom = (x0: number, width: number): number[] => {
      const far = { xu: 1, xv: 0, x0, yu: 0, yv: 1, y0: 0 };
      return warped(ramp(width, 4), far, 4).filter((_, index) => index % 3 === 0);
    };
    // 0 1 2 3 2 1 0 1 2 3: from the tenth on.
    expect(redsFrom(10, 4).slice(0, 4)).toEqual([20, 10, 0, 10]);
    expect(redsFrom(4, 4).slice(0, 4)).toEqual([20, 10, 0, 10]);
    expect(redsFrom(-2, 1).slice(0, 4)).toEqual([0, 0, 0, 0]);
  });

  it("mixes channels, adds offsets and stays within 0 to 255", () => {
    const target = new Uint8ClampedArray(3);
    const photo = { pixels: Uint8Array.of(100, 200, 50), width: 1, height: 1 };
    const identity = { xu: 1, xv: 0, x0: 0, yu: 0, yv: 1, y0: 0 };
    const matrix = [0, 1, 0, 2, 0, 1, 0, 0, 10];
    warp(photo, identity, { matrix, offset: [1, -60, 0] }, 1, target);
    expect([...target]).toEqual([201, 190, 255]);
  });
});

describe("random placement", () => {
  const moving: Augmentation = { ...still, area: [0.4, 1], aspect: 4 / 3, orientations: 8 };
  const corners = (p: Placement, last: number) =>
    [
      [0, 0],
      [last, 0],
      [0, last],
      [last, last],
    ].map(([u = 0, v = 0]) => [p.xu * u + p.xv * v + p.x0, p.yu * u + p.yv * v + p.y0]);

  it("shows 40 to 100 % of the photo, and nothing outside it", () => {
    const photo = { width: 300, height: 225 };
    const shares: number[] = [];
    for (let key = 0; key < 500; key++) {
      const placement = randomPlacement(photo, moving, 224, randomStream(key));
      for (const [x = NaN, y = NaN] of corners(placement, 223)) {
        expect(x).toBeGreaterThanOrEqual(-0.5);
        expect(x).toBeLessThanOrEqual(299.5);
        expect(y).toBeGreaterThanOrEqual(-0.5);
        expect(y).toBeLessThanOrEqual(224.5);
      }
      const { xu, xv, yu, yv } = placement;
      shares.push((Math.abs(xu * yv - xv * yu) * 224 * 224) / (300 * 225));
    }
    expect(Math.min(...shares)).toBeGreaterThan(0.39);
    expect(Math.min(...shares)).toBeLessThan(0.45);
    expect(Math.max(...shares)).toBeGreaterThan(0.9);
  });

  it.each([1, 2, 4, 8] as const)("turns and mirrors in %d ways", (orientations) => {
    const photo = { width: 100, height: 100 };
    const ways = new Set<string>();
    for (let key = 0; key < 200; key++) {
      const p = randomPlacement(photo, { ...moving, orientations }, 50, randomStream(key));
      ways.add([p.xu, p.xv, p.yu, p.yv].map((part) => Math.sign(Math.round(part * 1e3))).join());
    }
    expect(ways.size).toBe(orientations);
    // Left and right change places first, then up and down.
    expect(ways.has("-1,0,0,1")).toBe(orientations > 1);
    expect(ways.has("1,0,0,-1")).toBe(orientations > 2);
  });

  it("squeezes the whole photo into the square, larger or smaller, shifted", () => {
    const photo = { width: 300, height: 200 };
    const whole: Augmentation = { ...still, squeezed: true };
    const [first, , , last] = corners(randomPlacement(photo, whole, 100, randomStream(1)), 99);
    // Pixel centres: half a step of 3 and of 2 pixels from the edges.
    expect(first?.map((value) => value.toFixed(6))).toEqual(["1.000000", "0.500000"]);
    expect(last?.map((value) => value.toFixed(6))).toEqual(["298.000000", "198.500000"]);

    const varied: Augmentation = { ...whole, area: [0.64, 1.44], shift: 0.1 };
    const placed = Array.from({ length: 300 }, (_, key) =>
      randomPlacement(photo, varied, 100, randomStream(key)),
    );
    const scales = placed.map(({ xu }) => (xu * 100) / 300);
    expect(Math.min(...scales)).toBeGreaterThanOrEqual(0.8);
    expect(Math.max(...scales)).toBeLessThanOrEqual(1.2);
    expect(Math.max(...scales) - Math.min(...scales)).toBeGreaterThan(0.35);
    for (const p of placed) expect(p.yv / p.xu).toBeCloseTo(200 / 300, 6);
    const middles = placed.map(({ xu, x0 }) => (x0 + xu * 49.5 + 0.5) / 300 - 0.5);
    expect(Math.max(...middles)).toBeGreaterThan(0.08);
    expect(Math.max(...middles)).toBeLessThanOrEqual(0.12);
  });
});

describe("random colour", () => {
  it("keeps grey grey where only saturation changes", () => {
    for (let key = 0; key < 20; key++) {
      const { matrix } = randomRecolouring({ ...still, saturation: 0.5 }, randomStream(key));
      for (const row of [0, 3, 6]) {
        const sum = matrix.slice(row, row + 3).reduce((total, value) => total + value, 0);
        expect(sum).toBeCloseTo(1);
      }
    }
  });

  it("keeps mid-grey where only contrast changes", () => {
    const colour = randomRecolouring({ ...still, contrast: 0.3 }, randomStream(5));
    expect((colour.matrix[0] ?? 0) * 127.5 + (colour.offset[0] ?? 0)).toBeCloseTo(127.5);
    expect(colour.matrix[0]).not.toBeCloseTo(1, 2);
  });
});
