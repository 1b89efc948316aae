import { describe, expect, it } from "vitest";
import { DIAGNOSES, type Diagnosis } from "../../../electron/domain/diagnosis";
import { measureDiagnoses } from "../../../electron/training/diagnosisMetrics";
import type { Prediction } from "../../../electron/training/evaluate";

const thresholds = { urgent: { threshold: 0.5 }, soon: { threshold: 0.2 } };

/** The called class gets 0.7, the rest 0.05 each. */
function called(truth: Diagnosis, call: Diagnosis, lesion: string): Prediction {
  return {
    lesionId: lesion,
    label: DIAGNOSES.indexOf(truth),
    probabilities: DIAGNOSES.map((name) => (name === call ? 0.7 : 0.05)),
  };
}

const photos = Array.from({ length: 60 }, (_, index) => {
  const truth = DIAGNOSES[index % 5] ?? "nv";
  const call = index % 6 === 0 ? "bkl" : truth;
  return called(truth, call, `lesion-${index % 30}`);
});

describe("measurements of diagnoses", () => {
  const metrics = measureDiagnoses(photos, thresholds);

  it("bring an interval around every number", () => {
    const { intervals } = metrics;
    for (const measure of ["accuracy", "top2", "top3", "balancedAccuracy", "macroAuc"] as const) {
      const [low, high] = intervals[measure] ?? [2, -1];
      expect(low).toBeLessThanOrEqual(metrics[measure] ?? Number.NaN);
      expect(high).toBeGreaterThanOrEqual(metrics[measure] ?? Number.NaN);
    }
    expect(intervals.classes.map(({ name }) => name)).toEqual([...DIAGNOSES]);
    expect(intervals.operatingPoints.urgent.sensitivity?.[0]).toBeGreaterThan(0.3);
    // 0.7 + 0.05 + 0.05 for a malignant call, 0.15 for any other.
    expect(metrics.operatingPoints.urgent).toEqual(metrics.operatingPoints.soon);
  });

  it("give null for classes that are not there, and never NaN", () => {
    const nv = DIAGNOSES.indexOf("nv");
    const none = { precision: null, recall: null, f1: null, auc: null };
    expect(metrics.classes[nv]).toMatchObject({ support: 0, ...none });
    expect(metrics.intervals.classes[nv]).toEqual({ name: "nv", ...none });
    const benign = measureDiagnoses([called("nv", "nv", "a")], thresholds);
    expect(benign.intervals.malignantAuc).toBeNull();
    expect(benign.operatingPoints.soon.sensitivity).toBeNull();
    const isNumberless = (_: string, value: unknown): unknown => {
      if (typeof value === "number") expect(Number.isFinite(value)).toBe(true);
      return value;
    };
    JSON.stringify([metrics, benign], isNumberless);
  });
});
