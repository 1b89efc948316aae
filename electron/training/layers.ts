/**
 * Forward and backward pass of each kind of layer.
 *
 * A pass keeps the tensors that its gradient needs and lets go of each as soon as that gradient
 * is taken, so that memory falls while the backward pass runs.
 */
import type { Layer, LayerOfKind } from "../vision/network/description";
import type { Kernels, Tensor } from "../vision/network/kernels";
import { elementCount } from "../vision/network/parameters";
import type { Random } from "./random";
import type { Variables } from "./variables";

export interface LayerContext {
  readonly kernels: Kernels;
  readonly variables: Variables;
  /** Weight (0 to 1) of the new batch in batch norm's moving statistics. */
  readonly newBatchWeight: number;
  /** What dropout draws from. */
  readonly random: Random;
  /** [count, features]; left out where the network takes none. */
  readonly metadata?: Tensor | undefined;
}

/** Gradients by parameter name; whoever takes them releases them. */
export type Gradients = Map<string, Tensor>;

/** One layer's run over one batch, waiting for its gradient. */
export interface LayerPass {
  /** Owned by the caller. */
  readonly output: Tensor;
  /**
   * Adds the gradients of the layer's parameters and returns the gradient of its input, or null
   * where that is not wanted. Frees what was kept: call either this or `discard`, once.
   *
   * @param gradient by the output, not consumed
   */
  backward(gradient: Tensor, gradients: Gradients, wantsInput: boolean): Tensor | null;
  /** Frees what was kept for a backward pass that will not come. */
  discard(): void;
}

/** Every kind but residual sums, which join two layers (see trainableNetwork.ts). */
export type PlainLayer = Exclude<Layer, { readonly kind: "residualAdd" }>;

/** @param x not consumed */
export function runLayer(context: LayerContext, layer: PlainLayer, x: Tensor): LayerPass {
  switch (layer.kind) {
    case "conv":
      return runConv(context, layer, x);
    case "depthwiseConv":
      return runDepthwiseConv(context, layer, x);
    case "batchNorm":
      return runBatchNorm(context, layer, x);
    case "relu6":
      return runRelu6(context, x);
    case "relu":
      return runRelu(context, x);
    case "maxPool":
      return runMaxPool(context, layer, x);
    case "globalAveragePool":
      return runGlobalAveragePool(context, x);
    case "flatten":
      return runFlatten(context, x);
    case "joinMetadata":
      return runJoinMetadata(context, layer, x);
    case "dropout":
      return runDropout(context, layer, x);
    case "dense":
      return runDense(context, layer, x);
  }
}

function runConv(
  { kernels, variables }: LayerContext,
  layer: LayerOfKind<"conv">,
  x: Tensor,
): LayerPass {
  const name = `${layer.name}/kernel`;
  const kernel = variables.read(name);
  const convolved = kernels.conv2d(x, kernel, layer.stride);
  return passOf(
    layer.bias ? withBias(kernels, variables, layer.name, convolved) : convolved,
    [x.retain(), kernel],
    (gradient, gradients, wantsInput) => {
      if (layer.bias) gradients.set(`${layer.name}/bias`, kernels.biasGradient(gradient));
      gradients.set(name, kernels.conv2dKernelGradient(x, kernel.shape, gradient, layer.stride));
      return wantsInput
        ? kernels.conv2dInputGradient(x.shape, kernel, gradient, layer.stride)
        : null;
    },
  );
}

function runDepthwiseConv(
  { kernels, variables }: LayerContext,
  layer: LayerOfKind<"depthwiseConv">,
  x: Tensor,
): LayerPass {
  const name = `${layer.name}/depthwise_kernel`;
  const kernel = variables.read(name);
  return passOf(
    kernels.depthwiseConv2d(x, kernel, layer.stride),
    [x.retain(), kernel],
    (gradient, gradients, wantsInput) => {
      gradients.set(
        name,
        kernels.depthwiseConv2dKernelGradient(x, kernel.shape, gradient, layer.stride),
      );
      return wantsInput
        ? kernels.depthwiseConv2dInputGradient(x.shape, kernel, gradient, layer.stride)
        : null;
    },
  );
}

function runBatchNorm(
  { kernels, variables, newBatchWeight }: LayerContext,
  layer: LayerOfKind<"batchNorm">,
  x: Tensor,
): LayerPass {
  const { name, epsilon } = layer;
  const gamma = variables.read(`${name}/gamma`);
  const beta = variables.read(`${name}/beta`);
  const mean = variables.read(`${name}/moving_mean`);
  const variance = variables.read(`${name}/moving_variance`);
  const { output, movingMean, movingVariance, reserve } = kernels.batchNormTraining(
    x,
    gamma,
    beta,
    mean,
    variance,
    { epsilon, newBatchWeight },
  );
  for (const tensor of [beta, mean, variance]) tensor.release();
  variables.assign(`${name}/moving_mean`, movingMean);
  variables.assign(`${name}/moving_variance`, movingVariance);
  movingMean.release();
  movingVariance.release();
  return passOf(output, [x.retain(), gamma, ...reserve], (gradient, gradients) => {
    const result = kernels.batchNormGradient(gradient, x, gamma, reserve, epsilon);
    gradients.set(`${name}/gamma`, result.gamma);
    gradients.set(`${name}/beta`, result.beta);
    return result.input;
  });
}

function runRelu6({ kernels }: LayerContext, x: Tensor): LayerPass {
  const output = kernels.relu6(x);
  return passOf(output, [output.retain()], (gradient) => kernels.relu6Gradient(gradient, output));
}

function runRelu({ kernels }: LayerContext, x: Tensor): LayerPass {
  const output = kernels.relu(x);
  return passOf(output, [output.retain()], (gradient) => kernels.reluGradient(gradient, output));
}

function runMaxPool(
  { kernels }: LayerContext,
  { size }: LayerOfKind<"maxPool">,
  x: Tensor,
): LayerPass {
  const forward = kernels.maxPool(x, size);
  const { output, reserve } = forward;
  return passOf(output, [x.retain(), output.retain(), ...reserve], (gradient) =>
    kernels.maxPoolGradient(x, forward, gradient, size),
  );
}

function runFlatten({ kernels }: LayerContext, x: Tensor): LayerPass {
  const { shape } = x;
  const [count = 0, ...sides] = shape;
  const output = kernels.reshape(x, [count, elementCount(sides)]);
  return passOf(output, [], (gradient) => kernels.reshape(gradient, shape));
}

function runJoinMetadata(
  { kernels, metadata }: LayerContext,
  layer: LayerOfKind<"joinMetadata">,
  x: Tensor,
): LayerPass {
  if (metadata?.shape[1] !== layer.features) {
    throw new Error(`${layer.name} needs ${String(layer.features)} numbers a photo`);
  }
  const columns = x.shape[1] ?? 0;
  return passOf(kernels.joinColumns(x, metadata), [], (gradient) =>
    kernels.firstColumns(gradient, columns),
  );
}

function runGlobalAveragePool({ kernels }: LayerContext, x: Tensor): LayerPass {
  const { shape } = x;
  return passOf(kernels.globalAveragePool(x), [], (gradient) =>
    kernels.globalAveragePoolGradient(gradient, shape),
  );
}

/** Inverted dropout: what is kept grows by 1 / (1 - rate), so that serving needs no factor. */
function runDropout(
  { kernels, random }: LayerContext,
  layer: LayerOfKind<"dropout">,
  x: Tensor,
): LayerPass {
  if (layer.rate === 0) return passOf(x.retain(), [], (gradient) => gradient.retain());
  const values = new Float32Array(x.shape.reduce((product, side) => product * side, 1));
  for (let i = 0; i < values.length; i++) {
    values[i] = random.chance(layer.rate) ? 0 : 1 / (1 - layer.rate);
  }
  const mask = kernels.upload(values, x.shape);
  return passOf(kernels.multiply(x, mask), [mask], (gradient) => kernels.multiply(gradient, mask));
}

function runDense(
  { kernels, variables }: LayerContext,
  layer: LayerOfKind<"dense">,
  x: Tensor,
): LayerPass {
  const kernel = variables.read(`${layer.name}/kernel`);
  const output = withBias(kernels, variables, layer.name, kernels.matMul(x, kernel));
  return passOf(output, [x.retain(), kernel], (gradient, gradients, wantsInput) => {
    gradients.set(`${layer.name}/kernel`, kernels.matMul(x, gradient, { a: true }));
    gradients.set(`${layer.name}/bias`, kernels.biasGradient(gradient));
    return wantsInput ? kernels.matMul(gradient, kernel, { b: true }) : null;
  });
}

/** @param x released */
function withBias(kernels: Kernels, variables: Variables, layer: string, x: Tensor): Tensor {
  const bias = variables.read(`${layer}/bias`);
  const output = kernels.biasAdd(x, bias);
  x.release();
  bias.release();
  return output;
}

/** The layer with fixed statistics and nothing kept: below the first trained layer. */
export function runFrozenLayer(
  { kernels, variables, metadata }: Pick<LayerContext, "kernels" | "variables" | "metadata">,
  layer: PlainLayer,
  x: Tensor,
): Tensor {
  switch (layer.kind) {
    case "batchNorm": {
      const { name, epsilon } = layer;
      const parameters = ["gamma", "beta", "moving_mean", "moving_variance"] as const;
      const [gamma, beta, mean, variance] = parameters.map((parameter) =>
        variables.read(`${name}/${parameter}`),
      ) as [Tensor, Tensor, Tensor, Tensor];
      const output = kernels.batchNormInference(x, gamma, beta, mean, variance, epsilon);
      for (const tensor of [gamma, beta, mean, variance]) tensor.release();
      return output;
    }
    case "dropout":
      return x.retain();
    case "conv":
    case "depthwiseConv":
    case "relu6":
    case "relu":
    case "maxPool":
    case "globalAveragePool":
    case "flatten":
    case "joinMetadata":
    case "dense": {
      // These compute the same in training and out of it, so they need no randomness.
      const random = unavailableRandom;
      const context = { kernels, variables, metadata, newBatchWeight: 0, random };
      const pass = runLayer(context, layer, x);
      pass.discard();
      return pass.output;
    }
  }
}

const unavailableRandom: Random = {
  uniform: refuse,
  between: refuse,
  below: refuse,
  normal: refuse,
  chance: refuse,
};

function refuse(): never {
  throw new Error("A frozen layer must not draw random numbers");
}

/**
 * @param kept released after the gradient, or when the pass is discarded
 * @param gradientOf as a pass's `backward`
 */
export function passOf(
  output: Tensor,
  kept: readonly Tensor[],
  gradientOf: (gradient: Tensor, gradients: Gradients, wantsInput: boolean) => Tensor | null,
): LayerPass {
  const discard = (): void => {
    for (const tensor of kept) tensor.release();
  };
  return {
    output,
    discard,
    backward(gradient, gradients, wantsInput) {
      const result = gradientOf(gradient, gradients, wantsInput);
      discard();
      return result;
    },
  };
}
