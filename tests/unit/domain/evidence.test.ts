import { describe, expect, it } from "vitest";
import { levelEvidence } from "../../../electron/domain/evidence";
import type { OperatingPoints } from "../../../electron/domain/triage";

const points: OperatingPoints = {
  urgent: { threshold: 0.6, sensitivity: 0.8, specificity: 0.93, measuredOn: "val" },
  soon: { threshold: 0.2, sensitivity: 0.96, specificity: 0.7, measuredOn: "other" },
};

describe("the evidence behind a level", () => {
  it("is what the threshold that was reached found, and what it called besides", () => {
    expect(levelEvidence("urgent", points)).toEqual({
      ...{ kind: "reached", found: 80, called: 7, measuredOn: "val" },
    });
    expect(levelEvidence("soon", points)).toEqual({
      ...{ kind: "reached", found: 96, called: 30, measuredOn: "other" },
    });
  });

  it("is what the lowest threshold missed and cleared, where none was reached", () => {
    expect(levelEvidence("routine", points)).toEqual({
      ...{ kind: "below", missed: 4, cleared: 70, measuredOn: "other" },
    });
  });

  it("is that nothing was measured where a version keeps the thresholds of the one before", () => {
    const rates = { sensitivity: null, specificity: null, measuredOn: "not measured" };
    const kept = { urgent: { threshold: 0.6, ...rates }, soon: { threshold: 0.2, ...rates } };
    for (const level of ["urgent", "soon", "routine"] as const) {
      expect(levelEvidence(level, kept)).toEqual({ kind: "not-measured" });
    }
  });

  it("is none where the photo cannot be assessed", () => {
    expect(levelEvidence("cannot-assess", points)).toBeNull();
  });
});
