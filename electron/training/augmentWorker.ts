/**
 * Entry of a worker thread: decodes and augments photos while the trainer computes. Decoded
 * photos are kept as far as memory allows, so that later epochs read no files.
 */
import { readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { decodePhoto, type PixelImage } from "../vision/decode";
import { augment } from "./augment";
import { keptAt } from "./keptPicture";
import type { AugmentReply, AugmentRequest, AugmentWorkerOptions } from "./augmentMessages";
import { randomStream } from "./random";

const options = workerData as AugmentWorkerOptions;
const cache = new Map<string, PixelImage>();
let cached = 0;

async function photoOf(file: string): Promise<PixelImage> {
  const known = options.pictures?.get(file) ?? cache.get(file);
  if (known) return known;
  const photo = keptAt(options.largestSize, await decodePhoto(await readFile(file)));
  const bytes = photo.pixels.byteLength;
  if (cached + bytes <= options.cacheBytes) {
    cache.set(file, photo);
    cached += bytes;
  }
  return photo;
}

async function answer({ id, photos, size }: AugmentRequest): Promise<AugmentReply> {
  const { augmentation } = options;
  const length = size * size * 3;
  const pixels = new Uint8ClampedArray(photos.length * length);
  for (const [index, { file, key }] of photos.entries()) {
    try {
      const target = pixels.subarray(index * length, (index + 1) * length);
      augment(await photoOf(file), augmentation, size, randomStream(...key), target);
    } catch (error) {
      return { id, failure: { file, message: String(error) } };
    }
  }
  return { id, pixels };
}

const port = parentPort;
if (!port) throw new Error("This file runs as a worker thread");

// One request after the other: answers that overtake one another would only hold memory.
let previous: Promise<void> = Promise.resolve();
port.on("message", (request: AugmentRequest) => {
  previous = previous.then(async () => {
    const reply = await answer(request);
    port.postMessage(reply, "pixels" in reply ? [reply.pixels.buffer] : []);
  });
});
