import { describe, expect, it } from "vitest";
import {
  EMBEDDING,
  familiarityRefusal,
  mahalanobisDistance,
  tappedLayers,
  unfamiliarity,
  type LayerFamiliarity,
} from "../../../electron/vision/familiarity";
import {
  decodeFamiliarity,
  encodeFamiliarity,
  ManifestFamiliarity,
} from "../../../electron/vision/familiarityFile";

/** Around (1, 2, 3): variance 4 along the first feature, 0.25 along the others. */
const layer: LayerFamiliarity = {
  layer: "block_6_expand",
  mean: Float32Array.of(1, 2, 3),
  variances: Float32Array.of(4),
  axes: Float32Array.of(1, 0, 0),
  residualVariance: 0.25,
  logMean: 0,
  logDeviation: 0.5,
};

describe("familiarity", () => {
  it("measures the distance in standard deviations, along the axes and beside them", () => {
    expect(mahalanobisDistance(layer, [1, 2, 3])).toBe(0);
    expect(mahalanobisDistance(layer, [5, 2, 3])).toBeCloseTo(2, 12);
    expect(mahalanobisDistance(layer, [1, 3, 3])).toBeCloseTo(2, 12);
    // 4 / 2 along the axis; 3 and 4 beside it, each 0.5 a deviation.
    expect(mahalanobisDistance(layer, [5, 5, 7])).toBeCloseTo(Math.hypot(2, 6, 8), 12);
  });

  it("adds the layers up on a common scale", () => {
    const wide: LayerFamiliarity = { ...layer, layer: EMBEDDING, logMean: Math.log(4) };
    // Distance 2 in both: (ln 2 - 0) / 0.5 and (ln 2 - ln 4) / 0.5 cancel out.
    const features = [
      [5, 2, 3],
      [5, 2, 3],
    ];
    expect(unfamiliarity([layer, wide], features)).toBeCloseTo(0, 12);
    expect(unfamiliarity([layer], [[5, 5, 7]])).toBeCloseTo(Math.log(Math.hypot(2, 6, 8)) / 0.5);
  });

  it("says which layer does not fit the network", () => {
    expect(() => mahalanobisDistance(layer, [1, 2])).toThrow("block_6_expand has 2 features");
  });

  it("does not judge a photo by fewer layers than it knows", () => {
    expect(() => unfamiliarity([layer], [])).toThrow("has 0 features");
  });

  it("taps every layer but the embedding, which comes anyway", () => {
    expect(tappedLayers([layer, { layer: EMBEDDING }])).toEqual(["block_6_expand"]);
  });

  it("comes back from its file as it was, and not from a damaged one", () => {
    const familiarity = {
      layers: [layer, { ...layer, layer: EMBEDDING }],
      threshold: 5.5,
      presence: { weights: Float32Array.of(0.5, -1), bias: 0.25, threshold: -0.5 },
    };
    const entry = ManifestFamiliarity.parse({
      layers: familiarity.layers.map((each) => ({ ...each, features: 3, axes: 1 })),
      threshold: 5.5,
      refused: 0.015,
      measuredOn: "val",
      photos: 300,
      drawings: 10,
      presence: { features: 2, bias: 0.25, threshold: -0.5 },
    });
    const bytes = encodeFamiliarity(familiarity);
    expect(bytes).toHaveLength((2 * (3 + 1 + 3) + 2) * 4);
    expect(decodeFamiliarity(entry, bytes)).toEqual(familiarity);
    expect(() => decodeFamiliarity(entry, bytes.subarray(4))).toThrow("ends early");
    expect(() => decodeFamiliarity(entry, Buffer.concat([bytes, bytes]))).toThrow("longer");
  });

  it("is read from versions that know of no presence", () => {
    const familiarity = { layers: [layer], threshold: 5.5, presence: null };
    const entry = ManifestFamiliarity.parse({
      layers: [{ ...layer, features: 3, axes: 1 }],
      threshold: 5.5,
      refused: 0.015,
      measuredOn: "val",
      photos: 300,
      drawings: 10,
    });
    expect(decodeFamiliarity(entry, encodeFamiliarity(familiarity))).toEqual(familiarity);
  });

  it("calls what is far no lesion, and near skin without one featureless", () => {
    const presence = { weights: Float32Array.of(1), bias: 0, threshold: -0.5 };
    const familiarity = { layers: [layer], threshold: 1, presence };
    const far = [[50, 50, 50]];
    const near = [[1, 2, 3]];
    expect(familiarityRefusal(familiarity, far, [-1])).toBe("not-a-lesion");
    expect(familiarityRefusal(familiarity, near, [-0.6])).toBe("featureless");
    expect(familiarityRefusal(familiarity, near, [-0.4])).toBeNull();
    expect(familiarityRefusal({ ...familiarity, presence: null }, near, [-1])).toBeNull();
    expect(() => familiarityRefusal(familiarity, near, [-1, 0])).toThrow(
      "1 weights for 2 features",
    );
  });
});
