/**
 * What the application serves: one pass gives the logits, the class activation maps and the
 * embedding of every photo in a batch; a short way back through the last layers sharpens the maps.
 */
import { totalStride } from "./description";
import { detailedMaps, type MapBatch } from "./detailedMaps";
import { lastHalving, loadFoldedBody, type BodyRun } from "./foldedBody";
import { foldNetwork } from "./folding";
import { createKernels, type Kernels, type Tensor } from "./kernels";
import type { Model } from "./modelFolder";
import { describeNetwork } from "./networkOptions";
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
  /** [count, channels] for each tapped layer, in the order asked for: its pooled output. */
  readonly taps: readonly Float32Array[];
}

export interface ServingNetwork {
  readonly classes: number;
  /** Length of an embedding. */
  readonly features: number;
  /** What the sides of pictures must be multiples of. */
  readonly stride: number;
  /**
   * @param pixels RGB, 0 to 255, [count, height, width, 3]; not kept
   * @throws Error where the pixels do not fill the shape or a side is no multiple of the stride
   */
  forward(pixels: Uint8Array, shape: BatchShape): Promise<ForwardResult>;
  /**
   * As `forward`, but `maps` are finer and lie on what drove the answer: each class activation
   * map times the LayerCAM (Jiang et al., IEEE TIP 30, 2021) of the layer before the last halving,
   * taken for all classes at once from the logarithm of the summed exponentials of the logits,
   * whose gradient weights every class by its probability. Positive speaks for a class, negative
   * against it. See docs/HEATMAPS.md for measurements.
   */
  explain(pixels: Uint8Array, shape: BatchShape): Promise<ForwardResult>;
  dispose(): void;
}

/**
 * @param tapped names of convolutions whose pooled outputs are wanted as well
 * @throws Error where a tapped layer is not there
 */
export function createServingNetwork(
  model: Pick<Model, "network" | "parameters">,
  kernels: Kernels = createKernels(openTensorFlow()),
  tapped: readonly string[] = [],
): ServingNetwork {
  const description = describeNetwork(model.network);
  const stride = totalStride(description);
  const { body, head } = foldNetwork(description, model.parameters);
  const halving = lastHalving(body);
  for (const name of tapped) {
    if (!body.some((layer) => layer.name === name && layer.kind !== "residualAdd")) {
      throw new Error(`There is no convolution ${name} to tap`);
    }
  }
  const loadedBody = loadFoldedBody(body, kernels, {
    keepFrom: halving?.finerLayer,
    pooled: tapped,
  });
  const headKernel = kernels.upload(head.kernel, [head.features, head.classes]);
  const headBias = kernels.upload(head.bias, [head.classes]);
  const mapKernel = kernels.upload(head.kernel, [1, 1, head.features, head.classes]);
  const resident = [headKernel, headBias, mapKernel];
  let disposed = false;

  function classify(final: Tensor): Omit<ForwardResult, "taps"> {
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

  /** One pass; what `then` is given lives until it returns. */
  function pass<R>(
    pixels: Uint8Array,
    shape: BatchShape,
    then: (result: ForwardResult, run: BodyRun) => R,
  ): R {
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
    const run = loadedBody.run(input);
    input.release();
    try {
      const taps = run.pooled.map((means) => means.floats());
      return then({ ...classify(run.output), taps }, run);
    } finally {
      run.release();
    }
  }

  function explain(pixels: Uint8Array, shape: BatchShape): ForwardResult {
    if (!halving) return pass(pixels, shape, (result) => result);
    return pass(pixels, shape, (result, run) => {
      const { count } = shape;
      const { mapHeight, mapWidth } = result;
      const { height, width, values } = detailedMaps(
        {
          count,
          height: mapHeight,
          width: mapWidth,
          channels: head.classes,
          values: result.maps,
        },
        detailOf(run, halving.finerLayer, result.logits),
        halving,
      );
      return { ...result, maps: values, mapHeight: height, mapWidth: width };
    });
  }

  /** LayerCAM of a layer for the logarithm of the summed exponentials of the logits. */
  function detailOf(run: BodyRun, layer: string, logits: Float32Array): MapBatch {
    const [count = 0] = run.output.shape;
    const outputs = run.outputOf(layer);
    const [, height = 0, width = 0, channels = 0] = outputs.shape;
    const steps: Tensor[] = [];
    const then = (tensor: Tensor): Tensor => {
      steps.push(tensor);
      return tensor;
    };
    const shares = softmaxRows(logits, head.classes);
    const probabilities = then(kernels.upload(shares, [count, head.classes]));
    const byPooled = then(kernels.matMul(probabilities, headKernel, { b: true }));
    const byOutput = then(kernels.globalAveragePoolGradient(byPooled, run.output.shape));
    const byLayer = then(run.gradientAt(layer, byOutput));
    const evidence = then(kernels.multiply(then(kernels.relu(byLayer)), outputs));
    const ones = then(kernels.upload(new Float32Array(channels).fill(1), [1, 1, channels, 1]));
    const values = then(kernels.conv2d(evidence, ones, 1)).floats();
    for (const tensor of steps) tensor.release();
    return { count, height, width, channels: 1, values };
  }

  return {
    classes: head.classes,
    features: head.features,
    stride,
    // The promise leaves room to run on another thread; a rejected call is not a thrown one.
    forward: (pixels, shape) =>
      new Promise((resolve) => {
        resolve(pass(pixels, shape, (result) => result));
      }),
    explain: (pixels, shape) =>
      new Promise((resolve) => {
        resolve(explain(pixels, shape));
      }),
    dispose() {
      if (disposed) return;
      disposed = true;
      loadedBody.dispose();
      for (const tensor of resident) tensor.release();
    },
  };
}

/** Softmax of each row of `classes` logits. */
function softmaxRows(logits: Float32Array, classes: number): Float32Array {
  const result = new Float32Array(logits.length);
  for (let from = 0; from < logits.length; from += classes) {
    const row = logits.subarray(from, from + classes);
    const greatest = row.reduce((max, logit) => Math.max(max, logit), -Infinity);
    const powers = row.map((logit) => Math.exp(logit - greatest));
    const total = powers.reduce((sum, power) => sum + power, 0);
    result.set(
      powers.map((power) => power / total),
      from,
    );
  }
  return result;
}
