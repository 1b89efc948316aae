/**
 * Photos in memory that threads share. Patients' photos must not lie on the disk in the clear, so
 * training reads each once and keeps what it needs of it here.
 */
import { LentigoError } from "../../contract/errors";
import type { PixelImage } from "../../vision/decode";
import { keptAt } from "../keptPicture";

export interface SharedPictures {
  /** By name, as the photo feed takes them. */
  readonly all: ReadonlyMap<string, PixelImage>;
  /** @throws LentigoError `training.memory` where there is no room for it */
  keep(name: string, photo: PixelImage): void;
  /** @throws Error where it was not kept */
  get(name: string): PixelImage;
}

/**
 * @param largestSize greatest side of the views that will be asked for, in pixels
 * @param mostBytes that all pictures together may take
 */
export function createSharedPictures(largestSize: number, mostBytes: number): SharedPictures {
  const all = new Map<string, PixelImage>();
  let bytes = 0;
  return {
    all,
    keep(name, photo) {
      const { pixels, width, height } = keptAt(largestSize, photo);
      bytes += pixels.byteLength;
      if (bytes > mostBytes) throw new LentigoError("training.memory");
      const shared = new Uint8Array(new SharedArrayBuffer(pixels.byteLength));
      shared.set(pixels);
      all.set(name, { pixels: shared, width, height });
    },
    get(name) {
      const picture = all.get(name);
      if (!picture) throw new Error(`There is no picture ${name}`);
      return picture;
    },
  };
}
