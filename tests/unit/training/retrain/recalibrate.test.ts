import { describe, expect, it } from "vitest";
import { DIAGNOSES } from "../../../../electron/domain/diagnosis";
import { randomStream } from "../../../../electron/training/random";
import {
  recalibrate,
  type CalibrationSet,
} from "../../../../electron/training/retrain/recalibrate";

const MEL = DIAGNOSES.indexOf("mel");
const NV = DIAGNOSES.indexOf("nv");
const random = randomStream(21);

/** Melanomas and naevi whose logits differ by `apart` on average, `sharpness` times too sure. */
function setOf(name: string, photos: number, apart: number, sharpness: number): CalibrationSet {
  return {
    name,
    samples: Array.from({ length: photos }, (_, photo) => {
      const label = photo % 2 === 0 ? MEL : NV;
      const evidence = (label === MEL ? 1 : -1) * apart + random.normal() * Math.sqrt(2 * apart);
      const logits = DIAGNOSES.map((_, index) => {
        if (index === MEL) return (sharpness * evidence) / 2;
        return index === NV ? (-sharpness * evidence) / 2 : -40;
      });
      return { label, logits, group: `${name} ${String(photo)}` };
    }),
  };
}

const point = { threshold: 0.4, sensitivity: 0.9, specificity: 0.6, measuredOn: "old", rule: "r" };
const FALLBACK = { urgent: { ...point, threshold: 0.7 }, soon: point };

const score = (logits: ArrayLike<number>, temperature: number): number => {
  const powers = Array.from(logits, (logit) => Math.exp(logit / temperature));
  return (powers[MEL] ?? 0) / powers.reduce((sum, power) => sum + power, 0);
};

const found = (set: CalibrationSet, temperature: number, threshold: number): number => {
  const melanomas = set.samples.filter(({ label }) => label === MEL);
  const hits = melanomas.filter(({ logits }) => score(logits, temperature) >= threshold);
  return hits.length / melanomas.length;
};

describe("recalibration", () => {
  it("undoes how much too sure the answers are", () => {
    const { temperature, calibration } = recalibrate([setOf("clinic", 4000, 1.5, 2.5)], FALLBACK);
    expect(temperature).toBeGreaterThan(2.2);
    expect(temperature).toBeLessThan(2.8);
    expect(calibration.after.calibrationError).toBeLessThan(calibration.before.calibrationError);
  });

  it("lets each set count alike, however many photos it has", () => {
    const sure = setOf("sure", 2000, 1.5, 4);
    const plain = setOf("plain", 2000, 1.5, 1);
    const few = { ...sure, samples: sure.samples.slice(0, 400) };
    const [even, uneven] = [
      recalibrate([sure, plain], FALLBACK),
      recalibrate([few, plain], FALLBACK),
    ];
    expect(Math.abs(even.temperature / uneven.temperature - 1)).toBeLessThan(0.1);
  });

  it("finds what a threshold promises in every set", () => {
    const sets = [setOf("clinic", 200, 0.8, 1), setOf("HAM10000 val", 1000, 2, 1)];
    const { temperature, operatingPoints } = recalibrate(sets, FALLBACK);
    for (const set of sets) {
      expect(found(set, temperature, operatingPoints.soon.threshold)).toBeGreaterThanOrEqual(0.95);
      expect(found(set, temperature, operatingPoints.urgent.threshold)).toBeGreaterThanOrEqual(0.8);
    }
    // No lower than the harder set needs.
    const lowest = Math.min(
      ...sets.map((set) => found(set, temperature, operatingPoints.soon.threshold + 0.02)),
    );
    expect(lowest).toBeLessThan(0.95);
    expect(operatingPoints.soon.measuredOn).toBe("clinic and HAM10000 val");
  });

  it("names the sets that a threshold was chosen on, and no other", () => {
    const sets = [setOf("clinic", 18, 1, 1), setOf("HAM10000 val", 1000, 2, 1)];
    const { operatingPoints, calibration } = recalibrate(sets, FALLBACK);
    expect(operatingPoints.soon.measuredOn).toBe("HAM10000 val");
    expect(calibration.split).toBe("clinic and HAM10000 val");
  });

  it("says for each set of how many patients it promises how much", () => {
    const few = setOf("clinic", 24, 1, 1);
    const many = setOf("HAM10000 val", 1000, 2, 1);
    const ruleOn = (...sets: CalibrationSet[]): string =>
      recalibrate(sets, FALLBACK).operatingPoints.soon.rule;
    expect(ruleOn(few)).toContain(
      "at least 92 % of the malignant photos (all those of 12 patients",
    );
    expect(ruleOn(few, many)).toBe(
      `lowest of these: on clinic, ${ruleOn(few)}; on HAM10000 val, ${ruleOn(many)}`,
    );
  });

  it("counts patients, not photos, where it asks whether there are enough to tell", () => {
    const { samples } = setOf("clinic", 400, 1, 1);
    const of = (patients: number): CalibrationSet => ({
      name: "clinic",
      samples: samples.map((sample, photo) => ({ ...sample, group: String(photo % patients) })),
    });
    // Of twenty patients ten have the melanomas, of eighteen nine.
    expect(recalibrate([of(20)], FALLBACK).operatingPoints.soon.measuredOn).toBe("clinic");
    expect(recalibrate([of(18)], FALLBACK).operatingPoints.soon.threshold).toBe(0.4);
  });

  it("keeps the thresholds before where too few malignant photos could tell, and claims no rate", () => {
    const { operatingPoints } = recalibrate([setOf("clinic", 18, 1, 1)], FALLBACK);
    const unmeasured = {
      sensitivity: null,
      specificity: null,
      melanomaSensitivity: null,
      measuredOn: "not measured for this version",
    };
    expect(operatingPoints.soon).toMatchObject({ threshold: 0.4, ...unmeasured });
    expect(operatingPoints.urgent).toMatchObject({ threshold: 0.7, ...unmeasured });
  });
});
