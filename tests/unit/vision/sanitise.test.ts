import { describe, expect, it } from "vitest";
import { decodePhoto } from "../../../electron/vision/decode";
import { photoFormat } from "../../../electron/vision/format";
import { withoutJpegMetadata } from "../../../electron/vision/jpegMetadata";
import { sanitisePhoto } from "../../../electron/vision/sanitise";
import { sharp } from "../../../electron/vision/sharpRuntime";

/** A picture with detail in every corner, so that a wrong turn or a lost bit shows. */
function picture() {
  const pixels = Uint8Array.from({ length: 96 * 64 * 3 }, (_, at) => (at * at * 31 + at * 7) % 251);
  return sharp(Buffer.from(pixels), { raw: { width: 96, height: 64, channels: 3 } });
}

const gps = { IFD0: { Copyright: "Dr Marker Owner" }, IFD3: { GPSLatitude: "52/1 31/1 0/1" } };

async function sanitised(bytes: Buffer): Promise<Buffer> {
  return sanitisePhoto(bytes, await decodePhoto(bytes));
}

describe("a photo made ready to be kept", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "JPEG, orientation %d: no metadata, exactly the same pixels",
    async (orientation) => {
      const bytes = await picture()
        .withExif(gps)
        .withMetadata({ orientation, exif: gps })
        .jpeg({ quality: 90 })
        .toBuffer();
      expect(bytes.includes("Marker")).toBe(true);
      const kept = await sanitised(bytes);
      expect(kept.includes("Marker")).toBe(false);
      const [before, after] = await Promise.all([decodePhoto(bytes), decodePhoto(kept)]);
      expect([after.width, after.height]).toEqual([before.width, before.height]);
      expect(Buffer.from(after.pixels).equals(Buffer.from(before.pixels))).toBe(true);
    },
  );

  it("JPEG: progressive, CMYK and with a colour profile keep their pixels", async () => {
    for (const variant of [
      picture().jpeg({ progressive: true }),
      picture().toColourspace("cmyk").jpeg(),
      picture().withIccProfile("p3").jpeg(),
    ]) {
      const bytes = await variant.toBuffer();
      const [before, after] = await Promise.all([
        decodePhoto(bytes),
        decodePhoto(await sanitised(bytes)),
      ]);
      expect(Buffer.from(after.pixels).equals(Buffer.from(before.pixels))).toBe(true);
    }
  });

  it("JPEG: comments, unknown segments and whatever follows the end are cut", async () => {
    const bytes = await picture().jpeg().toBuffer();
    // A comment, JFXX and CIFF in APP0, a foreign APP14, APP15, JPG0.
    const segments = [
      ...[
        "\xff\xfe\x00\x10Marker comment",
        "\xff\xe0\x00\x0eJFXX\0Marker1",
        "\xff\xe0\x00\x0aCIMarker",
      ],
      ...["\xff\xee\x00\x0aXxMarker", "\xff\xef\x00\x0aXxMarker", "\xff\xf0\x00\x0aXxMarker"],
    ];
    const dressed = Buffer.concat([
      bytes.subarray(0, 2),
      ...segments.map((segment) => Buffer.from(segment, "latin1")),
      bytes.subarray(2),
      Buffer.from("Marker after the end"),
    ]);
    const kept = withoutJpegMetadata(dressed);
    expect(kept.includes("Marker")).toBe(false);
    expect(kept.equals(withoutJpegMetadata(bytes))).toBe(true);
  });

  it("PNG, WebP and TIFF become PNG without metadata and with the same pixels", async () => {
    const dressed = () => picture().withExif(gps);
    for (const variant of [dressed().png(), dressed().webp({ quality: 60 }), dressed().tiff()]) {
      const bytes = await variant.toBuffer();
      const kept = await sanitised(bytes);
      expect(photoFormat(kept)).toBe("png");
      expect(kept.includes("Marker")).toBe(false);
      const [before, after] = await Promise.all([decodePhoto(bytes), decodePhoto(kept)]);
      expect(Buffer.from(after.pixels).equals(Buffer.from(before.pixels))).toBe(true);
    }
  });

  it.each([
    ["of another type", 2, 4],
    ["of no type", 2, 0x18],
    ["in several values", 4, 2],
    ["in more values than there are bytes", 4, 0xffff],
    ["with another value", 8, 9],
  ])("JPEG with an orientation %s is kept the way up it was analysed", async (_, at, value) => {
    const bytes = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const entry = bytes.indexOf(Buffer.from([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0]));
    expect(entry).toBeGreaterThan(0);
    bytes.writeUInt16LE(value, entry + at);
    const analysed = await decodePhoto(bytes);
    const kept = await decodePhoto(await sanitised(bytes));
    expect([kept.width, kept.height]).toEqual([analysed.width, analysed.height]);
    expect(Buffer.from(kept.pixels).equals(Buffer.from(analysed.pixels))).toBe(true);
  });

  it("a JPEG that would be kept another way up than it was analysed is refused", async () => {
    const bytes = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const analysed = await decodePhoto(bytes);
    expect(analysed.orientation).toBe(6);
    // As a reader would that understands its metadata otherwise.
    await expect(sanitisePhoto(bytes, { ...analysed, orientation: 1 })).rejects.toMatchObject({
      code: "photo.damaged",
    });
  });

  it("a JPEG whose segments do not add up is refused", async () => {
    const bytes = await picture().jpeg().toBuffer();
    await expect(sanitised(bytes.subarray(0, bytes.length - 2))).rejects.toMatchObject({
      code: "photo.damaged",
    });
  });
});
