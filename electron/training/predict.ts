/** Runs photos through the serving path: decoded, framed and computed as in triage. */
import { readFile } from "node:fs/promises";
import { decodePhoto, type PixelImage } from "../vision/decode";
import { framePhoto, type InputSpec } from "../vision/framing";
import type { ServingNetwork } from "../vision/network/serving";
import { resample } from "../vision/resample";

const BATCH = 16;

/**
 * The network's outputs for each file, in order, before calibration.
 *
 * @param onProgress called with the number of photos done
 */
export async function predictPhotos(
  network: ServingNetwork,
  input: InputSpec,
  files: readonly string[],
  onProgress: (done: number) => void = () => undefined,
): Promise<number[][]> {
  const outputs: number[][] = [];
  for (let from = 0; from < files.length; from += BATCH) {
    const part = files.slice(from, from + BATCH);
    const photos = await Promise.all(
      part.map(async (file) => framed(await decodePhoto(await readFile(file)), input)),
    );
    outputs.push(...(await forwardMixed(network, photos)));
    onProgress(outputs.length);
  }
  return outputs;
}

function framed(photo: PixelImage, input: InputSpec): PixelImage {
  const { crop, width, height } = framePhoto(photo.width, photo.height, input);
  return resample(photo, crop, width, height);
}

/** Photos of one shape share a pass. */
async function forwardMixed(
  network: ServingNetwork,
  photos: readonly PixelImage[],
): Promise<number[][]> {
  const byShape = new Map<string, number[]>();
  photos.forEach(({ width, height }, index) => {
    const shape = `${String(width)}x${String(height)}`;
    byShape.set(shape, [...(byShape.get(shape) ?? []), index]);
  });
  const outputs = new Array<number[]>(photos.length);
  for (const indices of byShape.values()) {
    const group = indices.flatMap((index) => photos[index] ?? []);
    const { width = 0, height = 0 } = group[0] ?? {};
    const pixels = Buffer.concat(group.map((photo) => photo.pixels));
    const shape = { count: group.length, width, height };
    const { logits } = await network.forward(pixels, shape);
    indices.forEach((photo, row) => {
      const from = row * network.classes;
      outputs[photo] = Array.from(logits.subarray(from, from + network.classes));
    });
  }
  return outputs;
}
