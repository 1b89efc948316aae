/**
 * Exponential moving average of all parameters, moving statistics included: the average
 * generalises better than where the last steps happened to lead (Izmailov et al., 2018;
 * Morales-Brotons et al., 2024).
 */
import type { Kernels } from "../vision/network/kernels";
import type { Parameters } from "../vision/network/parameters";
import { createVariables, type Variables } from "./variables";

export interface WeightAverage {
  /** Takes the variables' present values in, after the `step`-th step, counted from 1. */
  update(step: number): void;
  snapshot(): Parameters;
  dispose(): void;
}

export interface WeightAverageOptions {
  /** Share of the old average that a step keeps, once warmed up. */
  readonly decay: number;
  /** Steps between two updates: each then counts for as many, at that fraction of the cost. */
  readonly interval: number;
}

export function createWeightAverage(
  kernels: Kernels,
  variables: Variables,
  { decay, interval }: WeightAverageOptions,
  resumed?: Parameters,
): WeightAverage {
  const specs = variables.all.map(({ spec }) => spec);
  const average = createVariables(kernels, specs, resumed ?? variables.snapshot());

  return {
    update(step) {
      if (step % interval !== 0) return;
      // A young average would otherwise stay close to the initial weights.
      const kept = Math.min(decay, (1 + step) / (10 + step)) ** interval;
      for (const { name } of specs) {
        const old = average.read(name);
        const present = variables.read(name);
        const difference = kernels.subtract(old, present);
        old.release();
        present.release();
        const move = kernels.scale(difference, 1 - kept);
        difference.release();
        kernels.subtractFromVariable(average.get(name).handle, move);
        move.release();
      }
    },
    snapshot: () => average.snapshot(),
    dispose() {
      average.dispose();
    },
  };
}
