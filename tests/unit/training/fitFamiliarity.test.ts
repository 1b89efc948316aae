import { describe, expect, it } from "vitest";
import {
  familiarityLayers,
  fitFamiliarity,
  LEAST_PHOTOS,
  REFUSED_SHARE,
} from "../../../electron/training/fitFamiliarity";
import {
  principalAxes,
  scatterAround,
  secondMoments,
} from "../../../electron/training/principalAxes";
import { randomStream } from "../../../electron/training/random";
import { unfamiliarity } from "../../../electron/vision/familiarity";

const FEATURES = 24;

const LAYERS = familiarityLayers({ kind: "mobilenetV2" });

/** Points around a centre whose spread differs from feature to feature, the same every time. */
function cloud(seed: number, count: number, centre: number, spread = 1): Float32Array[][] {
  const random = randomStream(seed);
  return Array.from({ length: count }, () =>
    LAYERS.map(() =>
      Float32Array.from(
        { length: FEATURES },
        (_, i) => centre + (spread * random.normal()) / (i + 1),
      ),
    ),
  );
}

describe("principal axes", () => {
  const rows = [
    [3, 0],
    [-3, 0],
    [0, 1],
    [0, -1],
  ];

  it("are those of a cross that can be worked out by hand", () => {
    const { mean, covariance } = secondMoments(rows);
    expect([...mean]).toEqual([0, 0]);
    expect([...covariance]).toEqual([4.5, 0, 0, 0.5]);
    const { variances, axes, residualVariance } = principalAxes(covariance, 1, randomStream(1));
    expect(variances[0]).toBeCloseTo(4.5, 9);
    expect(Math.abs(axes[0] ?? 0)).toBeCloseTo(1, 9);
    expect(axes[1]).toBeCloseTo(0, 9);
    expect(residualVariance).toBeCloseTo(0.5, 9);
  });

  it("take a scatter around any centre", () => {
    expect([...scatterAround(Float64Array.of(1, 1), [[2, 3]])]).toEqual([1, 2, 2, 4]);
  });

  it("are orthonormal and sorted", () => {
    const { covariance } = secondMoments(cloud(3, 200, 0).map(([first]) => first ?? []));
    const { variances, axes } = principalAxes(covariance, 4, randomStream(1));
    expect([...variances]).toEqual([...variances].sort((a, b) => b - a));
    for (let a = 0; a < 4; a++) {
      for (let b = 0; b <= a; b++) {
        let product = 0;
        for (let i = 0; i < FEATURES; i++) {
          product += (axes[a * FEATURES + i] ?? 0) * (axes[b * FEATURES + i] ?? 0);
        }
        expect(product).toBeCloseTo(a === b ? 1 : 0, 9);
      }
    }
  });
});

describe("fitting what is familiar", () => {
  const photos = cloud(1, LEAST_PHOTOS, 2);
  const choosing = cloud(2, 1000, 2);

  it("refuses the share of known lesions that it was given, and what lies elsewhere", () => {
    const familiarity = fitFamiliarity(LAYERS, photos, [], choosing);
    if (!familiarity) throw new Error("not fitted");
    const refused = (features: readonly Float32Array[]): boolean =>
      unfamiliarity(familiarity.layers, features) > familiarity.threshold;
    expect(choosing.filter(refused).length / choosing.length).toBeCloseTo(REFUSED_SHARE, 9);
    expect(cloud(4, 100, 9).every(refused)).toBe(true);
    expect(cloud(5, 400, 2).filter(refused).length).toBeLessThan(24);
  });

  it("brings drawings nearer and leaves other directions as far as they are", () => {
    const shifted = (feature: number) =>
      photos
        .slice(0, 100)
        .map((layers) => layers.map((row) => row.map((v, i) => (i === feature ? v + 3 : v))));
    const drawings = shifted(7);
    const distance = (fittedOn: typeof drawings, judged: typeof drawings): number => {
      const fitted = fitFamiliarity(LAYERS, photos, fittedOn, choosing);
      if (!fitted) throw new Error("not fitted");
      const scores = judged.map((features) => unfamiliarity(fitted.layers, features));
      return scores.reduce((sum, score) => sum + score, 0) / scores.length;
    };
    expect(distance(drawings, drawings)).toBeLessThan(0.4 * distance([], drawings));
    expect(distance(drawings, shifted(5)) / distance([], shifted(5))).toBeCloseTo(1, 1);
  });

  it("is left out where there are too few photos", () => {
    expect(fitFamiliarity(LAYERS, photos.slice(1), [], choosing)).toBeNull();
  });

  it("compares layers of the same sizes in both networks that triage, and no others", () => {
    expect(familiarityLayers({ kind: "mobilenetV1" })).toEqual([
      "conv_pw_5",
      "conv_pw_11",
      "embedding",
    ]);
    expect(() => familiarityLayers({ kind: "plainCnn" })).toThrow("not served");
  });
});
