import { describe, expect, it } from "vitest";
import { withPriorAdjusted } from "../../../electron/training/priorAdjustment";
import type { Parameters } from "../../../electron/vision/network/parameters";

const parameters: Parameters = new Map([
  ["Conv_1/kernel", { shape: [1], values: Float32Array.of(7) }],
  ["predictions/bias", { shape: [3], values: Float32Array.of(0.5, 0, -1) }],
]);

const biasOf = (of: Parameters): number[] => [...(of.get("predictions/bias")?.values ?? [])];

describe("prior adjustment", () => {
  it("takes the power of the counts off each class, differences only", () => {
    const adjusted = withPriorAdjusted(parameters, [100, 10, 1], 0.5);
    const step = Math.log(10) / 2;
    expect(biasOf(adjusted).map((value) => value.toFixed(5))).toEqual(
      [0.5 - step, 0, -1 + step].map((value) => value.toFixed(5)),
    );
    expect(adjusted.get("Conv_1/kernel")).toBe(parameters.get("Conv_1/kernel"));
    expect(biasOf(parameters)).toEqual([0.5, 0, -1]);
  });

  it("leaves a network alone where the power or the counts say nothing", () => {
    expect(withPriorAdjusted(parameters, [100, 10, 1], 0)).toBe(parameters);
    expect(biasOf(withPriorAdjusted(parameters, [8, 8, 8], 1))).toEqual([0.5, 0, -1]);
  });

  it("needs an output for each class", () => {
    expect(() => withPriorAdjusted(parameters, [1, 2], 0.5)).toThrow("one output for each class");
  });
});
