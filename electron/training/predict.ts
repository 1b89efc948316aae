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
  /** The embedding that the logits come from: the mean over the views. */
  readonly viewedEmbedding: Float32Array;
}

/** How photos are shown to the network. */
export interface Showing {
  readonly input: InputSpec;
  readonly views: ViewCount;
}

/** Decodes a photo when it is its turn, so that only few lie in memory. */
export type PhotoSource = () => Promise<PixelImage>;

export function photoFile(file: string): PhotoSource {
  return async () => decodePhoto(await readFile(file));
}

/**
 * The network's outputs for each photo, in order.
 *
 * @param onProgress called with the number of photos done
 */
export async function predictPhotos(
  network: ServingNetwork,
  showing: Showing,
  photos: readonly PhotoSource[],
  onProgress: (done: number) => void = () => undefined,
): Promise<PhotoOutputs[]> {
  const outputs: PhotoOutputs[] = [];
  for (let from = 0; from < photos.length; from += BATCH) {
    const part = photos.slice(from, from + BATCH);
    const pictures = await Promise.all(part.map((decode) => decode()));
    outputs.push(...(await predictPictures(network, showing, pictures)));
    onProgress(outputs.length);
  }
  return outputs;
}

/** The network's outputs for decoded photos, in order; so many as fit into memory at once. */
export function predictPictures(
  network: ServingNetwork,
  { input, views }: Showing,
  photos: readonly PixelImage[],
): Promise<PhotoOutputs[]> {
  return forwardMixed(
    network,
    photos.map((photo) => framed(photo, input)),
    views,
  );
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
): Promise<PhotoOutputs> {
  const [outputs] = await predictPictures(network, { input, views: 1 }, [picture]);
  if (!outputs) throw new Error("The network gave no answer");
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
    const answer = await answerOverViews(network, pixels, shape, { views, explained: false });
    indices.forEach((photo, row) => {
      const share = (all: Float32Array): Float32Array => {
        const length = all.length / group.length;
        return all.slice(row * length, (row + 1) * length);
      };
      outputs[photo] = {
        logits: Array.from(share(answer.logits)),
        features: [...answer.taps, answer.embedding].map(share),
        viewedEmbedding: share(answer.viewedEmbedding),
      };
    });
  }
  return outputs;
}
