/**
 * A convolution with bias, its ReLU and the max pooling behind them, as one layer.
 *
 * Adding a number and cutting off below zero keep the order of numbers, so both may come behind
 * the pooling, where a quarter of the numbers (or less) is left:
 *
 *     max(relu(x + b)) = relu(max(x) + b)
 *
 * The output is the same to the bit, since rounding keeps the order too. Where adding the bias
 * rounds two numbers of a window to one, the gradient goes to the larger instead of the first; the
 * bias's own is the same sum, in another order.
 */
import type { LayerOfKind } from "../vision/network/description";
import type { Tensor } from "../vision/network/kernels";
import { passOf, type LayerContext, type LayerPass } from "./layers";

export interface PooledConvolution {
  /** With a bias. */
  readonly conv: LayerOfKind<"conv">;
  readonly pool: LayerOfKind<"maxPool">;
}

/** @param x [count, height, width, channels], not consumed */
export function runPooledConvolution(
  { kernels, variables }: LayerContext,
  { conv, pool }: PooledConvolution,
  x: Tensor,
): LayerPass {
  const kernelName = `${conv.name}/kernel`;
  const biasName = `${conv.name}/bias`;
  const kernel = variables.read(kernelName);
  const bias = variables.read(biasName);
  const convolved = kernels.conv2d(x, kernel, conv.stride);
  const largest = kernels.maxPool(convolved, pool.size);
  const shifted = kernels.biasAdd(largest.output, bias);
  const output = kernels.relu(shifted);
  shifted.release();
  bias.release();

  return passOf(
    output,
    [x.retain(), kernel, convolved, largest.output, ...largest.reserve, output.retain()],
    (gradient, gradients, wantsInput) => {
      const cut = kernels.reluGradient(gradient, output);
      gradients.set(biasName, kernels.biasGradient(cut));
      const spread = kernels.maxPoolGradient(convolved, largest, cut, pool.size);
      cut.release();
      gradients.set(kernelName, kernels.conv2dKernelGradient(x, kernel.shape, spread, conv.stride));
      const before = wantsInput
        ? kernels.conv2dInputGradient(x.shape, kernel, spread, conv.stride)
        : null;
      spread.release();
      return before;
    },
  );
}
