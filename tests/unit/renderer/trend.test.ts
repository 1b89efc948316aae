import { describe, expect, it } from "vitest";
import { linesOf, trendOf } from "../../../renderer/features/lesions/trend";
import { somePhoto } from "../../fixtures/records";

const photos = [
  somePhoto({ number: 1, takenAt: "2026-01-01T00:00:00Z", score: 0.1, modelVersion: "base-1" }),
  somePhoto({
    number: 2,
    takenAt: "2026-01-03T00:00:00Z",
    level: "cannot-assess",
    modelVersion: "base-1",
  }),
  somePhoto({ number: 3, takenAt: "2026-01-04T00:00:00Z", score: 0.2, modelVersion: "base-1" }),
  somePhoto({ number: 4, takenAt: "2026-01-05T00:00:00Z", score: 0.6, modelVersion: "clinic-2" }),
];

describe("the trend of a lesion", () => {
  it("places the scores in time and gives none where the photo cannot be assessed", () => {
    expect(trendOf(photos).map(({ x, score }) => [x, score])).toEqual([
      [0, 0.1],
      [0.5, null],
      [0.75, 0.2],
      [1, 0.6],
    ]);
  });

  it("marks where another model version took over", () => {
    expect(trendOf(photos).map(({ isOtherModel }) => isOtherModel)).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(
      linesOf(trendOf(photos)).map(({ from, to, comparable }) => [from.x, to.x, comparable]),
    ).toEqual([
      [0, 0.75, true],
      [0.75, 1, false],
    ]);
  });

  it("puts photos of one moment into the middle", () => {
    expect(trendOf(photos.slice(0, 1)).map(({ x }) => x)).toEqual([0.5]);
    expect(trendOf([])).toEqual([]);
  });
});
