import { describe, expect, it } from "vitest";
import type { Probabilities } from "../../../electron/domain/diagnosis";
import {
  modelDoubts,
  neighbourLabels,
  neighboursDisagree,
} from "../../../electron/domain/suspiciousLabel";

const even: Probabilities = { akiec: 0, bcc: 0, bkl: 0.2, df: 0, mel: 0.14, nv: 0.66, vasc: 0 };

describe("a suspicious label", () => {
  it("is less probable to the model than a guess among seven", () => {
    expect(modelDoubts("mel", even)).toBe(true);
    expect(modelDoubts("bkl", even)).toBe(false);
    expect(modelDoubts("mel", { ...even, mel: 0.15 })).toBe(false);
  });

  it("is borne by fewer than half of the neighbours", () => {
    const neighbours = (same: number, others: number) =>
      neighbourLabels("mel", [
        ...Array.from({ length: same }, () => "mel" as const),
        ...Array.from({ length: others }, () => "nv" as const),
      ]);
    expect(neighbours(4, 6)).toEqual({ same: 4, total: 10 });
    expect(neighboursDisagree(neighbours(4, 6))).toBe(true);
    expect(neighboursDisagree(neighbours(5, 5))).toBe(false);
  });

  it("is not told from a handful of neighbours", () => {
    expect(neighboursDisagree({ same: 0, total: 4 })).toBe(false);
    expect(neighboursDisagree({ same: 0, total: 5 })).toBe(true);
  });
});
