import { describe, expect, it } from "vitest";
import { fitPresence, LEAST_PICTURES, UNSEEN_SHARE } from "../../../electron/training/fitPresence";
import { randomStream } from "../../../electron/training/random";
import { presenceScore } from "../../../electron/vision/presence";

/** Two features that say nothing, one that is dead, one that is greater where a lesion is. */
function pictures(seed: number, count: number, lesion: number): number[][] {
  const random = randomStream(seed);
  return Array.from({ length: count }, () => [
    5 * random.normal(),
    100 + random.normal(),
    7,
    0.1 * (lesion + 0.1 * random.normal()),
  ]);
}

describe("a lesion's presence", () => {
  const lesions = pictures(1, LEAST_PICTURES, 1);
  const plain = pictures(2, 3 * LEAST_PICTURES, 0);
  const choosing = pictures(3, 400, 1);

  it("is told from skin by the feature that differs, at the share that it was given", () => {
    const presence = fitPresence(lesions, plain, choosing);
    if (!presence) throw new Error("not fitted");
    const isRefused = (embedding: number[]): boolean =>
      presenceScore(presence, embedding) < presence.threshold;
    expect(choosing.filter(isRefused)).toHaveLength(UNSEEN_SHARE * choosing.length);
    expect(pictures(4, 200, 0).filter(isRefused).length).toBeGreaterThan(190);
    expect(pictures(5, 200, 1).filter(isRefused).length).toBeLessThan(20);
    // By half of the sums of squares; the penalty takes the rest.
    expect(presenceScore(presence, [0, 100, 7, 0.1])).toBeGreaterThan(0.5);
    expect(presenceScore(presence, [0, 100, 7, 0])).toBeLessThan(-0.5);
  });

  it("says when it is asked of another network's features", () => {
    const presence = { weights: Float32Array.of(1, 2), bias: -1 };
    expect(presenceScore(presence, [3, 0.5])).toBe(3);
    expect(() => presenceScore(presence, [1])).toThrow("2 weights for 1 features");
  });

  it("is left out where there are too few pictures of skin", () => {
    expect(fitPresence(lesions, plain.slice(0, LEAST_PICTURES - 1), choosing)).toBeNull();
  });
});
