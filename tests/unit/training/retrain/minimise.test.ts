import { describe, expect, it } from "vitest";
import { minimise } from "../../../../electron/training/retrain/minimise";

describe("minimise", () => {
  it("finds the least of a long, narrow valley", () => {
    const curvatures = [1, 10, 100, 1000, 10_000];
    const found = minimise(
      new Float64Array(curvatures.length),
      (point) => ({
        value: curvatures.reduce(
          (sum, curvature, index) => sum + (curvature / 2) * ((point[index] ?? 0) - index) ** 2,
          0,
        ),
        gradient: Float64Array.from(
          curvatures,
          (curvature, index) => curvature * ((point[index] ?? 0) - index),
        ),
      }),
      { tolerance: 1e-9, mostSteps: 200 },
    );
    found.forEach((value, index) => {
      expect(value).toBeCloseTo(index, 6);
    });
  });

  it("stays where there is nothing to gain", () => {
    const start = Float64Array.of(3);
    const flat = minimise(start, () => ({ value: 1, gradient: Float64Array.of(0) }), {
      tolerance: 1e-9,
      mostSteps: 10,
    });
    expect(flat).toEqual(start);
  });

  it("follows a slope without curvature as far as it is let, and never into what is no number", () => {
    const [found = NaN] = minimise(
      Float64Array.of(0),
      ([at = NaN]) => ({ value: -at, gradient: Float64Array.of(-1) }),
      { tolerance: 1e-9, mostSteps: 10 },
    );
    expect(found).toBe(10);
  });
});
