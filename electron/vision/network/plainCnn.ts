/**
 * A plain convolutional network: blocks of a 3x3 convolution, ReLU and 2x2 max pooling, then all
 * places of the last maps end to end as one vector. It takes pictures of one size only.
 */
import type { Layer, NetworkDescription } from "./description";
import { headLayers, type HeadOptions } from "./head";

export interface PlainCnnOptions extends HeadOptions {
  /** Side of the square input in pixels. */
  readonly inputSize: number;
  /** Filters of each block's convolution. */
  readonly blocks: readonly number[];
}

export function plainCnn(options: PlainCnnOptions): NetworkDescription {
  const { blocks, inputSize } = options;
  const layers = blocks.flatMap((filters, index): Layer[] => {
    const number = String(index + 1);
    return [
      { kind: "conv", name: `conv_${number}`, size: 3, stride: 1, filters, bias: true },
      { kind: "relu", name: `conv_${number}_relu` },
      { kind: "maxPool", name: `pool_${number}`, size: 2 },
    ];
  });
  const side = blocks.reduce((size) => Math.floor(size / 2), inputSize);
  layers.push({ kind: "flatten", name: "flatten", places: side * side }, ...headLayers(options));
  return { name: `plain_cnn_${String(inputSize)}`, inputChannels: 3, layers };
}
