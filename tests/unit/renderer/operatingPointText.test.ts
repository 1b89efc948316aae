import { describe, expect, it } from "vitest";
import { evidenceFor } from "../../../renderer/features/triage/operatingPointText";

const measuredOn = "1,002 validation photos";
const model = {
  version: "base-1",
  operatingPoints: {
    urgent: { threshold: 0.6, sensitivity: 0.82, specificity: 0.93, measuredOn },
    soon: { threshold: 0.3, sensitivity: 0.953, specificity: 0.702, measuredOn },
  },
};
const modelVersion = "base-1";

describe("the evidence behind a level", () => {
  it("is what the threshold that was reached found and called", () => {
    expect(evidenceFor({ level: "urgent", modelVersion }, model)).toEqual({
      kind: "reached",
      found: 82,
      called: 7,
      measuredOn,
    });
    expect(evidenceFor({ level: "soon", modelVersion }, model)).toEqual({
      kind: "reached",
      found: 95,
      called: 30,
      measuredOn,
    });
  });

  it("says, below every threshold, how many malignant lesions the lowest one missed", () => {
    expect(evidenceFor({ level: "routine", modelVersion }, model)).toEqual({
      kind: "below",
      missed: 5,
      cleared: 70,
      measuredOn,
    });
  });

  it("does not lend the active model's figures to another model's analysis", () => {
    expect(evidenceFor({ level: "urgent", modelVersion: "clinic-4" }, model)).toEqual({
      kind: "other-model",
      version: "clinic-4",
    });
  });

  it("is nothing where the photo cannot be assessed or no model is active", () => {
    expect(evidenceFor({ level: "cannot-assess", modelVersion }, model)).toBeNull();
    expect(evidenceFor({ level: "urgent", modelVersion }, null)).toBeNull();
  });
});
