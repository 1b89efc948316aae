/**
 * When a JPEG says it was taken (EXIF DateTimeOriginal, in local time as cameras write it).
 * A file's own date is no substitute: it changes when the file is copied.
 *
 * CIPA DC-008 (Exif 3.0), 4.6; JPEG markers after ITU T.81, annex B.
 */
export function exifTime(bytes: Uint8Array): Date | null {
  try {
    const tiff = exifBlock(bytes);
    return tiff ? originalTime(tiff) : null;
  } catch (error) {
    // A block that points outside itself says nothing that can be trusted.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const START_OF_SCAN = 0xffda;
const APP1 = 0xffe1;
const EXIF_HEADER = "Exif\0\0";

/** The TIFF block inside the Exif segment; null where there is none. */
function exifBlock(bytes: Uint8Array): DataView | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 4 <= view.byteLength) {
    const marker = view.getUint16(at);
    if (marker < 0xff00 || marker === START_OF_SCAN) return null;
    const length = view.getUint16(at + 2);
    if (marker === APP1 && ascii(view, at + 4, 6) === EXIF_HEADER) {
      const start = at + 10;
      const end = Math.min(at + 2 + length, view.byteLength);
      return new DataView(view.buffer, view.byteOffset + start, end - start);
    }
    at += 2 + length;
  }
  return null;
}

const EXIF_DIRECTORY = 0x8769;
const DATE_TIME_ORIGINAL = 0x9003;

function originalTime(tiff: DataView): Date | null {
  const littleEndian = tiff.getUint16(0) === 0x4949;
  const directory = entry(tiff, tiff.getUint32(4, littleEndian), EXIF_DIRECTORY, littleEndian);
  if (directory === null) return null;
  const text = entry(tiff, directory, DATE_TIME_ORIGINAL, littleEndian);
  return text === null ? null : parseTime(ascii(tiff, text, 19));
}

/** The four value bytes (a pointer, for both tags) of an entry of a directory. */
function entry(tiff: DataView, directory: number, tag: number, little: boolean): number | null {
  const count = tiff.getUint16(directory, little);
  for (let index = 0; index < count; index++) {
    const at = directory + 2 + index * 12;
    if (tiff.getUint16(at, little) === tag) return tiff.getUint32(at + 8, little);
  }
  return null;
}

function parseTime(text: string): Date | null {
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map(Number);
  // Cameras without a set clock write zeros.
  if (year < 1990 || month === 0 || day === 0) return null;
  const time = new Date(year, month - 1, day, hour, minute, second);
  return time.getTime() > Date.now() ? null : time;
}

function ascii(view: DataView, at: number, length: number): string {
  return Array.from({ length }, (_, index) => String.fromCharCode(view.getUint8(at + index))).join(
    "",
  );
}
