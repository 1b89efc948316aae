/** Augmented photos, prepared on worker threads ahead of the trainer. */
import { Worker } from "node:worker_threads";
import type {
  AugmentReply,
  AugmentRequest,
  AugmentWorkerOptions,
  PhotoOrder,
} from "./augmentMessages";

export interface PhotoFeed {
  /**
   * The photos' pixels, RGB 0 to 255, [count, size, size, 3]. Ask for some batches ahead: the
   * threads work on what was asked for.
   *
   * @param size at most the feed's `largestSize`
   * @throws Error where a photo cannot be read, naming its file
   */
  request(photos: readonly PhotoOrder[], size: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

export interface PhotoFeedOptions extends AugmentWorkerOptions {
  /** The bundled augmentWorker.ts. */
  readonly workerFile: string;
  /** Worker threads, at least 1; they share `cacheBytes`. */
  readonly threads: number;
}

interface Pending {
  readonly resolve: (pixels: Uint8ClampedArray) => void;
  readonly reject: (error: Error) => void;
}

export function openPhotoFeed(options: PhotoFeedOptions): PhotoFeed {
  const { workerFile, threads, augmentation, largestSize, cacheBytes } = options;
  const workerData: AugmentWorkerOptions = {
    augmentation,
    largestSize,
    cacheBytes: Math.floor(cacheBytes / threads),
    ...(options.pictures && { pictures: options.pictures }),
  };
  const workers = Array.from({ length: threads }, () => startWorker(workerFile, workerData));

  return {
    async request(photos, size) {
      const photoBytes = size * size * 3;
      const pixels = new Uint8Array(photos.length * photoBytes);
      await Promise.all(
        workers.map(async (worker, number) => {
          // A photo always goes to the same thread, which then has it decoded.
          const places = photos.flatMap((photo, place) =>
            threadOf(photo.file, threads) === number ? [place] : [],
          );
          if (places.length === 0) return;
          const own = photos.filter((_, place) => places.includes(place));
          const part = await worker.request(own, size);
          places.forEach((place, index) => {
            const photo = part.subarray(index * photoBytes, (index + 1) * photoBytes);
            pixels.set(photo, place * photoBytes);
          });
        }),
      );
      return pixels;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

function threadOf(file: string, threads: number): number {
  let sum = 0;
  for (let index = 0; index < file.length; index++) {
    sum = (sum * 31 + file.charCodeAt(index)) >>> 0;
  }
  return sum % threads;
}

function startWorker(workerFile: string, workerData: AugmentWorkerOptions) {
  const worker = new Worker(workerFile, { workerData });
  const pending = new Map<number, Pending>();
  let nextId = 0;
  let failed: Error | null = null;

  worker.on("message", (reply: AugmentReply) => {
    const request = pending.get(reply.id);
    pending.delete(reply.id);
    if (!request) return;
    if ("pixels" in reply) request.resolve(reply.pixels);
    else request.reject(new Error(`${reply.failure.file}: ${reply.failure.message}`));
  });
  const fail = (error: Error): void => {
    failed = error;
    for (const request of pending.values()) request.reject(error);
    pending.clear();
  };
  worker.on("error", fail);
  worker.on("exit", (code) => {
    fail(new Error(`The thread that prepares photos ended with code ${String(code)}`));
  });

  return {
    request(photos: readonly PhotoOrder[], size: number): Promise<Uint8ClampedArray> {
      return new Promise((resolve, reject) => {
        if (failed) {
          reject(failed);
          return;
        }
        const id = nextId++;
        pending.set(id, { resolve, reject });
        worker.postMessage({ id, photos, size } satisfies AugmentRequest);
      });
    },
    async close(): Promise<void> {
      await worker.terminate();
    },
  };
}
