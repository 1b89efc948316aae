/** Small files that unfold to much, or keep a reader busy. */
import { deflateSync } from "node:zlib";
import { sharp } from "../../electron/vision/sharpRuntime";
import type { FuzzFile } from "./fuzzFile";
import { lesion, pngChunk } from "./photoFiles";

/** Just below the 50 megapixels that are read, and the 36 of WebP. */
const SIDE = 7000;
const WEBP_SIDE = 5990;

/** Photos as large as are read, which compress to next to nothing. */
export async function largestPhotos(): Promise<FuzzFile[]> {
  const even = (side = SIDE): ReturnType<typeof sharp> =>
    sharp({ create: { width: side, height: side, channels: 3, background: "#c08a70" } });
  const pictures = {
    "largest.jpg": even().jpeg(),
    "largest-progressive.jpg": even().jpeg({ progressive: true }),
    "largest-turned.jpg": even().withMetadata({ orientation: 6 }).jpeg(),
    "largest.png": even().png(),
    "largest-sixteen-bit.png": even().toColourspace("rgb16").png(),
    "largest-interlaced.png": even().png({ progressive: true }),
    "largest.webp": even(WEBP_SIDE).webp({ lossless: true, effort: 0 }),
    "largest.tif": even().tiff({ compression: "deflate" }),
  };
  const files: FuzzFile[] = [];
  for (const [name, picture] of Object.entries(pictures)) {
    const side = name.endsWith(".webp") ? WEBP_SIDE : SIDE;
    const size = { width: side, height: side };
    const bytes = await picture.toBuffer();
    files.push({ name, bytes, expected: { accepted: true, size } });
  }
  return files;
}

/** Whatever becomes of them, it becomes of them soon. */
export async function photoBombs(): Promise<FuzzFile[]> {
  const png = await lesion().png().toBuffer();
  const progressive = await lesion().jpeg({ progressive: true }).toBuffer();
  const large = await sharp({
    create: { width: 4000, height: 4000, channels: 3, background: "#c08a70" },
  })
    .jpeg({ progressive: true })
    .toBuffer();
  const zeros = deflateSync(Buffer.alloc(64 * 1024 * 1024));
  return [
    ["text-bomb.png", withChunk(png, "zTXt", Buffer.concat([Buffer.from("Comment\0\0"), zeros]))],
    ["profile-bomb.png", withChunk(png, "iCCP", Buffer.concat([Buffer.from("icc\0\0"), zeros]))],
    ["chunks.png", withChunk(png, "tEXt", Buffer.from("a\0b"), 50_000)],
    ["scans.jpg", withScans(progressive, 5000)],
    ["large-scans.jpg", withScans(large, 2000)],
    ["bands.tif", tiffOfBands(100, 1000)],
    ["directories.tif", tiffOfDirectories(20_000)],
    ["endless-directories.tif", tiffOfDirectories(1, true)],
  ].map(([name, bytes]) => ({ name, bytes, expected: null }) as FuzzFile);
}

/** A PNG with chunks behind its header. */
function withChunk(png: Buffer, type: string, data: Buffer, count = 1): Buffer {
  const chunk = pngChunk(type, data);
  const headerEnd = 33;
  return Buffer.concat([
    png.subarray(0, headerEnd),
    ...new Array<Buffer>(count).fill(chunk),
    png.subarray(headerEnd),
  ]);
}

/** A progressive JPEG whose last scan comes so many times more. */
function withScans(jpeg: Buffer, count: number): Buffer {
  const last = jpeg.lastIndexOf(Buffer.from([0xff, 0xda]));
  const end = jpeg.length - 2;
  return Buffer.concat([
    jpeg.subarray(0, end),
    ...new Array<Buffer>(count).fill(jpeg.subarray(last, end)),
    jpeg.subarray(end),
  ]);
}

/** An entry of a TIFF directory: tag, type (3: SHORT, 4: LONG), count and value or place. */
function tiffEntry(tag: number, type: number, count: number, value: number): Buffer {
  const entry = Buffer.alloc(12);
  entry.writeUInt16LE(tag, 0);
  entry.writeUInt16LE(type, 2);
  entry.writeUInt32LE(count, 4);
  if (type === 3 && count === 1) entry.writeUInt16LE(value, 8);
  else entry.writeUInt32LE(value, 8);
  return entry;
}

function tiffDirectory(entries: readonly Buffer[], next: number): Buffer {
  const count = Buffer.alloc(2);
  count.writeUInt16LE(entries.length);
  const link = Buffer.alloc(4);
  link.writeUInt32LE(next);
  return Buffer.concat([count, ...entries, link]);
}

function tiffHeader(): Buffer {
  return Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
}

/** Every row of every band is the same packed row. */
function tiffOfBands(bands: number, side: number): Buffer {
  const row = deflateSync(Buffer.alloc(side * bands, 120));
  const entries = 10;
  const data = 8 + 2 + entries * 12 + 4;
  const depths = data + row.length;
  const offsets = depths + bands * 2;
  const lengths = offsets + side * 4;
  const tail = Buffer.alloc(bands * 2 + side * 8);
  for (let band = 0; band < bands; band++) tail.writeUInt16LE(8, band * 2);
  for (let at = 0; at < side; at++) {
    tail.writeUInt32LE(data, bands * 2 + at * 4);
    tail.writeUInt32LE(row.length, bands * 2 + side * 4 + at * 4);
  }
  const directory = tiffDirectory(
    [
      tiffEntry(256, 3, 1, side),
      tiffEntry(257, 3, 1, side),
      tiffEntry(258, 3, bands, depths),
      tiffEntry(259, 3, 1, 8),
      tiffEntry(262, 3, 1, 1),
      tiffEntry(273, 4, side, offsets),
      tiffEntry(277, 3, 1, bands),
      tiffEntry(278, 3, 1, 1),
      tiffEntry(279, 4, side, lengths),
      tiffEntry(284, 3, 1, 1),
    ],
    0,
  );
  return Buffer.concat([tiffHeader(), directory, row, tail]);
}

/** Directories one after the other, or one that comes after itself. */
function tiffOfDirectories(count: number, isEndless = false): Buffer {
  const entries = [
    tiffEntry(256, 3, 1, 16),
    tiffEntry(257, 3, 1, 16),
    tiffEntry(258, 3, 1, 8),
    tiffEntry(259, 3, 1, 1),
    tiffEntry(262, 3, 1, 1),
    tiffEntry(273, 4, 1, 0),
    tiffEntry(279, 4, 1, 256),
  ];
  const size = 2 + entries.length * 12 + 4;
  const directories = Array.from({ length: count }, (_, index) => {
    const isLast = index === count - 1;
    return tiffDirectory(entries, isLast ? (isEndless ? 8 : 0) : 8 + (index + 1) * size);
  });
  return Buffer.concat([tiffHeader(), ...directories, Buffer.alloc(256)]);
}
