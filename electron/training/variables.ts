/** The parameters of a network as variables on the device, which training changes in place. */
import {
  parametersOf,
  type NetworkDescription,
  type ParameterSpec,
} from "../vision/network/description";
import type { Kernels, Tensor } from "../vision/network/kernels";
import { parameterOf, type Parameters } from "../vision/network/parameters";

export interface Variable {
  readonly spec: ParameterSpec;
  /** Handle for kernels that update in place. */
  readonly handle: Tensor;
}

export interface Variables {
  readonly all: readonly Variable[];
  get(name: string): Variable;
  /** The value now; the caller releases it. Held across an update it costs a copy, no more. */
  read(name: string): Tensor;
  assign(name: string, value: Tensor): void;
  /** Copies of all values. */
  snapshot(): Parameters;
  /** Sets every variable. */
  restore(parameters: Parameters): void;
  dispose(): void;
}

export function createVariables(
  kernels: Kernels,
  specs: readonly ParameterSpec[],
  initial: Parameters,
): Variables {
  const byName = new Map<string, Variable>();
  for (const spec of specs) {
    const { values } = parameterOf(initial, spec);
    byName.set(spec.name, { spec, handle: kernels.createVariable(values, spec.shape) });
  }
  const all = [...byName.values()];

  function get(name: string): Variable {
    const variable = byName.get(name);
    if (!variable) throw new Error(`There is no variable ${name}`);
    return variable;
  }

  return {
    all,
    get,
    read: (name) => kernels.readVariable(get(name).handle),
    assign: (name, value) => {
      kernels.assignVariable(get(name).handle, value);
    },
    snapshot: () =>
      new Map(
        all.map(({ spec, handle }) => {
          const value = kernels.readVariable(handle);
          const values = value.floats();
          value.release();
          return [spec.name, { shape: spec.shape, values }] as const;
        }),
      ),
    restore(parameters) {
      for (const { spec, handle } of all) {
        // A copy, since the upload shares memory and the variable is written in place.
        const values = Float32Array.from(parameterOf(parameters, spec).values);
        const value = kernels.upload(values, spec.shape);
        kernels.assignVariable(handle, value);
        value.release();
      }
    },
    dispose() {
      for (const { handle } of all) handle.release();
    },
  };
}

export function networkVariables(
  kernels: Kernels,
  network: NetworkDescription,
  initial: Parameters,
): Variables {
  return createVariables(kernels, parametersOf(network), initial);
}

/** Moving statistics follow the data, not the gradient. */
export function isTrainable(spec: ParameterSpec): boolean {
  return spec.role !== "movingMean" && spec.role !== "movingVariance";
}
