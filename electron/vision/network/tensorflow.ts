/**
 * The one place that loads TensorFlow and knows the addon behind tfjs-node.
 *
 * tfjs' own operations compose batch norm and relu6 of many small ones, forwards and backwards;
 * calling TensorFlow's kernels through the addon is four times as fast for one photo and seven
 * times in training. Everything above this file talks to `Kernels`.
 */
import "./tensorflowEnvironment";
import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { backend } from "@tensorflow/tfjs-node-gpu";

export type ComputeDevice =
  | { readonly kind: "gpu"; readonly name: string }
  | { readonly kind: "cpu"; readonly threads: number };

/** An attribute of a TensorFlow operation, with the type that the addon must be told. */
export interface OperationAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: boolean | number | string | readonly number[];
}

export type TensorData = Float32Array | Int32Array | Uint8Array;

/** tfjs-node's addon: tensors are numbers, every operation runs before the call returns. */
export interface TensorFlowBinding {
  createTensor(shape: readonly number[], dtype: number, values: TensorData): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): TensorData;
  executeOp(
    name: string,
    attributes: readonly OperationAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): { readonly id: number; readonly shape: number[]; readonly dtype: number }[];
  /** @returns what the next two call it by; throws where a graph is not one of TensorFlow's */
  loadSavedModel(folder: string, tags: string): number;
  /** @param inputs and `outputs`: names with the number of their output, joined by commas */
  runSavedModel(
    session: number,
    tensors: readonly number[],
    inputs: string,
    outputs: string,
  ): { readonly id: number; readonly shape: number[]; readonly dtype: number }[];
  deleteSavedModel(session: number): void;
  getNumOfSavedModels(): number;
  /** Tensors alive in this process, those of tfjs included. */
  getNumOfTensors(): number;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_UINT8: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
}

export interface TensorFlow {
  readonly binding: TensorFlowBinding;
  readonly device: ComputeDevice;
}

interface NodeBackend {
  readonly binding: TensorFlowBinding;
  readonly isUsingGpuDevice: boolean;
}

const nodeBackend = (): NodeBackend => backend() as unknown as NodeBackend;

export function openTensorFlow(): TensorFlow {
  return { binding: nodeBackend().binding, device: deviceDescription() };
}

/** What this process computes on. */
export function deviceDescription(): ComputeDevice {
  return nodeBackend().isUsingGpuDevice
    ? { kind: "gpu", name: graphicsCardName() }
    : { kind: "cpu", threads: cpus().length };
}

/** TensorFlow does not tell a name; NVIDIA's driver lists it on Linux. */
function graphicsCardName(): string {
  const folder = "/proc/driver/nvidia/gpus";
  try {
    for (const card of readdirSync(folder)) {
      const model = /^Model:\s*(.+)$/m.exec(
        readFileSync(join(folder, card, "information"), "utf8"),
      );
      if (model?.[1] !== undefined) return model[1].trim();
    }
  } catch {
    // No such folder outside Linux: the generic name below is all there is to say.
  }
  return "CUDA device";
}
