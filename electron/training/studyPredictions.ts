/** Answers of any network to photos as its training showed them: whole, squeezed into the square. */
import { readFile } from "node:fs/promises";
import { decodePhoto } from "../vision/decode";
import type { Kernels, PixelRange } from "../vision/network/kernels";
import { describeNetwork, type NetworkOptions } from "../vision/network/networkOptions";
import type { Parameters } from "../vision/network/parameters";
import { resample } from "../vision/resample";
import { withGroups } from "./dataset/groups";
import { lesionOf } from "./dataset/photo";
import type { LabelledPhoto } from "./dataset/task";
import type { Prediction } from "./evaluate";
import { classLogits } from "./loss";
import { encodeMetadata, type MetadataEncoding } from "./metadata";
import { photoInput } from "./stage";
import { createFrozenNetwork } from "./trainableNetwork";
import { networkVariables } from "./variables";

export interface StudyPredictionOptions {
  readonly kernels: Kernels;
  readonly network: NetworkOptions;
  readonly parameters: Parameters;
  readonly input: {
    /** Side of the square in pixels. */
    readonly size: number;
    readonly pixels: PixelRange;
    readonly metadata: MetadataEncoding | null;
  };
  readonly photos: readonly LabelledPhoto[];
  /** Called with the number of photos done. */
  readonly onProgress: (done: number) => void;
}

const BATCH = 32;

/** One prediction a photo, in order; probabilities are the network's own, not calibrated. */
export async function predictStudy(options: StudyPredictionOptions): Promise<Prediction[]> {
  const { kernels, network, parameters, input } = options;
  const photos = withGroups(options.photos);
  const description = describeNetwork(network);
  const variables = networkVariables(kernels, description, parameters);
  const answer = createFrozenNetwork({ kernels, layers: description.layers, variables });
  const predictions: Prediction[] = [];
  try {
    for (let from = 0; from < photos.length; from += BATCH) {
      const part = photos.slice(from, from + BATCH);
      const squares = await Promise.all(part.map(({ file }) => squareOf(file, input.size)));
      const rows = logitsOf(squares, part);
      part.forEach((photo, row) => {
        predictions.push({
          lesionId: lesionOf(photo),
          group: photo.group,
          label: photo.label,
          probabilities: softmax(rows[row] ?? []),
        });
      });
      options.onProgress(predictions.length);
    }
    return predictions;
  } finally {
    variables.dispose();
  }

  function logitsOf(squares: readonly Uint8Array[], part: readonly LabelledPhoto[]): number[][] {
    const pixels = photoInput(kernels, Buffer.concat(squares), input.size, input.pixels);
    const { metadata: encoding } = input;
    const numbers = encoding && part.map((photo) => encodeMetadata(encoding, photo));
    const metadata =
      numbers &&
      kernels.upload(Float32Array.from(numbers.flat()), [part.length, numbers[0]?.length ?? 0]);
    const outputs = answer(pixels, metadata ?? undefined);
    const values = outputs.floats();
    const units = values.length / part.length;
    for (const tensor of [pixels, outputs]) tensor.release();
    metadata?.release();
    return part.map((_, row) => classLogits(values.subarray(row * units, (row + 1) * units)));
  }
}

async function squareOf(file: string, size: number): Promise<Uint8Array> {
  const photo = await decodePhoto(await readFile(file));
  const whole = { left: 0, top: 0, width: photo.width, height: photo.height };
  return resample(photo, whole, size, size).pixels;
}

function softmax(logits: readonly number[]): number[] {
  const greatest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - greatest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
