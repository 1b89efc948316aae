/**
 * MobileNetV2: Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks",
 * CVPR 2018, with the layer names, widths and epsilon of Keras' applications.
 *
 * Keras pads stride-2 layers explicitly; on even sides that equals SAME padding, so inputs must
 * be multiples of 32.
 */
import type { Layer, NetworkDescription } from "./description";
import { headLayers, type HeadOptions } from "./head";

export interface MobileNetV2Options extends HeadOptions {
  /** Width multiplier; 1 is the published network. */
  readonly alpha: number;
}

/** Table 2 of the paper: expansion, output channels, repeats, stride of the first repeat. */
const STAGES = [
  { expansion: 1, channels: 16, repeats: 1, stride: 1 },
  { expansion: 6, channels: 24, repeats: 2, stride: 2 },
  { expansion: 6, channels: 32, repeats: 3, stride: 2 },
  { expansion: 6, channels: 64, repeats: 4, stride: 2 },
  { expansion: 6, channels: 96, repeats: 3, stride: 1 },
  { expansion: 6, channels: 160, repeats: 3, stride: 2 },
  { expansion: 6, channels: 320, repeats: 1, stride: 1 },
] as const;

const EPSILON = 1e-3;

export function mobilenetV2(options: MobileNetV2Options): NetworkDescription {
  const { alpha } = options;
  const layers: Layer[] = [];
  const stem = divisibleByEight(32 * alpha);
  layers.push(
    { kind: "conv", name: "Conv1", size: 3, stride: 2, filters: stem },
    { kind: "batchNorm", name: "bn_Conv1", epsilon: EPSILON },
    { kind: "relu6", name: "Conv1_relu" },
  );

  let channels = stem;
  let block = 0;
  let blockInput = "Conv1_relu";
  for (const stage of STAGES) {
    const filters = divisibleByEight(stage.channels * alpha);
    for (let repeat = 0; repeat < stage.repeats; repeat++) {
      const stride = repeat === 0 ? stage.stride : 1;
      const prefix = block === 0 ? "expanded_conv" : `block_${String(block)}`;
      layers.push(...bottleneck(prefix, channels, stage.expansion, filters, stride));
      if (stride === 1 && channels === filters) {
        layers.push({ kind: "residualAdd", name: `${prefix}_add`, from: blockInput });
        blockInput = `${prefix}_add`;
      } else {
        blockInput = `${prefix}_project_BN`;
      }
      channels = filters;
      block += 1;
    }
  }

  // Narrow networks keep the full width of the last convolution.
  const features = alpha > 1 ? divisibleByEight(1280 * alpha) : 1280;
  layers.push(
    { kind: "conv", name: "Conv_1", size: 1, stride: 1, filters: features },
    { kind: "batchNorm", name: "Conv_1_bn", epsilon: EPSILON },
    { kind: "relu6", name: "out_relu" },
    { kind: "globalAveragePool", name: "global_average_pooling2d" },
    ...headLayers(options),
  );
  return { name: `mobilenetv2_${alpha.toFixed(2)}`, inputChannels: 3, layers };
}

/** The inverted residual block, without its shortcut. */
function bottleneck(
  prefix: string,
  channels: number,
  expansion: number,
  filters: number,
  stride: number,
): Layer[] {
  const expand: Layer[] =
    expansion === 1
      ? []
      : [
          {
            kind: "conv",
            name: `${prefix}_expand`,
            size: 1,
            stride: 1,
            filters: channels * expansion,
          },
          { kind: "batchNorm", name: `${prefix}_expand_BN`, epsilon: EPSILON },
          { kind: "relu6", name: `${prefix}_expand_relu` },
        ];
  return [
    ...expand,
    { kind: "depthwiseConv", name: `${prefix}_depthwise`, size: 3, stride },
    { kind: "batchNorm", name: `${prefix}_depthwise_BN`, epsilon: EPSILON },
    { kind: "relu6", name: `${prefix}_depthwise_relu` },
    { kind: "conv", name: `${prefix}_project`, size: 1, stride: 1, filters },
    { kind: "batchNorm", name: `${prefix}_project_BN`, epsilon: EPSILON },
  ];
}

/** Rounds to a multiple of 8, never losing more than a tenth. */
function divisibleByEight(value: number): number {
  const rounded = Math.max(8, Math.floor((value + 4) / 8) * 8);
  return rounded < 0.9 * value ? rounded + 8 : rounded;
}
