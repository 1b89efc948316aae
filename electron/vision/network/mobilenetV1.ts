/**
 * MobileNet: Howard et al., "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision
 * Applications", arXiv:1704.04861, 2017, table 1, with the layer names, widths and epsilon of
 * Keras' applications. As there, activations are cut off at 6.
 *
 * Keras pads stride-2 layers explicitly; on even sides that equals SAME padding, so inputs must
 * be multiples of 32.
 */
import type { Layer, NetworkDescription } from "./description";
import { headLayers, type HeadOptions } from "./head";

export interface MobileNetV1Options extends HeadOptions {
  /** Width multiplier; 1 is the published network. */
  readonly alpha: number;
}

/** Output channels and stride of the depthwise separable convolutions. */
const BLOCKS = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
] as const;

const EPSILON = 1e-3;

export function mobilenetV1(options: MobileNetV1Options): NetworkDescription {
  const { alpha } = options;
  const width = (channels: number): number => Math.floor(channels * alpha);
  const layers: Layer[] = [
    { kind: "conv", name: "conv1", size: 3, stride: 2, filters: width(32) },
    ...normalised("conv1"),
  ];
  BLOCKS.forEach(([channels, stride], index) => {
    const depthwise = `conv_dw_${String(index + 1)}`;
    const pointwise = `conv_pw_${String(index + 1)}`;
    layers.push(
      { kind: "depthwiseConv", name: depthwise, size: 3, stride },
      ...normalised(depthwise),
      { kind: "conv", name: pointwise, size: 1, stride: 1, filters: width(channels) },
      ...normalised(pointwise),
    );
  });
  layers.push(
    { kind: "globalAveragePool", name: "global_average_pooling2d" },
    ...headLayers(options),
  );
  return { name: `mobilenet_${alpha.toFixed(2)}`, inputChannels: 3, layers };
}

function normalised(name: string): Layer[] {
  return [
    { kind: "batchNorm", name: `${name}_bn`, epsilon: EPSILON },
    { kind: "relu6", name: `${name}_relu` },
  ];
}
