/** A JPEG without what a camera or a program wrote beside its pixels. */
import { LentigoError } from "../contract/errors";

/** JPEG marker codes (ITU T.81, table B.1). */
const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;

/** Markers whose segments decoding needs: frames, tables, scans, line counts and restarts. */
const NEEDED = new Set([
  ...[0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf], // SOF
  ...[0xc4, 0xcc, 0xdb, START_OF_SCAN, 0xdc, 0xdd], // DHT, DAC, DQT, SOS, DNL, DRI
]);

/**
 * Copies what decoding needs of a JPEG, up to its end marker: of application data only the
 * colour profile (APP2 ICC_PROFILE), Adobe's colour transform (APP14), the JFIF header without
 * its thumbnail, and of EXIF the orientation. All else goes, second pictures behind the end
 * (as phones append them) included.
 *
 * @throws LentigoError `photo.damaged`
 */
export function withoutJpegMetadata(photo: Uint8Array): Buffer {
  const bytes = Buffer.from(photo);
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) throw new LentigoError("photo.damaged");
    const marker = bytes[at + 1];
    if (marker === undefined) break;
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    if (marker === END_OF_IMAGE) {
      kept.push(bytes.subarray(at, at + 2));
      return Buffer.concat(kept);
    }
    if (at + 4 > bytes.length) break;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    const segment = bytes.subarray(at, end);
    const next = marker === START_OF_SCAN ? endOfScan(bytes, end) : end;
    kept.push(NEEDED.has(marker) ? bytes.subarray(at, next) : neededPart(marker, segment));
    at = next;
  }
  throw new LentigoError("photo.damaged");
}

/** What is kept of a segment that decoding can do without, often nothing. */
function neededPart(marker: number, segment: Buffer): Buffer {
  const nothing = Buffer.alloc(0);
  const begins = (text: string): boolean => segment.toString("latin1", 4, 4 + text.length) === text;
  if (marker === APP0 && begins("JFIF\0") && segment.length >= 18) {
    const header = Buffer.from(segment.subarray(0, 18));
    return withoutThumbnail(header);
  }
  if (marker === APP1) {
    const orientation = exifOrientation(segment);
    return orientation === 1 ? nothing : orientationSegment(orientation);
  }
  if (marker === APP2 && begins("ICC_PROFILE\0")) return segment;
  if (marker === APP14 && begins("Adobe")) return segment;
  return nothing;
}

/** A JFIF header (JFIF 1.02): 18 bytes with its marker, the last two the thumbnail's size. */
function withoutThumbnail(header: Buffer): Buffer {
  header.writeUInt16BE(16, 2);
  header.writeUInt16BE(0, 16);
  return header;
}

/** Where the entropy-coded data that begins at `start` ends: at the next real marker. */
function endOfScan(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1];
    if (marker === undefined) break;
    const isStuffing = marker === 0 || marker === 0xff;
    const isRestart = marker >= 0xd0 && marker < START_OF_IMAGE;
    if (!isStuffing && !isRestart) return at;
  }
  throw new LentigoError("photo.damaged");
}

const ORIENTATION_TAG = 0x0112;
/** Types of values (Exif 3.0, 4.6.2). */
const SHORT = 3;
const LONG = 4;

/** The EXIF orientation (1 to 8) in an APP1 segment; 1, upright, where there is none. */
function exifOrientation(segment: Buffer): number {
  if (segment.toString("latin1", 4, 10) !== "Exif\0\0") return 1;
  const tiff = segment.subarray(10);
  if (tiff.length < 8) return 1;
  const isLittle = tiff.toString("latin1", 0, 2) === "II";
  const short = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number): number => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = long(4);
  if (directory + 2 > tiff.length) return 1;
  const entries = short(directory);
  for (let index = 0; index < entries; index++) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > tiff.length) return 1;
    if (short(entry) !== ORIENTATION_TAG) continue;
    // As decoders have it: within the entry, whichever whole number; elsewhere it means nothing.
    const [type, count] = [short(entry + 2), long(entry + 4)];
    const isShort = type === SHORT && (count === 1 || count === 2);
    if (!isShort && !(type === LONG && count === 1)) return 1;
    const orientation = isShort ? short(entry + 8) : long(entry + 8);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}

/** An APP1 segment whose EXIF holds the orientation and nothing else. */
function orientationSegment(orientation: number): Buffer {
  const segment = Buffer.alloc(36);
  segment.writeUInt16BE(0xff00 | APP1, 0);
  segment.writeUInt16BE(34, 2);
  segment.write("Exif\0\0MM\0*", 4, "latin1");
  segment.writeUInt32BE(8, 14);
  segment.writeUInt16BE(1, 18);
  segment.writeUInt16BE(ORIENTATION_TAG, 20);
  segment.writeUInt16BE(SHORT, 22);
  segment.writeUInt32BE(1, 24);
  segment.writeUInt16BE(orientation, 28);
  return segment;
}
