import { describe, expect, it } from "vitest";
import { photoFormat } from "../../../electron/vision/format";

const bytes = (text: string): Buffer => Buffer.from(text, "latin1");

describe("the format of a photo", () => {
  it.each([
    ["jpeg", "\xff\xd8\xff\xe0"],
    ["png", "\x89PNG\r\n\x1a\n"],
    ["webp", "RIFF\0\0\0\0WEBPVP8 "],
    ["tiff", "II*\0"],
    ["tiff", "MM\0*"],
  ] as const)("%s is told by its first bytes", (format, text) => {
    expect(photoFormat(bytes(text))).toBe(format);
  });

  it.each([
    ["GIF", "GIF89a"],
    ["BMP", "BM\x36\x10\0\0"],
    ["PDF", "%PDF-1.7"],
    ["ICO", "\0\0\x01\0\x01\0"],
    ["DICOM", `${"\0".repeat(128)}DICM`],
    ["HEIC", "\0\0\0\x18ftypheic\0\0\0\0mif1heic"],
    ["AVIF", "\0\0\0\x18ftypavif\0\0\0\0"],
    // A sequence of AVIF whose own name comes later among those that it fits.
    ["AVIF", "\0\0\0\x1cftypmif1\0\0\0\0avismif1"],
    ["SVG", "<!-- drawn --><SVG width='9'>"],
  ])("%s is refused by its name, so that people know what to export", (format, text) => {
    expect(() => photoFormat(bytes(text))).toThrow(
      expect.objectContaining({ code: "photo.format", details: { format } }),
    );
  });

  it.each([
    ["a sound", "RIFF\0\0\0\0WAVEfmt "],
    ["a text", "<svgs are drawn>"],
    ["half a PNG's name", "\x89PNG"],
  ])("%s is no picture", (_, text) => {
    expect(() => photoFormat(bytes(text))).toThrow(
      expect.objectContaining({ code: "photo.not-an-image" }),
    );
  });
});
