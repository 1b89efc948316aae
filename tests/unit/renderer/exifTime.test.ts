import { describe, expect, it } from "vitest";
import { exifTime } from "../../../renderer/features/intake/exifTime";

/** A JPEG's beginning with an Exif block that holds DateTimeOriginal. */
function jpegTakenAt(text: string, littleEndian = true): Uint8Array {
  const bytes = new Uint8Array(96);
  const view = new DataView(bytes.buffer);
  const ascii = (at: number, value: string): void => {
    bytes.set(new TextEncoder().encode(value), at);
  };
  view.setUint16(0, 0xffd8);
  view.setUint16(2, 0xffe1);
  view.setUint16(4, 8 + 70);
  ascii(6, "Exif\0\0");
  const tiff = 12;
  const entry = (at: number, tag: number, type: number, count: number, value: number): void => {
    view.setUint16(tiff + at, tag, littleEndian);
    view.setUint16(tiff + at + 2, type, littleEndian);
    view.setUint32(tiff + at + 4, count, littleEndian);
    view.setUint32(tiff + at + 8, value, littleEndian);
  };
  ascii(tiff, littleEndian ? "II" : "MM");
  view.setUint16(tiff + 2, 42, littleEndian);
  view.setUint32(tiff + 4, 8, littleEndian);
  view.setUint16(tiff + 8, 1, littleEndian);
  entry(10, 0x8769, 4, 1, 26);
  view.setUint16(tiff + 26, 1, littleEndian);
  entry(28, 0x9003, 2, 20, 44);
  ascii(tiff + 44, text);
  return bytes;
}

describe("exifTime", () => {
  it.each([true, false])("reads when a photo was taken (little endian: %s)", (littleEndian) => {
    const taken = exifTime(jpegTakenAt("2024:02:29 14:05:09", littleEndian));
    expect(taken).toEqual(new Date(2024, 1, 29, 14, 5, 9));
  });

  it("does not believe an unset or impossible clock", () => {
    expect(exifTime(jpegTakenAt("0000:00:00 00:00:00"))).toBeNull();
    expect(exifTime(jpegTakenAt("2999:01:01 00:00:00"))).toBeNull();
  });

  it("says nothing for other files and for blocks that are cut off", () => {
    expect(exifTime(new Uint8Array())).toBeNull();
    expect(exifTime(new TextEncoder().encode("no picture at all"))).toBeNull();
    const whole = jpegTakenAt("2024:02:29 14:05:09");
    for (let length = 0; length < 75; length++) {
      expect(exifTime(whole.subarray(0, length))).toBeNull();
    }
  });
});
