import { describe, expect, it } from "vitest";
import { rocCurve, type RocPoint } from "../../../electron/domain/rocCurve";
import { auc } from "../../../electron/training/evaluate";

const at = (falsePositives: number, truePositives: number): RocPoint => ({
  falsePositives,
  truePositives,
});

function areaBelow(points: readonly RocPoint[]): number {
  return points.slice(1).reduce((area, point, index) => {
    const before = points[index] ?? point;
    const rise = (point.truePositives + before.truePositives) / 2;
    return area + (point.falsePositives - before.falsePositives) * rise;
  }, 0);
}

describe("ROC curve", () => {
  it("goes up for a positive and right for a negative, as the score falls", () => {
    expect(rocCurve([0.9, 0.8, 0.7, 0.6], [true, false, true, false])).toEqual([
      at(0, 0),
      at(0, 0.5),
      at(0.5, 0.5),
      at(0.5, 1),
      at(1, 1),
    ]);
  });

  it("keeps corners only", () => {
    expect(rocCurve([4, 3, 2, 1], [true, true, false, false])).toEqual([
      at(0, 0),
      at(0, 1),
      at(1, 1),
    ]);
  });

  it("slants where scores are equal", () => {
    expect(rocCurve([0.5, 0.5, 0.5], [true, false, false])).toEqual([at(0, 0), at(1, 1)]);
  });

  it("has the area that is reported below it", () => {
    const scores = Array.from({ length: 80 }, (_, index) => (index * 29) % 17);
    const positive = scores.map((score, index) => (score + index) % 5 < 2);
    expect(areaBelow(rocCurve(scores, positive) ?? [])).toBeCloseTo(auc(scores, positive) ?? 0, 12);
  });

  it("is not there where one kind is missing", () => {
    expect(rocCurve([1, 2], [true, true])).toBeNull();
    expect(rocCurve([], [])).toBeNull();
  });
});
