/** Photos of every kind that is read, with a marker in their metadata, and of kinds that are not. */
import type { Sharp } from "sharp";
import { drawLesion } from "../../electron/demo/drawLesion";
import { sharp } from "../../electron/vision/sharpRuntime";
import type { FuzzFile } from "./fuzzFile";

/** Stands in the metadata of photos, where cameras and programs write about people. */
export const MARKER = "Astrid Lindqvist was here";

const WIDTH = 200;
const HEIGHT = 150;
const UPRIGHT = { width: WIDTH, height: HEIGHT };
const TURNED = { width: HEIGHT, height: WIDTH };

const EXIF = {
  IFD0: { Copyright: MARKER, Make: "Lentigo" },
  IFD3: { GPSLatitudeRef: "N", GPSLatitude: "52/1 31/1 0/1" },
};

export function lesion(seed = 7): Sharp {
  const { pixels, width, height } = drawLesion({ seed, diagnosis: "nv", ...UPRIGHT });
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** With everything about it that cameras and programs write. */
const dressed = (orientation = 1): Sharp => lesion().withMetadata({ orientation, exif: EXIF });

/** Photos that are taken in, with their size the right way up. */
export async function goodPhotos(): Promise<FuzzFile[]> {
  const upright: Readonly<Record<string, Sharp>> = {
    "baseline.jpg": dressed().jpeg({ quality: 90 }),
    "full-colour.jpg": dressed().jpeg({ chromaSubsampling: "4:4:4" }),
    "progressive.jpg": dressed().jpeg({ progressive: true }),
    "cmyk.jpg": dressed().toColourspace("cmyk").jpeg(),
    "grey.jpg": dressed().greyscale().jpeg(),
    "profile.jpg": lesion().withIccProfile("p3").jpeg(),
    "eight-bit.png": dressed().png(),
    "sixteen-bit.png": dressed().toColourspace("rgb16").png(),
    "grey.png": dressed().greyscale().png(),
    "grey-sixteen-bit.png": lesion().toColourspace("grey16").png(),
    "alpha.png": dressed().ensureAlpha(0.9).png(),
    "grey-alpha.png": lesion().greyscale().ensureAlpha(0.5).png(),
    "palette.png": dressed().png({ palette: true, colours: 16 }),
    "two-colours.png": lesion().png({ palette: true, colours: 2 }),
    "interlaced.png": dressed().png({ progressive: true }),
    "lossy.webp": dressed().webp({ quality: 70 }),
    "lossless.webp": dressed().webp({ lossless: true }),
    "alpha.webp": dressed().ensureAlpha(0.9).webp(),
    "plain.tif": dressed().tiff({ compression: "none" }),
    "lzw.tif": dressed().tiff({ compression: "lzw" }),
    "deflate.tif": lesion().tiff({ compression: "deflate", predictor: "horizontal" }),
    "packed.tif": lesion().tiff({ compression: "packbits" }),
    "jpeg.tif": lesion().tiff({ compression: "jpeg" }),
    "tiles.tif": lesion().tiff({ compression: "lzw", tile: true, tileWidth: 64, tileHeight: 64 }),
    "sixteen-bit.tif": lesion().toColourspace("rgb16").tiff({ compression: "lzw" }),
    "cmyk.tif": lesion().toColourspace("cmyk").tiff({ compression: "lzw" }),
    "lab.tif": lesion().toColourspace("lab").tiff({ compression: "lzw" }),
    "bilevel.tif": lesion()
      .threshold()
      .toColourspace("b-w")
      .tiff({ bitdepth: 1, compression: "ccittfax4" }),
    "alpha.tif": lesion().ensureAlpha(0.5).tiff({ compression: "lzw" }),
  };
  const files = Object.entries(upright).map(async ([name, picture]) =>
    taken(name, await picture.toBuffer(), UPRIGHT),
  );
  for (let orientation = 2; orientation <= 8; orientation++) {
    const name = `orientation-${orientation}.jpg`;
    const size = orientation >= 5 ? TURNED : UPRIGHT;
    files.push(
      dressed(orientation)
        .jpeg()
        .toBuffer()
        .then((bytes) => taken(name, bytes, size)),
    );
  }
  return Promise.all(files);
}

const taken = (name: string, bytes: Buffer, size: typeof UPRIGHT): FuzzFile => ({
  name,
  bytes,
  expected: { accepted: true, size },
});

const refused = (name: string, bytes: Buffer, code: string): FuzzFile => ({
  name,
  bytes,
  expected: { accepted: false, code },
});

/** Files that are refused, each for its reason. */
export async function badPhotos(): Promise<FuzzFile[]> {
  const jpeg = await lesion().jpeg().toBuffer();
  const avif = await lesion().avif({ effort: 0 }).toBuffer();
  const halves = await Promise.all([
    lesion().jpeg().toBuffer(),
    lesion().jpeg({ progressive: true }).toBuffer(),
    lesion().png().toBuffer(),
    lesion().webp().toBuffer(),
    lesion().tiff({ compression: "lzw" }).toBuffer(),
  ]);
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" ' +
    'height="9"><image xlink:href="file:///etc/passwd" width="9" height="9"/></svg>';
  return [
    refused("empty.jpg", Buffer.alloc(0), "photo.empty"),
    refused("text.jpg", Buffer.from("A letter named like a photo.\n"), "photo.not-an-image"),
    refused("vector.svg", Buffer.from(svg), "photo.format"),
    refused("vector-xml.svg", Buffer.from(`<?xml version="1.0"?>\n${svg}`), "photo.format"),
    refused("still.gif", await lesion().gif({ effort: 1 }).toBuffer(), "photo.format"),
    refused("frames.gif", await animation(300, "gif"), "photo.format"),
    refused("animated.webp", await animation(2, "webp"), "photo.animated"),
    refused("frames.webp", await animation(300, "webp"), "photo.animated"),
    refused("phone.avif", avif, "photo.format"),
    // The same container, as phones name it that write the other codec.
    refused("phone.heic", renamed(avif, "avif", "heic"), "photo.format"),
    refused("drawing.bmp", Buffer.concat([Buffer.from("BM"), jpeg]), "photo.format"),
    refused("letter.pdf", Buffer.from("%PDF-1.7\n%%EOF\n"), "photo.format"),
    refused("archive.zip", Buffer.from("PK\x03\x04 photo.jpg"), "photo.not-an-image"),
    refused("pages.tif", await pages(3), "photo.animated"),
    refused("huge.png", await hugePng(), "photo.too-large"),
    refused("huge.jpg", hugeJpeg(jpeg), "photo.too-large"),
    ...halves.map((bytes, index) =>
      refused(`half-${index}`, bytes.subarray(0, bytes.length / 2), "photo.damaged"),
    ),
  ];
}

async function animation(count: number, format: "gif" | "webp"): Promise<Buffer> {
  const size = 16;
  // Every frame differs from the one before: equal ones are stored as one.
  const frames = Buffer.alloc(size * size * 3 * count);
  for (let frame = 0; frame < count; frame++) {
    frames.fill((frame * 37) % 251, frame * size * size * 3, (frame + 1) * size * size * 3);
  }
  const picture = sharp(frames, {
    raw: { width: size, height: size * count, channels: 3, pageHeight: size },
  });
  return format === "gif"
    ? picture.gif({ effort: 1 }).toBuffer()
    : picture.webp({ lossless: true, effort: 0 }).toBuffer();
}

async function pages(count: number): Promise<Buffer> {
  const each = Array.from({ length: count }, (_, seed) => lesion(seed).png().toBuffer());
  return sharp(await Promise.all(each), { join: { animated: true } })
    .tiff({ compression: "lzw" })
    .toBuffer();
}

function renamed(file: Buffer, from: string, to: string): Buffer {
  return Buffer.from(file.toString("latin1").replaceAll(from, to), "latin1");
}

/** A small PNG whose header promises 30,000 x 30,000 pixels. */
async function hugePng(): Promise<Buffer> {
  const file = await lesion().png().toBuffer();
  file.writeUInt32BE(30_000, 16);
  file.writeUInt32BE(30_000, 20);
  return withPngChecksum(file, 12);
}

/** A JPEG whose header promises 65,000 x 65,000 pixels. */
function hugeJpeg(jpeg: Buffer): Buffer {
  const file = Buffer.from(jpeg);
  const frame = file.indexOf(Buffer.from([0xff, 0xc0]));
  file.writeUInt16BE(65_000, frame + 5);
  file.writeUInt16BE(65_000, frame + 7);
  return file;
}

/** Sets the checksum of the chunk whose type begins at a place. */
function withPngChecksum(file: Buffer, type: number): Buffer {
  const length = file.readUInt32BE(type - 4);
  file.writeUInt32BE(crc32(file.subarray(type, type + 4 + length)), type + 4 + length);
  return file;
}

export function pngChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(data.length + 12);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, "latin1");
  data.copy(chunk, 8);
  return withPngChecksum(chunk, 4);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

/** PNG's checksum (ISO 3309); Node has its own only since 22. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}
