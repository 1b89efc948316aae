import type { DecodedPhoto } from "./decode";
import { withoutJpegMetadata } from "./jpegMetadata";
import { sharp } from "./sharpRuntime";

/**
 * The photo as it is kept: the very same pixels, without anything a camera or a program
 * wrote beside them (place, time, device, owner, comments, embedded previews). JPEG is not
 * encoded again, since that would change the pixels and with them later analyses; it keeps what
 * decoding needs: colour profile, colour transform and orientation. All else becomes PNG, a lossy
 * WebP as well, so that its pixels stay as they are.
 *
 * @param decoded the same photo
 * @throws LentigoError `photo.damaged`
 */
export async function sanitisePhoto(
  bytes: Uint8Array,
  { format, pixels, width, height }: DecodedPhoto,
): Promise<Buffer> {
  if (format === "jpeg") return withoutJpegMetadata(bytes);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 3 })
    .toBuffer();
}
