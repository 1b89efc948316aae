/**
 * AdamW: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, over
 * TensorFlow's Adam kernel. Kernels decay; biases and batch norm do not.
 */
import type { Kernels } from "../vision/network/kernels";
import type { Parameters } from "../vision/network/parameters";
import type { Gradients } from "./layers";
import { createVariables, isTrainable, type Variables } from "./variables";

export interface AdamWOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Share of a kernel's values that a step with learning rate 1 would remove. */
  readonly weightDecay: number;
}

export interface OptimiserState {
  /** Steps taken, by variable: one that is trained later starts anew then. */
  readonly steps: ReadonlyMap<string, number>;
  readonly firstMoments: Parameters;
  readonly secondMoments: Parameters;
}

export interface Optimiser {
  /** Takes one step and releases the gradients. */
  apply(gradients: Gradients, learningRate: number): void;
  state(): OptimiserState;
  dispose(): void;
}

export function createAdamW(
  kernels: Kernels,
  variables: Variables,
  options: AdamWOptions,
  resumed?: OptimiserState,
): Optimiser {
  const { beta1, beta2, epsilon, weightDecay } = options;
  const specs = variables.all.map(({ spec }) => spec).filter(isTrainable);
  const zeros: Parameters = new Map(
    specs.map(({ name, shape }) => {
      const length = shape.reduce((product, side) => product * side, 1);
      return [name, { shape, values: new Float32Array(length) }] as const;
    }),
  );
  const first = createVariables(kernels, specs, resumed?.firstMoments ?? zeros);
  const second = createVariables(kernels, specs, resumed?.secondMoments ?? zeros);
  const steps = new Map(resumed?.steps);

  function decay(name: string, share: number): void {
    const value = variables.read(name);
    const loss = kernels.scale(value, share);
    value.release();
    kernels.subtractFromVariable(variables.get(name).handle, loss);
    loss.release();
  }

  return {
    apply(gradients, learningRate) {
      for (const [name, gradient] of gradients) {
        const step = (steps.get(name) ?? 0) + 1;
        steps.set(name, step);
        const update = {
          learningRate,
          beta1,
          beta2,
          epsilon,
          beta1Power: beta1 ** step,
          beta2Power: beta2 ** step,
        };
        const { spec, handle } = variables.get(name);
        if (spec.role === "kernel" && weightDecay > 0) decay(name, learningRate * weightDecay);
        const moments = [first.get(name).handle, second.get(name).handle] as const;
        kernels.applyAdam(handle, ...moments, gradient, update);
        gradient.release();
      }
      gradients.clear();
    },
    state: () => ({
      steps: new Map(steps),
      firstMoments: first.snapshot(),
      secondMoments: second.snapshot(),
    }),
    dispose() {
      first.dispose();
      second.dispose();
    },
  };
}
