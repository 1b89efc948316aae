/**
 * A network as data: what serving, training, the parameters file and the model card read.
 *
 * Layers run in order, each on the output of the one before. Names are Keras', so that weights
 * published for Keras load by name.
 */
export type Layer =
  | {
      readonly kind: "conv";
      readonly name: string;
      /** Side of the square kernel. */
      readonly size: number;
      readonly stride: number;
      readonly filters: number;
      /** Left out where batch norm follows, whose offset does its work. */
      readonly bias?: true;
    }
  | {
      readonly kind: "depthwiseConv";
      readonly name: string;
      readonly size: number;
      readonly stride: number;
    }
  | { readonly kind: "batchNorm"; readonly name: string; readonly epsilon: number }
  | { readonly kind: "relu6"; readonly name: string }
  | { readonly kind: "relu"; readonly name: string }
  /** The greatest value of each `size` x `size` square; what is left over at the far edges is cut. */
  | { readonly kind: "maxPool"; readonly name: string; readonly size: number }
  | {
      readonly kind: "residualAdd";
      readonly name: string;
      /** The earlier layer whose output is added. */
      readonly from: string;
    }
  | { readonly kind: "globalAveragePool"; readonly name: string }
  /** All places of the maps end to end as one vector; `places`: height times width. */
  | { readonly kind: "flatten"; readonly name: string; readonly places: number }
  /** Numbers from the photo's metadata behind those of the vector. */
  | { readonly kind: "joinMetadata"; readonly name: string; readonly features: number }
  /** `rate`: share of values dropped in training, 0 to 1. */
  | { readonly kind: "dropout"; readonly name: string; readonly rate: number }
  | { readonly kind: "dense"; readonly name: string; readonly units: number };

export type LayerOfKind<K extends Layer["kind"]> = Extract<Layer, { readonly kind: K }>;

export interface NetworkDescription {
  readonly name: string;
  readonly inputChannels: number;
  readonly layers: readonly Layer[];
}

/** What a parameter is for; decides how it starts, whether it decays and how it is stored. */
export type ParameterRole = "kernel" | "bias" | "gamma" | "beta" | "movingMean" | "movingVariance";

export interface ParameterSpec {
  /** `<layer>/<parameter>`, for example `Conv1/kernel`. */
  readonly name: string;
  readonly layer: string;
  readonly shape: readonly number[];
  readonly role: ParameterRole;
  /** Numbers that feed one output value: the scale of a random start. */
  readonly fanIn: number;
}

/** The parameters of a network in the order of its layers. */
export function parametersOf(network: NetworkDescription): ParameterSpec[] {
  const specs: ParameterSpec[] = [];
  let channels = network.inputChannels;
  for (const layer of network.layers) {
    const parameter = (
      name: string,
      role: ParameterRole,
      shape: readonly number[],
      fanIn = 1,
    ): void => {
      specs.push({ name: `${layer.name}/${name}`, layer: layer.name, shape, role, fanIn });
    };
    switch (layer.kind) {
      case "conv": {
        const { size, filters } = layer;
        parameter("kernel", "kernel", [size, size, channels, filters], size * size * channels);
        if (layer.bias) parameter("bias", "bias", [filters]);
        channels = filters;
        break;
      }
      case "depthwiseConv": {
        const { size } = layer;
        parameter("depthwise_kernel", "kernel", [size, size, channels, 1], size * size);
        break;
      }
      case "batchNorm":
        parameter("gamma", "gamma", [channels]);
        parameter("beta", "beta", [channels]);
        parameter("moving_mean", "movingMean", [channels]);
        parameter("moving_variance", "movingVariance", [channels]);
        break;
      case "dense":
        parameter("kernel", "kernel", [channels, layer.units], channels);
        parameter("bias", "bias", [layer.units]);
        channels = layer.units;
        break;
      case "flatten":
        channels *= layer.places;
        break;
      case "joinMetadata":
        channels += layer.features;
        break;
      case "relu6":
      case "relu":
      case "maxPool":
      case "residualAdd":
      case "globalAveragePool":
      case "dropout":
        break;
      default:
        throw new Error(`Unknown layer ${String(layer satisfies never)}`);
    }
  }
  return specs;
}

/** How often the layers before the pooling halve height and width, as one factor (32 = 5 times). */
export function totalStride(network: NetworkDescription): number {
  return network.layers.reduce(
    (stride, layer) => ("stride" in layer ? stride * layer.stride : stride),
    1,
  );
}
