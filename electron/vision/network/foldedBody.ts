/**
 * The convolutions of a folded network on the device: forwards as one graph and, for heatmaps,
 * backwards to an earlier layer. With batch norm folded, the gradient by a layer's input is a mask
 * and a transposed convolution; no parameter needs one.
 */
import type { FoldedLayer } from "./folding";
import { createGraph, type GraphAttributes } from "./graph";
import type { Kernels, Tensor } from "./kernels";

export interface FoldedBody {
  /** @param input [count, height, width, channels], not consumed */
  run(input: Tensor): BodyRun;
  dispose(): void;
}

/**
 * What runs give beside the last feature maps. The same for all of them: TensorFlow prepares the
 * graph anew for every other set of outputs, which takes it a quarter of a second.
 */
export interface BodyOutputs {
  /** Layer from which on outputs are kept for `gradientAt`; none if left out. */
  readonly keepFrom?: string | undefined;
  /** Convolutions whose outputs' means over the places are wanted. */
  readonly pooled?: readonly string[];
}

/** One batch's way through the body. Whoever asked for it releases it. */
export interface BodyRun {
  /** The last feature maps. */
  readonly output: Tensor;
  /** [count, channels] of each layer that was to be pooled, in their order. */
  readonly pooled: readonly Tensor[];
  /** @throws Error where the layer's output was not kept */
  outputOf(layer: string): Tensor;
  /**
   * Gradient by the output of `layer`, which the caller releases.
   *
   * @param gradient by the last feature maps, not consumed
   * @throws Error where outputs from that layer on were not kept
   */
  gradientAt(layer: string, gradient: Tensor): Tensor;
  release(): void;
}

type Convolution = Exclude<FoldedLayer, { readonly kind: "residualAdd" }>;

/** @throws Error where a layer that is asked for is not there */
export function loadFoldedBody(
  body: readonly FoldedLayer[],
  kernels: Kernels,
  { keepFrom, pooled = [] }: BodyOutputs = {},
): FoldedBody {
  const position = new Map(body.map((layer, index) => [layer.name, index]));
  const last = body.at(-1)?.name;
  if (last === undefined) throw new Error("A body has layers");
  const outputName = last;
  const firstKept = keepFrom === undefined ? body.length - 1 : positionOf(keepFrom);
  const kept = body.slice(firstKept).map(({ name }) => name);
  for (const name of pooled) positionOf(name);
  const graph = kernels.loadGraph(graphOf(body));
  /** Uploaded once a gradient asks for them. */
  const weights = new Map<string, Tensor>();

  function positionOf(layer: string): number {
    const index = position.get(layer);
    if (index === undefined) throw new Error(`There is no layer ${layer}`);
    return index;
  }

  function weightsOf(layer: Convolution): Tensor {
    const known = weights.get(layer.name);
    if (known) return known;
    const uploaded = kernels.upload(layer.kernel, layer.kernelShape);
    weights.set(layer.name, uploaded);
    return uploaded;
  }

  /** @param gradient by the layer's output, not consumed */
  function inputGradient(
    layer: Convolution,
    inputShape: readonly number[],
    output: Tensor,
    gradient: Tensor,
  ): Tensor {
    const byConvolved = layer.relu6 ? kernels.relu6Gradient(gradient, output) : gradient.retain();
    const kernel = weightsOf(layer);
    const byInput =
      layer.kind === "conv"
        ? kernels.conv2dInputGradient(inputShape, kernel, byConvolved, layer.stride)
        : kernels.depthwiseConv2dInputGradient(inputShape, kernel, byConvolved, layer.stride);
    byConvolved.release();
    return byInput;
  }

  const run: FoldedBody["run"] = (input) => {
    const tensors = graph.run(input, [...kept, ...pooled.map(meansOf)]);
    const outputs = new Map(kept.map((name, index) => [name, tensors[index]]));
    const outputOf = (layer: string): Tensor => {
      const tensor = outputs.get(layer);
      if (!tensor) throw new Error(`The output of ${layer} was not kept`);
      return tensor;
    };

    function gradientAt(target: string, gradient: Tensor): Tensor {
      const first = positionOf(target);
      /** What reaches a layer's output through residual sums. */
      const throughShortcuts = new Map<string, Tensor>();
      const withShortcut = (layer: string, straight: Tensor): Tensor => {
        const shortcut = throughShortcuts.get(layer);
        if (!shortcut) return straight;
        const sum = kernels.add(straight, shortcut);
        straight.release();
        shortcut.release();
        throughShortcuts.delete(layer);
        return sum;
      };

      let by = gradient.retain();
      for (let index = body.length - 1; index > first; index--) {
        const layer = body[index];
        const before = body[index - 1];
        if (!layer || !before) break;
        by = withShortcut(layer.name, by);
        if (layer.kind === "residualAdd") {
          if (positionOf(layer.from) >= first) throughShortcuts.set(layer.from, by.retain());
          continue;
        }
        const { shape } = outputOf(before.name);
        const byInput = inputGradient(layer, shape, outputOf(layer.name), by);
        by.release();
        by = byInput;
      }
      return withShortcut(target, by);
    }

    return {
      output: outputOf(outputName),
      pooled: tensors.slice(kept.length),
      outputOf,
      gradientAt,
      release() {
        for (const tensor of tensors) tensor.release();
      },
    };
  };

  return {
    run,
    dispose() {
      graph.dispose();
      for (const kernel of weights.values()) kernel.release();
      weights.clear();
    },
  };
}

const meansOf = (layer: string): string => `${layer}/means`;

/** Each layer's output under its name, each convolution's mean over the places beside it. */
function graphOf(body: readonly FoldedLayer[]): Uint8Array {
  const graph = createGraph();
  graph.input("input");
  const places = graph.constant("places", Int32Array.of(1, 2), [2]);
  let x = "input";
  for (const layer of body) {
    const { name } = layer;
    if (layer.kind === "residualAdd") {
      x = graph.node(name, "AddV2", [layer.from, x], FLOATS);
      continue;
    }
    const part = (suffix: string): string => `${name}/${suffix}`;
    const kernel = graph.constant(part("kernel"), layer.kernel, layer.kernelShape);
    const bias = graph.constant(part("bias"), layer.bias, [layer.bias.length]);
    const operation = layer.kind === "conv" ? "Conv2D" : "DepthwiseConv2dNative";
    const strides = [1, layer.stride, layer.stride, 1];
    const attributes = { ...FLOATS, strides, padding: "SAME", data_format: "NHWC" };
    const convolved = graph.node(part("convolved"), operation, [x, kernel], attributes);
    const named = layer.relu6 ? part("biased") : name;
    x = graph.node(named, "BiasAdd", [convolved, bias], { ...FLOATS, data_format: "NHWC" });
    if (layer.relu6) x = graph.node(name, "Relu6", [x], FLOATS);
    graph.node(meansOf(name), "Mean", [x, places], { ...FLOATS, Tidx: { type: "int32" } });
  }
  return graph.bytes();
}

const FLOATS: GraphAttributes = { T: { type: "float" } };

/** Where the maps are halved for the last time, and how the cells before and after lie. */
export interface LastHalving {
  /** The layer before it, the last with the finer maps. */
  readonly finerLayer: string;
  /** Finer cells a coarse cell, along each side. */
  readonly stride: number;
  /** Coarse cell i looks at the finer cells around `stride * i + centre`. */
  readonly centre: number;
}

/** @returns null where nothing but the first layer has a stride */
export function lastHalving(body: readonly FoldedLayer[]): LastHalving | null {
  const index = body.reduce(
    (last, layer, at) => ("stride" in layer && layer.stride > 1 ? at : last),
    -1,
  );
  const layer = body[index];
  const before = body[index - 1];
  if (!layer || !before || layer.kind === "residualAdd") return null;
  const size = layer.kernelShape[0] ?? 1;
  // TensorFlow's SAME padding on sides that the stride divides: the odd cell goes to the far end.
  const paddedBefore = Math.floor(Math.max(0, size - layer.stride) / 2);
  return {
    finerLayer: before.name,
    stride: layer.stride,
    centre: (size - 1) / 2 - paddedBefore,
  };
}
