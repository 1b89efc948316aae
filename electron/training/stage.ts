/**
 * What learns in a phase, and what it computes on: pixels; or, where all that learns lies behind
 * the last pooling, the vectors of the frozen body.
 */
import type { Layer, NetworkDescription } from "../vision/network/description";
import type { Kernels, PixelRange, Tensor } from "../vision/network/kernels";
import { createFrozenFeatures, type View } from "./frozenFeatures";
import type { Phase } from "./recipes/recipe";
import {
  createFrozenNetwork,
  createTrainableNetwork,
  type TrainableNetwork,
} from "./trainableNetwork";
import { firstTrainedLayer, headStart } from "./trainedPart";
import type { Variables } from "./variables";

export interface Stage {
  /** Side of the square input in pixels. */
  readonly inputSize: number;
  /** Views of each photo that come back epoch after epoch; null: always new ones. */
  readonly views: number | null;
  /** Takes what `input` gives. */
  readonly network: TrainableNetwork;
  readonly trainsBatchNorm: boolean;
  /** Those of the views whose pixels `input` will take; asked in the order of the batches. */
  needed(views: readonly View[]): readonly View[];
  /**
   * What the network computes on, released by the caller.
   *
   * @param pixels of the views that were needed, [needed, size, size, 3]
   */
  input(views: readonly View[], needed: readonly View[], pixels: Uint8Array): Tensor;
}

export interface StageOptions {
  readonly kernels: Kernels;
  readonly description: NetworkDescription;
  readonly variables: Variables;
  readonly phase: Phase;
  readonly pixels: PixelRange;
  readonly views: number | null;
  /** Memory for the vectors of a frozen body. */
  readonly cacheBytes: number;
}

/** @throws Error where the phase trains from a layer that the network lacks */
export function createStage(options: StageOptions): Stage {
  const { kernels, description, variables, phase, views } = options;
  const { layers } = description;
  const { inputSize } = phase;
  const firstTrained = firstTrainedLayer(description, phase.trained);
  const head = headStart(description);
  const trainsBatchNorm = layers.slice(firstTrained).some(({ kind }) => kind === "batchNorm");
  const photos = (pixels: Uint8Array): Tensor =>
    photoInput(kernels, pixels, inputSize, options.pixels);

  if (firstTrained < head) {
    return {
      inputSize,
      views: null,
      network: createTrainableNetwork({ kernels, layers, variables, firstTrained }),
      trainsBatchNorm,
      needed: (all) => all,
      input: (_, __, pixels) => photos(pixels),
    };
  }
  const features = createFrozenFeatures({
    kernels,
    body: createFrozenNetwork({ kernels, layers: layers.slice(0, head), variables }),
    length: vectorLength(description, layers.slice(0, head)),
    cacheBytes: views === null ? 0 : options.cacheBytes,
  });
  return {
    inputSize,
    views,
    network: createTrainableNetwork({
      kernels,
      layers: layers.slice(head),
      variables,
      firstTrained: firstTrained - head,
    }),
    trainsBatchNorm,
    needed: (all) => features.needed(all),
    input: (all, needed, pixels) => features.take(all, needed, () => photos(pixels)),
  };
}

/** Numbers that the body gives for one photo. */
function vectorLength({ inputChannels }: NetworkDescription, body: readonly Layer[]): number {
  return body.reduce((channels, layer) => {
    if (layer.kind === "conv") return layer.filters;
    return layer.kind === "flatten" ? channels * layer.places : channels;
  }, inputChannels);
}

/** Photos as a network takes them. @param pixels RGB, 0 to 255, [count, size, size, 3] */
export function photoInput(
  kernels: Kernels,
  pixels: Uint8Array,
  size: number,
  range: PixelRange,
): Tensor {
  const bytes = kernels.upload(pixels, [pixels.length / (size * size * 3), size, size, 3]);
  const input = kernels.normalisePixels(bytes, range);
  bytes.release();
  return input;
}
