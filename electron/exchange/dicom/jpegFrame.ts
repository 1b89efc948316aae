/** What DICOM needs to know of a JPEG file that is to be kept as it is. */
export interface JpegFrame {
  readonly width: number;
  readonly height: number;
  /**
   * How its three components are to be read. `YBR_FULL_422` however finely the chroma is sampled:
   * neither JPEG Baseline (PS3.5 table 8.2.1-1) nor photographs (PS3.3 C.8.12.1.1.1) may be
   * `YBR_FULL`, and of JPEG the term does not tell the sampling (PS3.3 C.7.6.3.1.2, note).
   */
  readonly colour: "YBR_FULL_422" | "RGB";
}

/**
 * A JPEG as a frame of DICOM's JPEG Baseline: sequential, Huffman-coded, 8 bits, three components,
 * the right way up. Null where it is anything else (progressive, grey, CMYK, turned by EXIF), or no
 * JPEG: such a photo has to be decoded.
 */
export function jpegFrame(bytes: Uint8Array): JpegFrame | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let transform: number | null = null;
  let isJfif = false;
  for (const { marker, segment } of segmentsOf(file)) {
    if (marker === APP0) isJfif ||= segment.toString("latin1", 0, 5) === "JFIF\0";
    if (marker === APP1 && segment.toString("latin1", 0, 6) === "Exif\0\0") return null;
    if (marker === APP14 && segment.length >= 12 && segment.toString("latin1", 0, 5) === "Adobe") {
      transform = segment.readUInt8(11);
    }
    if (marker >= SOF0 && marker <= SOF15 && !NOT_FRAMES.includes(marker)) {
      const isBaseline = marker === SOF0 && segment.length >= 15 && segment.readUInt8(0) === 8;
      if (!isBaseline || segment.readUInt8(5) !== 3) return null;
      const names = String.fromCharCode(...[6, 9, 12].map((at) => segment.readUInt8(at)));
      // JFIF knows YCbCr alone, whatever else is said beside it; decoders read it so, too.
      const isRgb = !isJfif && (transform === 0 || (transform === null && names === "RGB"));
      return {
        width: segment.readUInt16BE(3),
        height: segment.readUInt16BE(1),
        colour: isRgb ? "RGB" : "YBR_FULL_422",
      };
    }
  }
  return null;
}

const APP0 = 0xe0;
const APP1 = 0xe1;
const APP14 = 0xee;
const SOF0 = 0xc0;
const SOF15 = 0xcf;
const START_OF_SCAN = 0xda;
/** Huffman tables, reserved, arithmetic conditioning: between the frame headers by number only. */
const NOT_FRAMES = [0xc4, 0xc8, 0xcc];

/** Segments before the first scan (ITU-T T.81, B.1.1.3), each without marker and length. */
function* segmentsOf(file: Buffer): Generator<{ marker: number; segment: Buffer }> {
  if (file.length < 4 || file.readUInt16BE(0) !== 0xffd8) return;
  let at = 2;
  while (at + 4 <= file.length && file.readUInt8(at) === 0xff) {
    const marker = file.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    if (marker === START_OF_SCAN) return;
    const end = at + 2 + file.readUInt16BE(at + 2);
    yield { marker, segment: file.subarray(at + 4, end) };
    at = end;
  }
}
