import { describe, expect, it } from "vitest";
import { blurredAge } from "../../../electron/domain/research";

describe("an age as research is told", () => {
  it.each([
    [0, 0],
    [2, 0],
    [3, 5],
    [42, 40],
    [43, 45],
    [85, 85],
    [88, 85],
    [104, 85],
  ])("%d years are %d", (years, told) => {
    expect(blurredAge(years)).toBe(told);
  });
});
