import type { Metadata } from "sharp";
import { LentigoError } from "../contract/errors";
import { photoFormat, type PhotoFormat } from "./format";
import { sharp } from "./sharpRuntime";

/** Pixels of a photo, the right way up: RGB, 8 bits, sRGB, interleaved, row-major. */
export interface PixelImage {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface DecodedPhoto extends PixelImage {
  readonly format: PhotoFormat;
  /** How its metadata had it turned upright, 1 (not at all) to 8: Exif 3.0, 4.6.5. */
  readonly orientation: number;
}

/** Photos with more pixels are refused before they are decoded: 50 megapixels. */
const MAX_PIXELS = 50_000_000;

/** WebP is unfolded with four bytes a pixel before it becomes anything else. */
const MAX_WEBP_PIXELS = 36_000_000;

/**
 * Decodes a photo: EXIF orientation applied, any colour space turned to sRGB, 16 bits to 8,
 * grey to RGB, transparency laid on white.
 *
 * @throws LentigoError `photo.empty`, `photo.not-an-image`, `photo.format`,
 * `photo.animated`, `photo.too-large` or `photo.damaged`.
 */
export async function decodePhoto(bytes: Uint8Array): Promise<DecodedPhoto> {
  const format = photoFormat(bytes);
  const { orientation = 1 } = await acceptableHeader(bytes, format);
  try {
    const { data, info } = await sharp(bytes, { failOn: "error", limitInputPixels: MAX_PIXELS })
      .autoOrient()
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    // sRGB without transparency has three, whatever came in.
    if (channels !== 3) throw new Error(`unexpected ${String(channels)} channels`);
    return { pixels: data, width, height, format, orientation };
  } catch (error) {
    throw asDamage(error);
  }
}

/** A photo is not damaged because this computer ran out of memory. */
function asDamage(error: unknown): unknown {
  if (error instanceof Error && /out of memory/i.test(error.message)) return error;
  return new LentigoError("photo.damaged", {}, { cause: error });
}

/** What can be refused from the header alone costs neither time nor memory. */
async function acceptableHeader(bytes: Uint8Array, format: PhotoFormat): Promise<Metadata> {
  const header = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => {
      throw asDamage(error);
    });
  requirePixels(header.width * header.height, format === "webp" ? MAX_WEBP_PIXELS : MAX_PIXELS);
  if ((header.pages ?? 1) > 1) throw new LentigoError("photo.animated");
  return header;
}

/** @throws LentigoError `photo.too-large` */
export function requirePixels(count: number, limit = MAX_PIXELS): void {
  if (count <= limit) return;
  throw new LentigoError("photo.too-large", {
    megapixels: Math.round(count / 1e6),
    limit: limit / 1e6,
  });
}
