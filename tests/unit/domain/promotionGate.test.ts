import { describe, expect, it } from "vitest";
import {
  ALLOWED_LOSS,
  judgePromotion,
  LEAST_GROUPS,
  LEAST_MELANOMAS,
  type GateDifference,
  type GateEvidence,
} from "../../../electron/domain/promotionGate";

const difference = (value: number, low: number, high: number): GateDifference => ({
  value,
  interval: { low, high },
});

const SAME = difference(0, -0.03, 0.03);

function evidence(
  differences: Partial<GateEvidence["differences"]> = {},
  rest: Partial<GateEvidence> = {},
): GateEvidence {
  return {
    groups: 200,
    melanomas: 20,
    classes: 7,
    differences: {
      balancedAccuracy: SAME,
      melanomaRecall: SAME,
      malignantSensitivity: SAME,
      benignSpecificity: SAME,
      ...differences,
    },
    ...rest,
  };
}

const codes = (...sets: Parameters<typeof judgePromotion>): string[] =>
  judgePromotion(...sets).reasons.map(({ code }) => code);

describe("the promotion gate", () => {
  it("lets a candidate pass that is as good, or better", () => {
    expect(judgePromotion(evidence(), evidence())).toEqual({ passes: true, reasons: [] });
    const better = evidence({ balancedAccuracy: difference(0.1, 0.04, 0.16) });
    expect(judgePromotion(better, null).passes).toBe(true);
  });

  it.each(["balancedAccuracy", "melanomaRecall"] as const)(
    "refuses one whose %s is worse beyond chance on the hold-out, however little",
    (measure) => {
      const worse = difference(-0.01, -0.018, -0.002);
      const verdict = judgePromotion(evidence({ [measure]: worse }), evidence());
      expect(verdict).toEqual({
        passes: false,
        reasons: [{ code: "worse", set: "holdout", measure, difference: worse }],
      });
    },
  );

  it("refuses a large loss though chance may explain it", () => {
    const allowed = ALLOWED_LOSS.holdout.balancedAccuracy.uncertain;
    const wide = difference(-allowed - 0.01, -0.3, 0.1);
    expect(codes(evidence({ balancedAccuracy: wide }), null)).toEqual(["much-worse"]);
    const within = difference(-allowed + 0.01, -0.3, 0.1);
    expect(codes(evidence({ balancedAccuracy: within }), null)).toEqual([]);
  });

  it("allows a small loss on the reference set, though it is beyond chance", () => {
    const allowed = ALLOWED_LOSS.reference.balancedAccuracy.certain;
    const small = difference(-allowed + 0.005, -0.02, -0.005);
    const large = difference(-allowed - 0.005, -0.04, -0.01);
    expect(codes(evidence(), evidence({ balancedAccuracy: small }))).toEqual([]);
    expect(codes(evidence(), evidence({ balancedAccuracy: large }))).toEqual(["worse"]);
  });

  it("lets thresholds give up a little sensitivity, but not much", () => {
    const little = evidence({ malignantSensitivity: difference(-0.04, -0.07, -0.01) });
    const certain = evidence({ malignantSensitivity: difference(-0.06, -0.1, -0.02) });
    const uncertain = evidence({ malignantSensitivity: difference(-0.26, -0.6, 0.01) });
    expect(codes(little, null)).toEqual([]);
    expect(codes(certain, null)).toEqual(["worse"]);
    expect(codes(uncertain, null)).toEqual(["much-worse"]);
  });

  it("refuses one that calls nearly everything, though it finds more", () => {
    const found = difference(0.1, 0.02, 0.2);
    const calls = { malignantSensitivity: found, benignSpecificity: difference(-0.4, -0.5, -0.3) };
    expect(codes(evidence(calls), null)).toEqual(["worse"]);
    expect(codes(evidence(), evidence(calls))).toEqual(["worse"]);
    const price = {
      malignantSensitivity: found,
      benignSpecificity: difference(-0.13, -0.2, -0.06),
    };
    expect(codes(evidence(price), evidence(price))).toEqual([]);
    const unclear = evidence({ benignSpecificity: difference(-0.31, -0.6, 0.01) });
    expect(codes(unclear, null)).toEqual(["much-worse"]);
  });

  it("does not judge what is found among photos that thresholds were chosen on", () => {
    const lost = evidence({ malignantSensitivity: difference(-0.2, -0.3, -0.1) });
    expect(codes(evidence(), lost)).toEqual([]);
    expect(codes(lost, null)).toEqual(["worse"]);
  });

  it("does not let a candidate pass where the hold-out is too small to judge", () => {
    const tiny = evidence(
      { balancedAccuracy: difference(0.2, 0.1, 0.3) },
      { groups: LEAST_GROUPS - 1 },
    );
    expect(judgePromotion(tiny, evidence()).reasons).toEqual([
      { code: "too-few-groups", set: "holdout", found: LEAST_GROUPS - 1, needed: LEAST_GROUPS },
    ]);
    expect(codes(evidence({}, { groups: LEAST_GROUPS }), evidence())).toEqual([]);
  });

  it("counts the melanomas of both sets", () => {
    const few = evidence({}, { melanomas: LEAST_MELANOMAS - 1 });
    expect(codes(few, null)).toEqual(["too-few-melanomas"]);
    expect(codes(few, evidence({}, { melanomas: 1 }))).toEqual([]);
  });

  it("does not judge by one class", () => {
    expect(codes(evidence({}, { classes: 1 }), evidence())).toEqual(["one-class"]);
  });
});
