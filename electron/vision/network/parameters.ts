/** The values of a network's parameters by name, and their form on disk. */
import * as z from "zod";
import { parametersOf, type NetworkDescription, type ParameterSpec } from "./description";
import { decodeFloat16, encodeFloat16 } from "./float16";

export interface ParameterValue {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export type Parameters = ReadonlyMap<string, ParameterValue>;

/** One tensor in a weights file: where it ends follows from shape and type. */
export const StoredTensor = z.object({
  name: z.string(),
  shape: z.array(z.int().positive()),
  dtype: z.enum(["float16", "float32"]),
});

export type StoredTensor = z.infer<typeof StoredTensor>;

const BYTES = { float16: 2, float32: 4 } as const;

/**
 * Kernels in half precision; the small vectors (batch norm, biases) in single, since variances
 * fall below what half precision can hold.
 */
export function encodeParameters(
  network: NetworkDescription,
  parameters: Parameters,
): { readonly tensors: StoredTensor[]; readonly bytes: Uint8Array } {
  const tensors: StoredTensor[] = [];
  const parts: Uint8Array[] = [];
  for (const spec of parametersOf(network)) {
    const { values } = parameterOf(parameters, spec);
    const dtype = spec.role === "kernel" ? "float16" : "float32";
    const stored = dtype === "float16" ? encodeFloat16(values) : values;
    tensors.push({ name: spec.name, shape: [...spec.shape], dtype });
    parts.push(new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength));
  }
  return { tensors, bytes: Buffer.concat(parts) };
}

/** @throws Error where the bytes are not exactly these tensors. */
export function decodeParameters(tensors: readonly StoredTensor[], bytes: Uint8Array): Parameters {
  const parameters = new Map<string, ParameterValue>();
  let offset = 0;
  for (const { name, shape, dtype } of tensors) {
    const length = elementCount(shape) * BYTES[dtype];
    if (offset + length > bytes.byteLength) throw new Error(`The weights end within ${name}`);
    // A copy, since a view must begin at a multiple of the element's size.
    const buffer = Uint8Array.from(bytes.subarray(offset, offset + length)).buffer;
    const values =
      dtype === "float16" ? decodeFloat16(new Uint16Array(buffer)) : new Float32Array(buffer);
    parameters.set(name, { shape, values });
    offset += length;
  }
  if (offset !== bytes.byteLength) throw new Error("The weights are longer than their list");
  return parameters;
}

/** The parameter that a layer asks for. @throws Error where it is missing or shaped otherwise. */
export function parameterOf(parameters: Parameters, spec: ParameterSpec): ParameterValue {
  const parameter = parameters.get(spec.name);
  if (!parameter) throw new Error(`The weights lack ${spec.name}`);
  if (parameter.shape.join() !== spec.shape.join()) {
    throw new Error(
      `${spec.name} has shape ${parameter.shape.join("x")}, not ${spec.shape.join("x")}`,
    );
  }
  return parameter;
}

/**
 * Starting values: kernels from a normal distribution with variance 2 / fan-in (He et al., 2015),
 * those of dense layers without ReLU with 1 / fan-in, batch norm as the identity.
 *
 * @param normal draws from the standard normal distribution
 */
export function initialParameters(network: NetworkDescription, normal: () => number): Parameters {
  const linear = new Set(
    network.layers.flatMap((layer, index) =>
      layer.kind === "dense" && network.layers[index + 1]?.kind !== "relu" ? [layer.name] : [],
    ),
  );
  return new Map(
    parametersOf(network).map((spec) => {
      const values = new Float32Array(elementCount(spec.shape));
      switch (spec.role) {
        case "kernel": {
          const deviation = Math.sqrt((linear.has(spec.layer) ? 1 : 2) / spec.fanIn);
          for (let i = 0; i < values.length; i++) values[i] = normal() * deviation;
          break;
        }
        case "gamma":
        case "movingVariance":
          values.fill(1);
          break;
        case "bias":
        case "beta":
        case "movingMean":
          break;
      }
      return [spec.name, { shape: spec.shape, values }] as const;
    }),
  );
}

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
