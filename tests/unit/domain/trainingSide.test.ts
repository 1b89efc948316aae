import { describe, expect, it } from "vitest";
import {
  gravestDiagnosis,
  sideOfBoth,
  sidesOfNewPatients,
} from "../../../electron/domain/trainingSide";

const heldOut = (sides: readonly string[]): number =>
  sides.filter((side) => side === "holdout").length;

describe("drawing a hold-out", () => {
  it("takes a fifth of a stratum, whatever is there already", () => {
    expect(heldOut(sidesOfNewPatients("nv", { train: 0, holdout: 0 }, 100))).toBe(20);
    expect(heldOut(sidesOfNewPatients("nv", { train: 80, holdout: 20 }, 50))).toBe(10);
    expect(heldOut(sidesOfNewPatients("nv", { train: 40, holdout: 30 }, 50))).toBe(0);
  });

  it("holds out one of two patients with a malignant lesion, but none of two with a naevus", () => {
    expect(sidesOfNewPatients("mel", { train: 0, holdout: 0 }, 2)).toEqual(["holdout", "train"]);
    expect(sidesOfNewPatients("mel", { train: 1, holdout: 0 }, 1)).toEqual(["holdout"]);
    expect(sidesOfNewPatients("mel", { train: 0, holdout: 0 }, 1)).toEqual(["train"]);
    expect(sidesOfNewPatients("nv", { train: 0, holdout: 0 }, 2)).toEqual(["train", "train"]);
  });

  it("counts a patient by the gravest diagnosis", () => {
    expect(gravestDiagnosis(["nv", "bkl", "mel", "bcc"])).toBe("mel");
    expect(gravestDiagnosis(["nv", "akiec", "vasc"])).toBe("akiec");
    expect(gravestDiagnosis(["nv"])).toBe("nv");
  });

  it.each([
    [null, null, false, null],
    ["train", null, false, "train"],
    ["train", "holdout", false, "holdout"],
    [null, "holdout", false, "holdout"],
    ["train", "holdout", true, "train"],
    ["holdout", "holdout", true, "train"],
  ] as const)("of %s and %s makes one (learned from: %s): %s", (one, other, learned, side) => {
    expect(sideOfBoth(one, other, learned)).toBe(side);
    expect(sideOfBoth(other, one, learned)).toBe(side);
  });
});
