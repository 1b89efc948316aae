import { describe, expect, it } from "vitest";
import { DIAGNOSES } from "../../../../electron/domain/diagnosis";
import { curveMeasures } from "../../../../electron/training/retrain/curveMeasures";

/** An answer that names a class. */
const saying = (label: number, named: number) => ({
  label,
  logits: DIAGNOSES.map((_, index) => (index === named ? -1 : -3)),
});

describe("a point of the curves", () => {
  it("is the mean recall of the classes that have photos", () => {
    const { balancedAccuracy, recalls } = curveMeasures([
      saying(4, 4),
      saying(4, 5),
      saying(5, 5),
      saying(5, 5),
      saying(5, 4),
      saying(5, 5),
    ]);
    expect(recalls).toEqual([null, null, null, null, 0.5, 0.75, null]);
    expect(balancedAccuracy).toBe(0.625);
  });

  it("tells nothing where there is no photo", () => {
    expect(curveMeasures([])).toEqual({
      balancedAccuracy: null,
      recalls: DIAGNOSES.map(() => null),
    });
  });
});
