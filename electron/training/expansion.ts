/**
 * A 1x1 convolution that widens, and its batch norm, as one layer.
 *
 * Mean and variance of what a 1x1 convolution gives follow from mean and covariance of what it
 * takes. So batch norm becomes a part of the kernel, forwards and backwards: the wide maps are not
 * read for their statistics and not kept for the gradient. With the input x centred [rows, in], its
 * covariance C, the kernel W [in, out], sigma from the variance and epsilon, s = gamma / sigma:
 *
 *     variance = diag(W' C W)              y = x (W s) + beta
 *     dbeta = sum of dy over the rows      A = x' dy
 *     dgamma = diag(W' A) / sigma          t = dgamma / sigma
 *     dW = s (A - (C W) t)
 *     dx = (dy - sum of dy / rows) (W s)' - x (W (s t / rows) W')
 */
import type { LayerOfKind } from "../vision/network/description";
import type { Kernels, Tensor } from "../vision/network/kernels";
import type { LayerContext, LayerPass } from "./layers";
import type { Variables } from "./variables";

export interface Expansion {
  readonly conv: LayerOfKind<"conv">;
  readonly norm: LayerOfKind<"batchNorm">;
}

/** Whether the convolution gains by running with its batch norm: its input is the narrow side. */
export function widens(conv: LayerOfKind<"conv">, channels: number): boolean {
  return conv.size === 1 && conv.stride === 1 && conv.bias !== true && conv.filters > channels;
}

/** @param x [count, height, width, channels], not consumed */
export function runExpansion(
  { kernels: k, variables, newBatchWeight }: LayerContext,
  { conv, norm }: Expansion,
  x: Tensor,
): LayerPass {
  const [count = 0, height = 0, width = 0, inputs = 0] = x.shape;
  const rows = count * height * width;
  const outputs = conv.filters;
  const kernelName = `${conv.name}/kernel`;
  const kept = createScope();
  const passing = createScope();

  const kernel = passing.own(variables.read(kernelName));
  const weights = kept.own(k.reshape(kernel, [inputs, outputs]));
  const gamma = passing.own(variables.read(`${norm.name}/gamma`));
  const beta = passing.own(variables.read(`${norm.name}/beta`));

  const input = passing.own(k.reshape(x, [rows, inputs]));
  const inputSum = passing.own(k.columnSums(input));
  const inputMean = passing.own(k.scale(inputSum, 1 / rows));
  const centred = kept.own(k.subtract(input, inputMean));
  const products = passing.own(k.matMul(centred, centred, { a: true }));
  const covariance = passing.own(k.scale(products, 1 / rows));
  const spread = kept.own(k.matMul(covariance, weights));
  const shares = passing.own(k.multiply(weights, spread));
  const variance = passing.own(k.columnSums(shares));
  const inverseSigma = kept.own(k.inverseRoot(variance, norm.epsilon));
  const factor = kept.own(k.multiply(gamma, inverseSigma));
  const scaled = kept.own(k.multiply(weights, factor));
  const product = passing.own(k.matMul(centred, scaled));
  const shifted = passing.own(k.biasAdd(product, beta));
  const output = k.reshape(shifted, [count, height, width, outputs]);

  const meanRow = passing.own(k.reshape(inputMean, [1, inputs]));
  const outputMeanRow = passing.own(k.matMul(meanRow, weights));
  const outputMean = passing.own(k.reshape(outputMeanRow, [outputs]));
  // TensorFlow's batch norm moves towards the variance of the population that the batch samples.
  const unbiased = passing.own(k.scale(variance, rows / Math.max(1, rows - 1)));
  moveTowards(k, variables, `${norm.name}/moving_mean`, outputMean, newBatchWeight);
  moveTowards(k, variables, `${norm.name}/moving_variance`, unbiased, newBatchWeight);
  passing.release();

  return {
    output,
    discard: kept.release,
    backward(gradient, gradients, wantsInput) {
      const scope = createScope();
      const { own } = scope;
      const dy = own(k.reshape(gradient, [rows, outputs]));
      const dbeta = k.columnSums(dy);
      const correlation = own(k.matMul(centred, dy, { a: true }));
      const along = own(k.columnSums(own(k.multiply(weights, correlation))));
      const dgamma = k.multiply(along, inverseSigma);
      const pull = own(k.multiply(dgamma, inverseSigma));
      const straight = own(k.subtract(correlation, own(k.multiply(spread, pull))));
      const dWeights = own(k.multiply(straight, factor));
      gradients.set(kernelName, k.reshape(dWeights, [1, 1, inputs, outputs]));
      gradients.set(`${norm.name}/gamma`, dgamma);
      gradients.set(`${norm.name}/beta`, dbeta);
      const dx = wantsInput ? inputGradient() : null;
      scope.release();
      kept.release();
      return dx;

      function inputGradient(): Tensor {
        const direct = own(k.matMul(dy, scaled, { b: true }));
        const dyMean = own(k.reshape(own(k.scale(dbeta, 1 / rows)), [1, outputs]));
        const level = own(k.matMul(dyMean, scaled, { b: true }));
        const pulled = own(k.multiply(scaled, own(k.scale(pull, 1 / rows))));
        const bend = own(k.matMul(centred, own(k.matMul(pulled, weights, { b: true }))));
        const flat = own(k.subtract(own(k.subtract(direct, bend)), level));
        return k.reshape(flat, x.shape);
      }
    },
  };
}

function moveTowards(
  kernels: Kernels,
  variables: Variables,
  name: string,
  target: Tensor,
  share: number,
): void {
  const scope = createScope();
  const difference = scope.own(kernels.subtract(scope.own(variables.read(name)), target));
  const step = scope.own(kernels.scale(difference, share));
  kernels.subtractFromVariable(variables.get(name).handle, step);
  scope.release();
}

/** Tensors that are released together. */
function createScope() {
  const tensors: Tensor[] = [];
  return {
    own: (tensor: Tensor): Tensor => {
      tensors.push(tensor);
      return tensor;
    },
    release: (): void => {
      for (const tensor of tensors) tensor.release();
    },
  };
}
