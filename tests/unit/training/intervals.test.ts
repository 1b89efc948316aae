import { describe, expect, it } from "vitest";
import { topAccuracy, type Prediction } from "../../../electron/training/evaluate";
import { groupDraws, percentileInterval } from "../../../electron/training/intervals";
import { randomStream } from "../../../electron/training/random";

/** Photos of two classes, right where `hits` says so, each of a lesion of its own. */
function photos(hits: readonly boolean[]): Prediction[] {
  return hits.map((hit, index) => ({
    lesionId: String(index),
    label: 0,
    probabilities: hit ? [0.9, 0.1] : [0.1, 0.9],
  }));
}

function accuracyInterval(predictions: readonly Prediction[], seed = 1, draws = 400) {
  const drawn = [...groupDraws(predictions, { draws, seed })];
  const interval = percentileInterval(drawn.map((draw) => topAccuracy(draw, 1)));
  if (!interval) throw new Error("no interval");
  return interval;
}

const width = ([low, high]: readonly [number, number]): number => high - low;

describe("draws", () => {
  it("keep the photos of a lesion together and the number of lesions", () => {
    const predictions = photos([true, true, true, true, true, true]).map((photo, index) => ({
      ...photo,
      lesionId: index < 4 ? "a" : "b",
    }));
    for (const drawn of groupDraws(predictions, { draws: 50, seed: 3 })) {
      const a = drawn.filter(({ lesionId }) => lesionId === "a").length;
      const b = drawn.filter(({ lesionId }) => lesionId === "b").length;
      expect(a / 4 + b / 2).toBe(2);
      expect(a % 4).toBe(0);
    }
  });

  it("keep the photos of a patient together, whatever lesions they show", () => {
    const predictions = photos([true, true, true, true, true, true]).map((photo, index) => ({
      ...photo,
      group: index < 4 ? "a" : "b",
    }));
    for (const drawn of groupDraws(predictions, { draws: 50, seed: 3 })) {
      expect(drawn.filter(({ group }) => group === "a").length % 4).toBe(0);
    }
  });

  it("are the same for the same seed and others for another", () => {
    const predictions = photos(Array.from({ length: 40 }, (_, index) => index % 3 > 0));
    const ids = (seed: number): string[] =>
      [...groupDraws(predictions, { draws: 3, seed })].flat().map(({ lesionId }) => lesionId);
    expect(ids(1)).toEqual(ids(1));
    expect(ids(1)).not.toEqual(ids(2));
  });
});

describe("percentile intervals", () => {
  it("leave out two and a half percent at either end", () => {
    // 0 to 200: the 2.5th percentile lies at position 5, the 97.5th at 195.
    expect(percentileInterval(Array.from({ length: 201 }, (_, index) => index))).toEqual([5, 195]);
  });

  it("pass over draws that have no number, and give nothing where none has", () => {
    expect(percentileInterval([null, 0.5, null, 0.5])).toEqual([0.5, 0.5]);
    expect(percentileInterval([null, null])).toBeNull();
  });
});

describe("intervals from lesions", () => {
  const many = photos(Array.from({ length: 200 }, (_, index) => index % 4 < 3));

  it("are about as wide as the binomial says", () => {
    const expected = 2 * 1.96 * Math.sqrt((0.75 * 0.25) / many.length);
    expect(width(accuracyInterval(many)) / expected).toBeGreaterThan(0.85);
    expect(width(accuracyInterval(many)) / expected).toBeLessThan(1.15);
  });

  it("are wider where photos share lesions", () => {
    const shared = many.map((photo, index) => ({ ...photo, lesionId: String(index % 4) }));
    expect(width(accuracyInterval(shared))).toBeGreaterThan(2 * width(accuracyInterval(many)));
  });

  it("cover the true accuracy about 95 times in a hundred", () => {
    const truth = 0.7;
    const random = randomStream(11);
    let covered = 0;
    for (let trial = 0; trial < 200; trial++) {
      const sample = photos(Array.from({ length: 80 }, () => random.chance(truth)));
      const [low, high] = accuracyInterval(sample, trial, 200);
      if (low <= truth && truth <= high) covered += 1;
    }
    expect(covered / 200).toBeGreaterThan(0.9);
    expect(covered / 200).toBeLessThan(0.99);
  });
});
