import { describe, expect, it } from "vitest";
import {
  leadingDiagnosis,
  malignancyScore,
  rankedDiagnoses,
  type Probabilities,
} from "../../../electron/domain/diagnosis";
import { triageLevel, type OperatingPoints } from "../../../electron/domain/triage";

const points: OperatingPoints = {
  urgent: { threshold: 0.6, sensitivity: 0.8, specificity: 0.9, measuredOn: "val" },
  soon: { threshold: 0.2, sensitivity: 0.95, specificity: 0.7, measuredOn: "val" },
};

/** Probabilities with the given melanoma share; what is left is naevus. */
function melanoma(share: number): Probabilities {
  return { akiec: 0, bcc: 0, bkl: 0, df: 0, mel: share, nv: 1 - share, vasc: 0 };
}

describe("malignancy score", () => {
  it("adds actinic keratosis, basal cell carcinoma and melanoma, and nothing else", () => {
    const probabilities = {
      akiec: 0.1,
      bcc: 0.2,
      bkl: 0.05,
      df: 0.05,
      mel: 0.25,
      nv: 0.3,
      vasc: 0.05,
    };
    expect(malignancyScore(probabilities)).toBeCloseTo(0.55, 12);
  });

  it("stays within 0 and 1 where rounding would leave it", () => {
    const probabilities = { ...melanoma(1 + 1e-12), nv: 0 };
    expect(malignancyScore(probabilities)).toBe(1);
  });
});

describe("triage level", () => {
  it.each([
    [0.6, "urgent"],
    [0.599, "soon"],
    [0.2, "soon"],
    [0.199, "routine"],
    [0, "routine"],
  ])("score %d is %s: a threshold belongs to the level above", (score, level) => {
    expect(triageLevel(melanoma(score), [], points)).toBe(level);
  });

  it("gives a photo that cannot be assessed no urgency, however high its score", () => {
    expect(triageLevel(melanoma(0.99), ["blurred"], points)).toBe("cannot-assess");
  });
});

describe("ranking", () => {
  it("ranks the classes and names the leading one", () => {
    const probabilities = { akiec: 0.1, bcc: 0.2, bkl: 0.3, df: 0, mel: 0.05, nv: 0.25, vasc: 0.1 };
    expect(leadingDiagnosis(probabilities)).toBe("bkl");
    expect(rankedDiagnoses(probabilities).slice(0, 3)).toEqual(["bkl", "nv", "bcc"]);
  });
});
