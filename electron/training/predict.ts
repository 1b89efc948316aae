/** Runs photos through the serving path: decoded, framed and computed as in triage. */
import { readFile } from "node:fs/promises";
import { decodePhoto, type PixelImage } from "../vision/decode";
import { framePhoto, type InputSpec } from "../vision/framing";
import type { ServingNetwork } from "../vision/network/serving";
import { answerOverViews, type ViewCount } from "../vision/network/views";
import { resample } from "../vision/resample";
import { groupBy } from "./groupBy";

const BATCH = 16;

/** What the network says of one photo. */
export interface PhotoOutputs {
  /** Before calibration. */
  readonly logits: number[];
  /** Pooled outputs of the tapped layers, then the embedding. */
  readonly features: readonly Float32Array[];
}

/** How photos are shown to the network. */
export interface Showing {
  readonly input: InputSpec;
  readonly views: ViewCount;
}

/**
 * The network's outputs for each file, in order.
 *
 * @param onProgress called with the number of photos done
 */
export async function predictPhotos(
  network: ServingNetwork,
  showing: Showing,
  files: readonly string[],
  onProgress: (done: number) => void = () => undefined,
): Promise<PhotoOutputs[]> {
  const outputs: PhotoOutputs[] = [];
  for (let from = 0; from < files.length; from += BATCH) {
    const part = files.slice(from, from + BATCH);
    const photos = await Promise.all(
      part.map(async (file) => framed(await decodePhoto(await readFile(file)), showing.input)),
    );
    outputs.push(...(await forwardMixed(network, photos, showing.views)));
    onProgress(outputs.length);
  }
  return outputs;
}

/** The network's input made of a photo. */
export function framed(photo: PixelImage, input: InputSpec): PixelImage {
  const { crop, width, height } = framePhoto(photo.width, photo.height, input);
  return resample(photo, crop, width, height);
}

/** The network's outputs for one picture that lies in memory, in one view. */
export async function predictPicture(
  network: ServingNetwork,
  input: InputSpec,
  picture: PixelImage,
): Promise<PhotoOutputs | undefined> {
  const [outputs] = await forwardMixed(network, [framed(picture, input)], 1);
  return outputs;
}

/** Photos of one shape share a pass. */
async function forwardMixed(
  network: ServingNetwork,
  photos: readonly PixelImage[],
  views: ViewCount,
): Promise<PhotoOutputs[]> {
  const byShape = groupBy([...photos.keys()], (index) => {
    const { width = 0, height = 0 } = photos[index] ?? {};
    return `${String(width)}x${String(height)}`;
  });
  const outputs = new Array<PhotoOutputs>(photos.length);
  for (const indices of byShape.values()) {
    const group = indices.flatMap((index) => photos[index] ?? []);
    const { width = 0, height = 0 } = group[0] ?? {};
    const pixels = Buffer.concat(group.map((photo) => photo.pixels));
    const shape = { count: group.length, width, height };
    const { logits, embedding, taps } = await answerOverViews(network, pixels, shape, {
      views,
      explained: false,
    });
    indices.forEach((photo, row) => {
      const share = (all: Float32Array): Float32Array => {
        const length = all.length / group.length;
        return all.slice(row * length, (row + 1) * length);
      };
      outputs[photo] = {
        logits: Array.from(share(logits)),
        features: [...taps, embedding].map(share),
      };
    });
  }
  return outputs;
}
