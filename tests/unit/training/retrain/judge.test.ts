import { describe, expect, it } from "vitest";
import { Comparison } from "../../../../electron/contract/comparison";
import { DIAGNOSES } from "../../../../electron/domain/diagnosis";
import {
  judge,
  type HoldoutPair,
  type JudgedVersion,
} from "../../../../electron/training/retrain/judge";
import { randomStream } from "../../../../electron/training/random";

const point = { sensitivity: 0.9, specificity: 0.5, measuredOn: "here", rule: "given" };

function version(name: string): JudgedVersion {
  return {
    version: name,
    classes: [...DIAGNOSES],
    temperature: 1,
    operatingPoints: {
      urgent: { ...point, threshold: 0.7 },
      soon: { ...point, threshold: 0.3 },
    },
  };
}

const VERSIONS = { active: version("base-2"), candidate: version("clinic-1") };

/** Logits that name a class clearly. */
const saying = (label: number): number[] => DIAGNOSES.map((_, index) => (index === label ? 5 : 0));

/**
 * Photos of all classes, two of each patient, of which each version gets a share right.
 *
 * @param hits for each side of each photo whether it is right
 */
function photos(hits: (photo: number) => { active: boolean; candidate: boolean }): HoldoutPair[] {
  return Array.from({ length: 280 }, (_, photo) => {
    const label = Math.floor(photo / 2) % 7;
    const { active, candidate } = hits(photo);
    const wrong = saying((label + 1) % 7);
    return {
      index: photo + 1000,
      label,
      group: `patient ${String(Math.floor(photo / 2))}`,
      active: active ? saying(label) : wrong,
      candidate: candidate ? saying(label) : wrong,
    };
  });
}

const random = randomStream(2);
const draws = Array.from({ length: 280 }, () => random.uniform());

describe("the comparison of two versions", () => {
  it("is plain data of the contract's shape", () => {
    const holdout = photos(() => ({ active: true, candidate: true }));
    const comparison = judge(VERSIONS, { holdout, reference: "not-shipped" });
    expect(Comparison.parse(JSON.parse(JSON.stringify(comparison)))).toEqual(comparison);
    expect(comparison.referenceMissing).toBe("not-shipped");
  });

  it("counts what each side gets right, and which photos change", () => {
    const holdout = photos((photo) => ({ active: photo % 4 !== 0, candidate: photo % 10 !== 0 }));
    const { holdout: set, answers } = judge(VERSIONS, { holdout, reference: "not-shipped" });
    expect(set.photos).toBe(280);
    expect(set.groups).toBe(140);
    expect(set.active.accuracy?.value).toBeCloseTo(0.75, 6);
    expect(set.candidate.accuracy?.value).toBeCloseTo(0.9, 6);
    const changed = holdout.filter((_, photo) => (photo % 4 === 0) !== (photo % 10 === 0));
    expect(set.changed).toBe(changed.length);
    expect(answers.filter((answer) => answer.changed).map(({ index }) => index)).toEqual(
      changed.map(({ index }) => index),
    );
    expect(set.active.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(280);
  });

  it("has a tighter interval for the difference than the two intervals leave, being paired", () => {
    // Both are wrong on the same third; the candidate alone on a few more.
    const holdout = photos((photo) => {
      const easy = (draws[photo] ?? 0) > 0.33;
      return { active: easy, candidate: easy && (draws[photo] ?? 0) < 0.97 };
    });
    const { balancedAccuracy } = judge(VERSIONS, { holdout, reference: "not-shipped" }).holdout
      .differences;
    const { active, candidate } = judge(VERSIONS, { holdout, reference: "not-shipped" }).holdout;
    const width = (interval: { low: number; high: number } | null | undefined): number =>
      interval ? interval.high - interval.low : NaN;
    expect(balancedAccuracy?.value).toBeLessThan(0);
    expect(width(balancedAccuracy?.interval)).toBeLessThan(
      (0.7 *
        (width(active.balancedAccuracy?.interval) + width(candidate.balancedAccuracy?.interval))) /
        2,
    );
  });

  it("refuses a candidate that is worse, and names set and measure", () => {
    const holdout = photos((photo) => ({ active: true, candidate: (draws[photo] ?? 0) > 0.3 }));
    const { gate } = judge(VERSIONS, { holdout, reference: "not-shipped" });
    expect(gate.passes).toBe(false);
    expect(gate.reasons).toContainEqual(
      expect.objectContaining({ code: "worse", set: "holdout", measure: "balancedAccuracy" }),
    );
  });

  it("lets a better one pass, and judges the reference set too", () => {
    const better = photos((photo) => ({ active: (draws[photo] ?? 0) > 0.3, candidate: true }));
    const forgets = photos((photo) => ({ active: true, candidate: (draws[photo] ?? 0) > 0.3 }));
    expect(judge(VERSIONS, { holdout: better, reference: better }).gate.passes).toBe(true);
    const { gate } = judge(VERSIONS, { holdout: better, reference: forgets });
    expect(gate.reasons.map((reason) => "set" in reason && reason.set)).toContain("reference");
    expect(gate.passes).toBe(false);
  });

  it("judges each version by its own temperature and operating points", () => {
    const strict = version("clinic-1");
    const candidate = {
      ...strict,
      operatingPoints: { ...strict.operatingPoints, soon: { ...point, threshold: 0.999 } },
    };
    const holdout = photos(() => ({ active: true, candidate: true }));
    const { holdout: set } = judge(
      { ...VERSIONS, candidate },
      { holdout, reference: "not-shipped" },
    );
    expect(set.active.malignantSensitivity?.value).toBe(1);
    expect(set.candidate.malignantSensitivity?.value).toBe(0);
    expect(set.candidate.threshold).toBe(0.999);
  });

  it("needs a photo to judge by", () => {
    const sets = { holdout: [], reference: "not-shipped" } as const;
    expect(() => judge(VERSIONS, sets)).toThrow("nothing to compare");
  });
});
