import { LentigoError } from "../contract/errors";
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
  { format, pixels, width, height, orientation }: DecodedPhoto,
): Promise<Buffer> {
  if (format === "jpeg") {
    const kept = withoutJpegMetadata(bytes);
    // Metadata that two readers understand in two ways would turn it after it was analysed.
    const { orientation: keptOrientation = 1 } = await sharp(kept).metadata();
    if (keptOrientation !== orientation) throw new LentigoError("photo.damaged");
    return kept;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 3 })
    .toBuffer();
}
