import { describe, expect, it } from "vitest";
import { meanMeasures, measureHeat, rankCorrelation } from "../../../bench/heatmaps/measures";

/** 4 x 4 pixels, the lesion in the upper left quarter. */
const lesion = Uint8Array.of(1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
const heatOf = (...values: number[]) =>
  Float32Array.from({ length: 16 }, (_, at) => values[at] ?? 0);

describe("measures of a heatmap", () => {
  it("are all perfect for heat that fills the lesion and nothing else", () => {
    const measures = measureHeat(Float32Array.from(lesion), lesion);
    expect(measures).toMatchObject({ inside: 1, hit: true, ownAreaIou: 1 });
    expect(measures.thresholdIous.every((iou) => iou === 1)).toBe(true);
  });

  it("count what lies beside the lesion", () => {
    // Half of the lesion hot; beside it the hottest pixel of all and one lukewarm.
    const measures = measureHeat(heatOf(0.8, 0.8, 1, 0.4), lesion);
    expect(measures.inside).toBeCloseTo(1.6 / 3, 6);
    expect(measures.hit).toBe(false);
    // The four hottest pixels hold two of the lesion's four: 2 / (4 + 4 - 2).
    expect(measures.ownAreaIou).toBeCloseTo(1 / 3, 6);
    // Above 0.5 lie three pixels, two of them in the lesion: 2 / (3 + 4 - 2).
    expect(measures.thresholdIous[9]).toBeCloseTo(2 / 5, 6);
    expect(measures.thresholdIous[18]).toBe(0);
  });

  it("are zero for a map that is cold everywhere", () => {
    expect(measureHeat(heatOf(), lesion)).toMatchObject({ inside: 0, hit: false, ownAreaIou: 0 });
  });

  it("refuse a mask without an outline", () => {
    expect(() => measureHeat(heatOf(1), new Uint8Array(16))).toThrow("outline");
  });

  it("take the one threshold that is best for all photos together", () => {
    const sharp = measureHeat(heatOf(1, 0.9, 0, 0, 0.9, 0.9, 0.3), lesion);
    const dull = measureHeat(heatOf(1, 0.5, 0, 0, 0.5, 0.5, 0.3), lesion);
    const mean = meanMeasures([sharp, dull]);
    expect(mean.thresholdIou).toBe(1);
    expect(mean.threshold).toBeCloseTo(0.35, 6);
    expect(mean).toMatchObject({ photos: 2, hits: 1 });
  });
});

describe("rank correlation", () => {
  it("is 1 for the same order, -1 for the opposite, 0 for a constant", () => {
    const rising = Float32Array.of(1, 2, 30, 400);
    expect(rankCorrelation(rising, Float32Array.of(0, 1, 2, 3))).toBeCloseTo(1, 9);
    expect(rankCorrelation(rising, Float32Array.of(9, 8, 2, 1))).toBeCloseTo(-1, 9);
    expect(rankCorrelation(rising, Float32Array.of(7, 7, 7, 7))).toBe(0);
  });

  it("gives equal values their mean rank", () => {
    // Ranks 0.5, 0.5, 2, 3 against 0, 1, 2, 3: covariance 4.5, variances 4.5 and 5.
    const ties = rankCorrelation(Float32Array.of(1, 1, 2, 3), Float32Array.of(1, 2, 3, 4));
    expect(ties).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 9);
  });
});
