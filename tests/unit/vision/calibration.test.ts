import { describe, expect, it } from "vitest";
import { DIAGNOSES } from "../../../electron/domain/diagnosis";
import { calibratedProbabilities } from "../../../electron/vision/calibration";

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

describe("calibrated probabilities", () => {
  it("add up to 1, even from extreme outputs", () => {
    for (const logits of [
      [0, 0, 0, 0, 0, 0, 0],
      [900, -900, 3, 2, 1, 0, 5],
      [-1e4, 0, 1, 2, 3, 4, 5],
    ]) {
      const probabilities = calibratedProbabilities(logits, DIAGNOSES, 1.3);
      expect(sum(Object.values(probabilities))).toBeCloseTo(1, 12);
    }
  });

  it("are those of the softmax at the temperature", () => {
    const probabilities = calibratedProbabilities([2, 0, 0, 0, 0, 0, 0], DIAGNOSES, 2);
    expect(probabilities.akiec).toBeCloseTo(Math.E / (Math.E + 6), 12);
  });

  it("grow less sure with a higher temperature and keep their order", () => {
    const logits = [1, 2, 3, 0, -1, 4, 0.5];
    const cool = calibratedProbabilities(logits, DIAGNOSES, 1);
    const warm = calibratedProbabilities(logits, DIAGNOSES, 2);
    expect(warm.nv).toBeLessThan(cool.nv);
    expect(warm.nv).toBeGreaterThan(warm.bkl);
  });

  it("follow the model's own class order", () => {
    const order = [...DIAGNOSES].reverse();
    const probabilities = calibratedProbabilities([9, 0, 0, 0, 0, 0, 0], order, 1);
    expect(probabilities.vasc).toBeGreaterThan(0.9);
  });

  it("are not made up for a diagnosis that the model does not know", () => {
    const known = DIAGNOSES.filter((diagnosis) => diagnosis !== "mel");
    expect(() => calibratedProbabilities([9, 0, 0, 0, 0, 0], known, 1)).toThrow(
      "does not know mel",
    );
  });
});
