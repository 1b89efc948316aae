/**
 * The forward pass that the application serves: one pass gives the logits, the class activation
 * maps and the embedding of every photo in a batch.
 */
import { totalStride } from "./description";
import { foldNetwork, type FoldedLayer } from "./folding";
import { createKernels, type Kernels, type Tensor } from "./kernels";
import { describeNetwork, type Model } from "./modelFolder";
import { openTensorFlow } from "./tensorflow";

export interface BatchShape {
  /** Photos in the batch. */
  readonly count: number;
  /** Pixels; multiples of the network's stride (32). */
  readonly height: number;
  readonly width: number;
}

export interface ForwardResult {
  /** [count, classes], before calibration. */
  readonly logits: Float32Array;
  /**
   * [count, mapHeight, mapWidth, classes]: what each place adds to a class; the mean over the
   * places plus the class's bias is the logit. Zhou et al., "Learning Deep Features for
   * Discriminative Localization", CVPR 2016; equals Grad-CAM for this head.
   */
  readonly maps: Float32Array;
  readonly mapHeight: number;
  readonly mapWidth: number;
  /** [count, features]: the pooled features. */
  readonly embedding: Float32Array;
}

export interface ServingNetwork {
  readonly classes: number;
  /** Length of an embedding. */
  readonly features: number;
  /**
   * @param pixels RGB, 0 to 255, [count, height, width, 3]; not kept
   * @throws Error where the pixels do not fill the shape or a side is no multiple of the stride
   */
  forward(pixels: Uint8Array, shape: BatchShape): Promise<ForwardResult>;
  dispose(): void;
}

interface LoadedConvolution {
  readonly layer: Exclude<FoldedLayer, { readonly kind: "residualAdd" }>;
  readonly kernel: Tensor;
  readonly bias: Tensor;
}

export function createServingNetwork(
  model: Pick<Model, "network" | "parameters">,
  kernels: Kernels = createKernels(openTensorFlow()),
): ServingNetwork {
  const description = describeNetwork(model.network);
  const stride = totalStride(description);
  const { body, head } = foldNetwork(description, model.parameters);
  const convolutions = new Map<string, LoadedConvolution>();
  for (const layer of body) {
    if (layer.kind === "residualAdd") continue;
    convolutions.set(layer.name, {
      layer,
      kernel: kernels.upload(layer.kernel, layer.kernelShape),
      bias: kernels.upload(layer.bias, [layer.bias.length]),
    });
  }
  const headKernel = kernels.upload(head.kernel, [head.features, head.classes]);
  const headBias = kernels.upload(head.bias, [head.classes]);
  const mapKernel = kernels.upload(head.kernel, [1, 1, head.features, head.classes]);
  const resident = [
    ...[...convolutions.values()].flatMap(({ kernel, bias }) => [kernel, bias]),
    headKernel,
    headBias,
    mapKernel,
  ];
  /** Outputs that a later residual sum needs. */
  const shortcuts = new Set(
    body.flatMap((layer) => (layer.kind === "residualAdd" ? [layer.from] : [])),
  );
  let disposed = false;

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

  function features(input: Tensor): Tensor {
    const kept = new Map<string, Tensor>();
    let x = input.retain();
    try {
      for (const layer of body) {
        const next = run(layer, x, kept);
        x.release();
        x = next;
        if (shortcuts.has(layer.name)) kept.set(layer.name, x.retain());
      }
    } finally {
      for (const tensor of kept.values()) tensor.release();
    }
    return x;
  }

  function run(layer: FoldedLayer, x: Tensor, kept: Map<string, Tensor>): Tensor {
    if (layer.kind === "residualAdd") {
      const shortcut = kept.get(layer.from);
      if (!shortcut) throw new Error(`${layer.from} does not come before ${layer.name}`);
      const sum = kernels.add(shortcut, x);
      shortcut.release();
      kept.delete(layer.from);
      return sum;
    }
    const convolution = convolutions.get(layer.name);
    if (!convolution) throw new Error(`${layer.name} is not loaded`);
    return convolve(convolution, x);
  }

  function classify(final: Tensor): ForwardResult {
    const [, mapHeight = 0, mapWidth = 0] = final.shape;
    const embedding = kernels.globalAveragePool(final);
    const weighted = kernels.matMul(embedding, headKernel);
    const logits = kernels.biasAdd(weighted, headBias);
    const maps = kernels.conv2d(final, mapKernel, 1);
    const result = {
      logits: logits.floats(),
      maps: maps.floats(),
      mapHeight,
      mapWidth,
      embedding: embedding.floats(),
    };
    for (const tensor of [embedding, weighted, logits, maps]) tensor.release();
    return result;
  }

  function forward(pixels: Uint8Array, shape: BatchShape): ForwardResult {
    if (disposed) throw new Error("The network was disposed of");
    const { count, height, width } = shape;
    if (height % stride !== 0 || width % stride !== 0 || height === 0 || width === 0) {
      throw new Error(`Sides must be multiples of ${String(stride)}`);
    }
    if (count < 1 || pixels.length !== count * height * width * 3) {
      throw new Error("The pixels do not fill the shape");
    }
    const bytes = kernels.upload(pixels, [count, height, width, 3]);
    const input = kernels.normalisePixels(bytes);
    bytes.release();
    const final = features(input);
    input.release();
    const result = classify(final);
    final.release();
    return result;
  }

  return {
    classes: head.classes,
    features: head.features,
    // The promise leaves room to run on another thread; a rejected call is not a thrown one.
    forward: (pixels, shape) =>
      new Promise((resolve) => {
        resolve(forward(pixels, shape));
      }),
    dispose() {
      if (disposed) return;
      disposed = true;
      for (const tensor of resident) tensor.release();
    },
  };
}

/** Runs shapes once, so that the first photo does not pay for TensorFlow's first calls. */
export async function warmUp(
  network: ServingNetwork,
  shapes: readonly BatchShape[],
): Promise<void> {
  for (const shape of shapes) {
    await network.forward(new Uint8Array(shape.count * shape.height * shape.width * 3), shape);
  }
}
