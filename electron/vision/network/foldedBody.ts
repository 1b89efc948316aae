/**
 * The convolutions of a folded network on the device, forwards and, for heatmaps, backwards to an
 * earlier layer. With batch norm folded, the gradient by a layer's input is a mask and a
 * transposed convolution; no parameter needs one.
 */
import type { FoldedLayer } from "./folding";
import type { Kernels, Tensor } from "./kernels";

export interface FoldedBody {
  /**
   * @param input [count, height, width, channels], not consumed
   * @param options.keepFrom layer from which on outputs are kept for `gradientAt`; none if left out
   * @param options.observe called with every layer's output, which it must not release
   */
  run(
    input: Tensor,
    options?: {
      readonly keepFrom?: string | undefined;
      readonly observe?: ((layer: string, output: Tensor) => void) | undefined;
    },
  ): BodyRun;
  dispose(): void;
}

/** One batch's way through the body. Whoever asked for it releases it. */
export interface BodyRun {
  /** The last feature maps. */
  readonly output: Tensor;
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

interface LoadedConvolution {
  readonly layer: Convolution;
  readonly kernel: Tensor;
  readonly bias: Tensor;
}

export function loadFoldedBody(body: readonly FoldedLayer[], kernels: Kernels): FoldedBody {
  const convolutions = new Map<string, LoadedConvolution>();
  for (const layer of body) {
    if (layer.kind === "residualAdd") continue;
    convolutions.set(layer.name, {
      layer,
      kernel: kernels.upload(layer.kernel, layer.kernelShape),
      bias: kernels.upload(layer.bias, [layer.bias.length]),
    });
  }
  const position = new Map(body.map((layer, index) => [layer.name, index]));
  const shortcuts = new Set(
    body.flatMap((layer) => (layer.kind === "residualAdd" ? [layer.from] : [])),
  );

  function positionOf(layer: string): number {
    const index = position.get(layer);
    if (index === undefined) throw new Error(`There is no layer ${layer}`);
    return index;
  }

  function loaded(layer: Convolution): LoadedConvolution {
    const convolution = convolutions.get(layer.name);
    if (!convolution) throw new Error(`${layer.name} is not loaded`);
    return convolution;
  }

  function convolve({ layer, kernel, bias }: LoadedConvolution, x: Tensor): Tensor {
    const convolved =
      layer.kind === "conv"
        ? kernels.conv2d(x, kernel, layer.stride)
        : kernels.depthwiseConv2d(x, kernel, layer.stride);
    const biased = kernels.biasAdd(convolved, bias);
    convolved.release();
    if (!layer.relu6) return biased;
    const activated = kernels.relu6(biased);
    biased.release();
    return activated;
  }

  /** @param gradient by the layer's output, not consumed */
  function inputGradient(
    { layer, kernel }: LoadedConvolution,
    inputShape: readonly number[],
    output: Tensor,
    gradient: Tensor,
  ): Tensor {
    const byConvolved = layer.relu6 ? kernels.relu6Gradient(gradient, output) : gradient.retain();
    const byInput =
      layer.kind === "conv"
        ? kernels.conv2dInputGradient(inputShape, kernel, byConvolved, layer.stride)
        : kernels.depthwiseConv2dInputGradient(inputShape, kernel, byConvolved, layer.stride);
    byConvolved.release();
    return byInput;
  }

  const run: FoldedBody["run"] = (input, { keepFrom, observe } = {}) => {
    const firstKept = keepFrom === undefined ? body.length : positionOf(keepFrom);
    const kept = new Map<string, Tensor>();
    const release = (): void => {
      for (const tensor of kept.values()) tensor.release();
      kept.clear();
    };
    const keptOutput = (layer: string): Tensor => {
      const tensor = kept.get(layer);
      if (!tensor) throw new Error(`The output of ${layer} was not kept`);
      return tensor;
    };

    let x = input.retain();
    try {
      body.forEach((layer, index) => {
        let next: Tensor;
        if (layer.kind === "residualAdd") {
          const shortcut = keptOutput(layer.from);
          next = kernels.add(shortcut, x);
          if (positionOf(layer.from) < firstKept) {
            shortcut.release();
            kept.delete(layer.from);
          }
        } else {
          next = convolve(loaded(layer), x);
        }
        x.release();
        x = next;
        if (index >= firstKept || shortcuts.has(layer.name)) kept.set(layer.name, x.retain());
        observe?.(layer.name, x);
      });
    } catch (error) {
      x.release();
      release();
      throw error;
    }

    function gradientAt(target: string, gradient: Tensor): Tensor {
      const last = positionOf(target);
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
      for (let index = body.length - 1; index > last; index--) {
        const layer = body[index];
        const before = body[index - 1];
        if (!layer || !before) break;
        by = withShortcut(layer.name, by);
        if (layer.kind === "residualAdd") {
          if (positionOf(layer.from) >= last) throughShortcuts.set(layer.from, by.retain());
          continue;
        }
        const { shape } = keptOutput(before.name);
        const byInput = inputGradient(loaded(layer), shape, keptOutput(layer.name), by);
        by.release();
        by = byInput;
      }
      return withShortcut(target, by);
    }

    return {
      output: x,
      outputOf: keptOutput,
      gradientAt,
      release() {
        x.release();
        release();
      },
    };
  };

  return {
    run,
    dispose() {
      for (const { kernel, bias } of convolutions.values()) {
        kernel.release();
        bias.release();
      }
    },
  };
}

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
