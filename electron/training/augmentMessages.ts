/** What the trainer and the threads that prepare its photos say to one another. */
import type { PixelImage } from "../vision/decode";
import type { Augmentation } from "./augment";

export interface AugmentWorkerOptions {
  readonly augmentation: Augmentation;
  /** Greatest side of the output that will be asked for, in pixels. */
  readonly largestSize: number;
  /** Bytes of decoded photos that this thread may keep. */
  readonly cacheBytes: number;
  /**
   * Photos that lie in memory, by the name that orders give in place of a file; their pixels in
   * shared memory, so that no thread keeps a copy. Default: all are files.
   */
  readonly pictures?: ReadonlyMap<string, PixelImage>;
}

export interface PhotoOrder {
  /** Path of a file, or the name of a picture in memory. */
  readonly file: string;
  /** Names the stream of random numbers for this photo. */
  readonly key: readonly number[];
}

export interface AugmentRequest {
  readonly id: number;
  readonly photos: readonly PhotoOrder[];
  /** Side of the square output in pixels. */
  readonly size: number;
}

export type AugmentReply =
  | {
      readonly id: number;
      /** The photos' pixels end to end, size x size x 3 each. */
      readonly pixels: Uint8ClampedArray<ArrayBuffer>;
    }
  | { readonly id: number; readonly failure: { readonly file: string; readonly message: string } };
