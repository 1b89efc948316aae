import { describe, expect, it } from "vitest";
import {
  classWeights,
  epochLength,
  epochOrder,
  type Sampling,
} from "../../../electron/training/sampling";

/** 90 photos of class 0, then 10 of class 1. */
const labels = [...new Array<number>(90).fill(0), ...new Array<number>(10).fill(1)];

const power = (classPower: number): Sampling => ({ kind: "power", classPower });

const shownOf = (sampling: Sampling, label: number, epoch = 0) =>
  epochOrder(labels, sampling, 7, epoch).filter((index) => labels[index] === label);

/** How often each photo of a class is shown, those that are shown at all. */
function repeatsOf(sampling: Sampling, label: number): number[] {
  const shown = new Map<number, number>();
  for (const index of shownOf(sampling, label)) shown.set(index, (shown.get(index) ?? 0) + 1);
  return [...shown.values()];
}

describe("the order of an epoch", () => {
  it.each([{ kind: "natural" }, power(1)] as Sampling[])("shows every photo once: %j", (each) => {
    const order = epochOrder(labels, each, 7, 0);
    expect([...order].sort((a, b) => a - b)).toEqual(labels.map((_, index) => index));
    expect(order).not.toEqual(labels.map((_, index) => index));
  });

  it("shows classes equally often at power 0, in proportion to the root at 0.5", () => {
    expect(shownOf(power(0), 1)).toHaveLength(50);
    // sqrt(10) / (sqrt(90) + sqrt(10)) = 1 / 4.
    expect(shownOf(power(0.5), 1)).toHaveLength(25);
  });

  it("repeats a rare class evenly and draws a frequent one without repeating", () => {
    expect(repeatsOf(power(0), 0)).toEqual(new Array(50).fill(1));
    expect(repeatsOf(power(0), 1)).toEqual(new Array(10).fill(5));
  });

  it("shows every class as often as the rarest when undersampling, each time others", () => {
    const undersample: Sampling = { kind: "undersample" };
    expect(repeatsOf(undersample, 0)).toEqual(new Array(10).fill(1));
    expect(repeatsOf(undersample, 1)).toEqual(new Array(10).fill(1));
    const seen = new Set(
      Array.from({ length: 60 }, (_, epoch) => shownOf(undersample, 0, epoch)).flat(),
    );
    // (1 - 1/9)^60: fewer than one in a thousand photos stays unseen by chance.
    expect(seen.size).toBeGreaterThanOrEqual(88);
  });

  it("shows every class as often as the most frequent when oversampling, all of each", () => {
    expect(repeatsOf({ kind: "oversample" }, 0)).toEqual(new Array(90).fill(1));
    expect(repeatsOf({ kind: "oversample" }, 1)).toEqual(new Array(10).fill(9));
  });

  it("is the same for a seed and epoch, and another in the next epoch", () => {
    expect(epochOrder(labels, power(0.5), 7, 3)).toEqual(epochOrder(labels, power(0.5), 7, 3));
    expect(epochOrder(labels, power(0.5), 7, 3)).not.toEqual(epochOrder(labels, power(0.5), 7, 4));
  });

  it.each([
    [{ kind: "natural" }, 100],
    [power(0.3), 100],
    [{ kind: "undersample" }, 20],
    [{ kind: "oversample" }, 180],
  ] as [Sampling, number][])("is as long as is said beforehand: %j", (sampling, length) => {
    expect(epochLength(labels, sampling)).toBe(length);
    const { length: actual } = epochOrder(labels, sampling, 7, 0);
    expect(Math.abs(actual - length)).toBeLessThanOrEqual(sampling.kind === "power" ? 1 : 0);
  });
});

describe("class weights", () => {
  const mean = (weights: number[]) =>
    labels.reduce((sum, label) => sum + (weights[label] ?? NaN), 0) / labels.length;

  it("are in inverse proportion to the counts, or to their roots, and 1 on average", () => {
    const [often = 0, rare = 0] = classWeights(labels, 2, "balanced");
    expect(rare / often).toBeCloseTo(9, 12);
    const [oftenByRoot = 0, rareByRoot = 0] = classWeights(labels, 2, "sqrt");
    expect(rareByRoot / oftenByRoot).toBeCloseTo(3, 12);
    for (const kind of ["balanced", "sqrt"] as const) {
      expect(mean(classWeights(labels, 2, kind))).toBeCloseTo(1, 12);
    }
  });

  it("are 1 where none are wanted, and for a class without photos", () => {
    expect(classWeights(labels, 2, "none")).toEqual([1, 1]);
    expect(classWeights(labels, 3, "balanced")[2]).toBe(1);
  });
});
