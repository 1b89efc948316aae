/** JPEGs by the byte: headers as cameras write them, as damage leaves them and as strangers forge them. */
import { describe, expect, it } from "vitest";
import { withoutJpegMetadata } from "../../../electron/vision/jpegMetadata";

const START = Buffer.from([0xff, 0xd8]);
const END = Buffer.from([0xff, 0xd9]);

function segment(marker: number, ...content: (string | Buffer)[]): Buffer {
  const body = Buffer.concat(
    content.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)),
  );
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

const TABLE = segment(0xdb, "a quantisation table");
/** Stuffed bytes, a restart and a fill byte belong to the data of a scan. */
const SCAN = Buffer.concat([
  segment(0xda, "how it is scanned"),
  Buffer.from("pixels\xff\x00pixels\xff\xd3pixels\xff\xff\x00", "latin1"),
]);

const jpeg = (...parts: Buffer[]): Buffer => Buffer.concat([START, ...parts, TABLE, SCAN, END]);
const BARE = jpeg();

interface Entry {
  readonly tag?: number;
  readonly type: number;
  readonly count: number;
  readonly value: number;
}

/** An EXIF segment with one directory. @param order of its bytes: Intel's or Motorola's */
function exif(order: "II" | "MM", entries: readonly Entry[], announced = entries.length): Buffer {
  const tiff = Buffer.alloc(10 + 12 * entries.length);
  const isLittle = order === "II";
  const short = (value: number, at: number): number =>
    isLittle ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const long = (value: number, at: number): number =>
    isLittle ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  tiff.write(order, 0, "latin1");
  short(42, 2);
  long(8, 4);
  short(announced, 8);
  for (const [index, { tag = 0x0112, type, count, value }] of entries.entries()) {
    const at = 10 + 12 * index;
    short(tag, at);
    short(type, at + 2);
    long(count, at + 4);
    if (type === 3) short(value, at + 8);
    else long(value, at + 8);
  }
  return segment(0xe1, "Exif\0\0", tiff);
}

/** The orientation that is left; null where no EXIF is. */
function keptOrientation(photo: Buffer): number | null {
  const kept = withoutJpegMetadata(photo);
  const at = kept.indexOf("Exif\0\0MM");
  return at < 0 ? null : kept.readUInt16BE(at + 24);
}

const SHORT = 3;
const LONG = 4;

describe("the orientation in a photo's EXIF", () => {
  it.each(["II", "MM"] as const)(
    "is kept alone, written by %s, as either whole number",
    (order) => {
      const maker = { tag: 0x010f, type: 2, count: 40, value: 200 };
      for (const type of [SHORT, LONG]) {
        const photo = jpeg(exif(order, [maker, { type, count: 1, value: 6 }]));
        expect(keptOrientation(photo)).toBe(6);
        // What is kept says the same when it comes again.
        expect(withoutJpegMetadata(withoutJpegMetadata(photo))).toEqual(withoutJpegMetadata(photo));
      }
      expect(keptOrientation(jpeg(exif(order, [{ type: SHORT, count: 2, value: 8 }])))).toBe(8);
    },
  );

  it.each<[string, Buffer]>([
    ["is upright", exif("II", [{ type: SHORT, count: 1, value: 1 }])],
    ["is no way up", exif("MM", [{ type: SHORT, count: 1, value: 9 }])],
    ["is zero", exif("II", [{ type: LONG, count: 1, value: 0 }])],
    ["is three numbers", exif("II", [{ type: SHORT, count: 3, value: 6 }])],
    ["is a fraction", exif("MM", [{ type: 5, count: 1, value: 6 }])],
    ["is not there", exif("II", [{ tag: 0x010f, type: 2, count: 4, value: 6 }])],
    ["is announced behind the end", exif("MM", [{ tag: 0x010f, type: 2, count: 4, value: 6 }], 9)],
    ["lies in no directory", segment(0xe1, "Exif\0\0II*\0\xff\xff\0\0", "beyond")],
    ["has no room", segment(0xe1, "Exif\0\0II*\0")],
    ["is told by another program's metadata", segment(0xe1, "http://ns.adobe.com/xap/1.0/\0...")],
  ])("leaves nothing where it %s", (_, metadata) => {
    expect(withoutJpegMetadata(jpeg(metadata))).toEqual(BARE);
  });
});

describe("what decoding needs", () => {
  it("stays byte for byte, scans with their restarts and stuffed bytes included", () => {
    expect(withoutJpegMetadata(BARE)).toEqual(BARE);
    for (const needed of [
      segment(0xe2, "ICC_PROFILE\0a profile"),
      segment(0xee, "Adobe\0how colours are turned"),
    ]) {
      expect(withoutJpegMetadata(jpeg(needed))).toEqual(jpeg(needed));
    }
  });

  it("does not include a preview beside the header, nor fill bytes between segments", () => {
    const header = "JFIF\0\x01\x02\x01\0\x48\0\x48";
    const withPreview = segment(0xe0, `${header}\x02\x01`, "a preview");
    const without = segment(0xe0, `${header}\0\0`);
    expect(withoutJpegMetadata(jpeg(withPreview))).toEqual(jpeg(without));
    expect(withoutJpegMetadata(jpeg(Buffer.from([0xff, 0xff])))).toEqual(BARE);
    // One that breaks off before the preview's size says nothing.
    expect(withoutJpegMetadata(jpeg(segment(0xe0, "JFIF\0\x01")))).toEqual(BARE);
  });
});

describe("a JPEG that does not add up", () => {
  const table = Buffer.concat([START, TABLE]);
  const scan = Buffer.concat([table, SCAN]);

  it.each<[string, Buffer]>([
    ["with something else between its segments", Buffer.concat([table, Buffer.from("x"), END])],
    ["that ends before a marker's code", Buffer.concat([table, Buffer.from([0xff])])],
    ["that ends within a segment's length", Buffer.concat([table, Buffer.from([0xff, 0xdb, 0])])],
    ["whose segment is longer than itself", scan.subarray(0, 20)],
    ["whose segment is shorter than its length", jpeg(Buffer.from([0xff, 0xe5, 0, 0]))],
    ["whose scan has no end", scan],
    ["that ends in the midst of its scan", scan.subarray(0, scan.length - 5)],
    ["that ends on a marker's first byte", Buffer.concat([scan, Buffer.from([0xff])])],
    ["without an end", table],
  ])("%s is damaged", (_, photo) => {
    expect(() => withoutJpegMetadata(photo)).toThrow(
      expect.objectContaining({ code: "photo.damaged" }),
    );
  });
});
