import { LentigoError } from "../contract/errors";

/** Formats that are read. Dermatoscopes and cameras write JPEG; the others hold stills too. */
export type PhotoFormat = "jpeg" | "png" | "webp" | "tiff";

/**
 * The format of a photo by its first bytes, whatever its name says.
 *
 * @throws LentigoError `photo.empty`, `photo.format` (a picture, but of a kind that is not
 * read) or `photo.not-an-image`.
 */
export function photoFormat(bytes: Uint8Array): PhotoFormat {
  if (bytes.length === 0) throw new LentigoError("photo.empty");
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 512));
  const text = head.toString("latin1");

  if (text.startsWith("\xff\xd8\xff")) return "jpeg";
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "webp";
  if (text.startsWith("II*\0") || text.startsWith("MM\0*")) return "tiff";

  const refused = refusedFormat(text);
  if (refused !== null) throw new LentigoError("photo.format", { format: refused });
  throw new LentigoError("photo.not-an-image");
}

/** Name of a known format that is refused; null where the bytes are no picture at all. */
function refusedFormat(text: string): string | null {
  if (text.startsWith("GIF8")) return "GIF";
  if (text.startsWith("BM")) return "BMP";
  if (text.startsWith("%PDF")) return "PDF";
  if (text.startsWith("\0\0\x01\0")) return "ICO";
  if (text.slice(128, 132) === "DICM") return "DICOM";
  if (text.slice(4, 8) === "ftyp") return /avif|avis/.test(text.slice(8, 32)) ? "AVIF" : "HEIC";
  if (/<svg[\s>]/i.test(text)) return "SVG";
  return null;
}
