import { LentigoError } from "../contract/errors";
import { MAX_PIXELS } from "./decode";
import type { PhotoFormat } from "./format";
import { withoutJpegMetadata } from "./jpegMetadata";
import { sharp } from "./sharpRuntime";

/**
 * The photo as it is kept: the very same pixels, without anything a camera or a program
 * wrote beside them (place, time, device, owner, comments, embedded previews). JPEG is not
 * encoded again, since that would change the pixels and with them later analyses.
 *
 * Kept are what decoding needs: colour profile, colour transform and orientation.
 *
 * @throws LentigoError `photo.damaged`
 */
export async function sanitisePhoto(bytes: Uint8Array, format: PhotoFormat): Promise<Buffer> {
  if (format === "jpeg") return withoutJpegMetadata(bytes);
  try {
    // Lossless from lossless; a lossy WebP becomes PNG as well, so its pixels stay as they are.
    return await sharp(bytes, { failOn: "error", limitInputPixels: MAX_PIXELS })
      .autoOrient()
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .png({ compressionLevel: 3 })
      .toBuffer();
  } catch (error) {
    throw new LentigoError("photo.damaged", {}, { cause: error });
  }
}
