import { describe, expect, it } from "vitest";
import { decodePhoto } from "../../../electron/vision/decode";
import { sharp } from "../../../electron/vision/sharpRuntime";

/** A picture whose left half is red and right half blue, 64 x 48. */
function redBlue() {
  const pixels = Buffer.alloc(64 * 48 * 3);
  for (let at = 0; at < 64 * 48; at++) {
    const isLeft = at % 64 < 32;
    pixels[at * 3] = isLeft ? 220 : 10;
    pixels[at * 3 + 1] = 20;
    pixels[at * 3 + 2] = isLeft ? 10 : 220;
  }
  return sharp(pixels, { raw: { width: 64, height: 48, channels: 3 } });
}

function pixelAt(
  { pixels, width }: { pixels: Uint8Array; width: number },
  x: number,
  y: number,
): number[] {
  return [...pixels.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
}

function expectNear(actual: number[], expected: number[], tolerance: number): void {
  actual.forEach((value, channel) => {
    expect(Math.abs(value - (expected[channel] ?? NaN))).toBeLessThanOrEqual(tolerance);
  });
}

const refusal = (code: string): unknown => expect.objectContaining({ code });

describe("decoding", () => {
  it("reads PNG exactly, in RGB", async () => {
    const photo = await decodePhoto(await redBlue().png().toBuffer());
    expect([photo.width, photo.height, photo.format]).toEqual([64, 48, "png"]);
    expect(pixelAt(photo, 3, 3)).toEqual([220, 20, 10]);
    expect(pixelAt(photo, 60, 3)).toEqual([10, 20, 220]);
  });

  it.each([
    [1, [3, 3]],
    [3, [60, 44]],
    [6, [44, 3]],
    [8, [3, 60]],
  ] as const)("turns EXIF orientation %d the right way up", async (orientation, [x, y]) => {
    const bytes = await redBlue().withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
    const photo = await decodePhoto(bytes);
    const isTurned = orientation >= 5;
    expect([photo.width, photo.height]).toEqual(isTurned ? [48, 64] : [64, 48]);
    expectNear(pixelAt(photo, x, y), [220, 20, 10], 12);
  });

  it("reads CMYK, 16 bits, grey, palette and TIFF as the same colours", async () => {
    const red = [220, 20, 10];
    const variants = {
      cmyk: redBlue().toColourspace("cmyk").jpeg({ quality: 95 }),
      sixteen: redBlue().toColourspace("rgb16").png(),
      palette: redBlue().png({ palette: true }),
      tiff: redBlue().tiff({ compression: "lzw" }),
      webp: redBlue().webp({ lossless: true }),
    };
    for (const [name, picture] of Object.entries(variants)) {
      const photo = await decodePhoto(await picture.toBuffer());
      // Print colours cannot hold this red: the profile moves it by up to 30.
      expectNear(pixelAt(photo, 3, 3), red, name === "cmyk" ? 40 : 2);
    }
    const grey = await decodePhoto(await redBlue().greyscale().png().toBuffer());
    const [value = NaN] = pixelAt(grey, 3, 3);
    expect(pixelAt(grey, 3, 3)).toEqual([value, value, value]);
    expect(value).toBeGreaterThan(40);
  });

  it("lays transparency on white", async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 4, background: clear } })
      .png()
      .toBuffer();
    expect(pixelAt(await decodePhoto(bytes), 4, 4)).toEqual([255, 255, 255]);
  });

  it("refuses what is empty, no picture, or of a kind that is not read, by name", async () => {
    const svg = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`;
    const gif = await redBlue().gif().toBuffer();
    const heic = Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1");
    await expect(decodePhoto(Buffer.alloc(0))).rejects.toEqual(refusal("photo.empty"));
    await expect(decodePhoto(Buffer.from("notes"))).rejects.toEqual(refusal("photo.not-an-image"));
    for (const [bytes, format] of [
      [Buffer.from(svg), "SVG"],
      [gif, "GIF"],
      [heic, "HEIC"],
      [Buffer.from("%PDF-1.7"), "PDF"],
    ] as const) {
      await expect(decodePhoto(bytes)).rejects.toMatchObject({
        code: "photo.format",
        details: { format },
      });
    }
  });

  it("refuses a truncated photo of every format", async () => {
    const noise = Buffer.from(
      Uint8Array.from({ length: 300 * 300 * 3 }, (_, i) => (i * 7919) % 256),
    );
    const picture = () => sharp(noise, { raw: { width: 300, height: 300, channels: 3 } });
    for (const whole of [
      await picture().jpeg().toBuffer(),
      await picture().jpeg({ progressive: true }).toBuffer(),
      await picture().png().toBuffer(),
      await picture().webp().toBuffer(),
      await picture().tiff().toBuffer(),
    ]) {
      const half = whole.subarray(0, Math.floor(whole.length / 2));
      await expect(decodePhoto(half)).rejects.toEqual(refusal("photo.damaged"));
      await expect(decodePhoto(whole.subarray(0, 16))).rejects.toEqual(refusal("photo.damaged"));
    }
  });

  it("refuses an animated picture", async () => {
    // Two frames that differ: equal ones are stored as one.
    const frames = Buffer.alloc(16 * 32 * 3, 90).fill(180, 16 * 16 * 3);
    const bytes = await sharp(frames, {
      raw: { width: 16, height: 32, channels: 3, pageHeight: 16 },
    })
      .webp({ delay: [100, 100], loop: 0 })
      .toBuffer();
    await expect(decodePhoto(bytes)).rejects.toEqual(refusal("photo.animated"));
  });

  it("refuses WebP of more than 36 megapixels by the header alone", async () => {
    const bytes = await redBlue().webp({ lossless: true }).toBuffer();
    // VP8L: a byte of signature, then width and height, less one, in 14 bits each.
    const at = bytes.indexOf("VP8L") + 9;
    bytes.writeUInt32LE(6000 | (6000 << 14), at);
    await expect(decodePhoto(bytes)).rejects.toMatchObject({
      code: "photo.too-large",
      details: { megapixels: 36, limit: 36 },
    });
  });

  it("refuses more than 50 megapixels by the header alone", async () => {
    const small = await redBlue().png().toBuffer();
    const huge = Buffer.from(small);
    huge.writeUInt32BE(30_000, 16);
    huge.writeUInt32BE(30_000, 20);
    huge.writeUInt32BE(crc32(huge.subarray(12, 29)), 29);
    await expect(decodePhoto(huge)).rejects.toMatchObject({
      code: "photo.too-large",
      details: { megapixels: 900, limit: 50 },
    });
  });
});

/** PNG's checksum (ISO 3309), bit by bit. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
