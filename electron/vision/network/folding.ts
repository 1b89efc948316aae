/**
 * For serving, batch norm is folded into the convolution before it: with fixed statistics it is
 * one factor per output channel, which the kernel takes, and one offset, which becomes a bias.
 */
import {
  parametersOf,
  type LayerOfKind,
  type NetworkDescription,
  type ParameterSpec,
} from "./description";
import { parameterOf, type Parameters } from "./parameters";

export type FoldedLayer =
  | {
      readonly kind: "conv" | "depthwiseConv";
      readonly name: string;
      readonly stride: number;
      readonly kernel: Float32Array;
      readonly kernelShape: readonly number[];
      readonly bias: Float32Array;
      readonly relu6: boolean;
    }
  | LayerOfKind<"residualAdd">;

export interface FoldedNetwork {
  /** From the pixels to the last feature maps. */
  readonly body: readonly FoldedLayer[];
  /** The one dense layer after global average pooling. */
  readonly head: {
    readonly features: number;
    readonly classes: number;
    /** [features, classes] */
    readonly kernel: Float32Array;
    readonly bias: Float32Array;
  };
}

/** A convolution with what folds into it. */
interface ServedConvolution {
  readonly kind: "served";
  readonly convolution: LayerOfKind<"conv"> | LayerOfKind<"depthwiseConv">;
  readonly norm: LayerOfKind<"batchNorm">;
  readonly relu6: boolean;
}

/** A network as far as serving computes it. */
interface ServedNetwork {
  readonly body: readonly (ServedConvolution | LayerOfKind<"residualAdd">)[];
  readonly dense: LayerOfKind<"dense">;
}

/**
 * @throws Error where the network is not convolutions with batch norm, then global average
 * pooling and one dense layer: only for those do class activation maps come with the forward pass
 */
export function servedNetwork(network: NetworkDescription): ServedNetwork {
  const layers = network.layers.filter((layer) => layer.kind !== "dropout");
  const pool = layers.findIndex((layer) => layer.kind === "globalAveragePool");
  const dense = layers[pool + 1];
  if (pool < 0 || dense?.kind !== "dense" || layers.length !== pool + 2) {
    throw new Error("Serving needs global average pooling and one dense layer at the end");
  }

  const body: ServedNetwork["body"][number][] = [];
  // Residual sums name the batch norm or activation that closed a convolution.
  const closedBy = new Map<string, string>();
  for (let index = 0; index < pool; index++) {
    const layer = layers[index];
    switch (layer?.kind) {
      case "conv":
      case "depthwiseConv": {
        const norm = layers[index + 1];
        if (norm?.kind !== "batchNorm") throw new Error(`${layer.name} has no batch norm`);
        const relu6 = layers[index + 2]?.kind === "relu6";
        const closing = relu6 ? layers[index + 2] : norm;
        if (closing) closedBy.set(closing.name, layer.name);
        body.push({ kind: "served", convolution: layer, norm, relu6 });
        break;
      }
      case "residualAdd":
        body.push({ ...layer, from: closedBy.get(layer.from) ?? layer.from });
        break;
      case "batchNorm":
      case "relu6":
        break;
      case "dense":
      case "relu":
      case "maxPool":
      case "flatten":
      case "joinMetadata":
      case "globalAveragePool":
      case undefined:
        throw new Error(`Serving cannot fold ${String(layer?.name)}`);
    }
  }
  return { body, dense };
}

/** @throws Error as `servedNetwork` does, and where the weights are another network's */
export function foldNetwork(network: NetworkDescription, parameters: Parameters): FoldedNetwork {
  const { body, dense } = servedNetwork(network);
  const specs = parametersOf(network);
  const valuesOf = (layer: string, role: ParameterSpec["role"]) => {
    const spec = specs.find((candidate) => candidate.layer === layer && candidate.role === role);
    if (!spec) throw new Error(`${layer} has no ${role}`);
    return parameterOf(parameters, spec);
  };
  const folded = ({ convolution, norm, relu6 }: ServedConvolution): FoldedLayer => ({
    kind: convolution.kind,
    name: convolution.name,
    stride: convolution.stride,
    relu6,
    ...foldConvolution(valuesOf(convolution.name, "kernel"), {
      epsilon: norm.epsilon,
      gamma: valuesOf(norm.name, "gamma").values,
      beta: valuesOf(norm.name, "beta").values,
      mean: valuesOf(norm.name, "movingMean").values,
      variance: valuesOf(norm.name, "movingVariance").values,
    }),
  });
  const foldedBody = body.map((layer) => (layer.kind === "served" ? folded(layer) : layer));
  const kernel = valuesOf(dense.name, "kernel");
  return {
    body: foldedBody,
    head: {
      features: kernel.shape[0] ?? 0,
      classes: dense.units,
      kernel: kernel.values,
      bias: valuesOf(dense.name, "bias").values,
    },
  };
}

interface FixedBatchNorm {
  readonly epsilon: number;
  readonly gamma: Float32Array;
  readonly beta: Float32Array;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/** The output channel is the last axis of a kernel HWIO and of a depthwise kernel HWC1 alike. */
function foldConvolution(
  kernel: { readonly shape: readonly number[]; readonly values: Float32Array },
  norm: FixedBatchNorm,
): { kernel: Float32Array; kernelShape: readonly number[]; bias: Float32Array } {
  const channels = norm.gamma.length;
  const factor = norm.gamma.map(
    (gamma, channel) => gamma / Math.sqrt((norm.variance[channel] ?? 0) + norm.epsilon),
  );
  const bias = norm.beta.map(
    (beta, channel) => beta - (norm.mean[channel] ?? 0) * (factor[channel] ?? 0),
  );
  return {
    kernel: kernel.values.map((weight, index) => weight * (factor[index % channels] ?? 0)),
    kernelShape: kernel.shape,
    bias,
  };
}
