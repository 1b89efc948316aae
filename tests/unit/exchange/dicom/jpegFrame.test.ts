import { describe, expect, it } from "vitest";
import { jpegFrame } from "../../../../electron/exchange/dicom/jpegFrame";
import { sharp } from "../../../../electron/vision/sharpRuntime";
import { smallJpeg } from "../../../fixtures/dicomPhotos";

const picture = sharp(Buffer.alloc(40 * 30 * 3, 90), {
  raw: { width: 40, height: 30, channels: 3 },
});

describe("a JPEG as a frame", () => {
  it("can stay as it is where it is a plain one", async () => {
    expect(jpegFrame(await smallJpeg())).toEqual({
      width: 40,
      height: 30,
      colour: "YBR_FULL_422",
    });
  });

  it.each([
    ["progressive", () => smallJpeg(true)],
    ["grey", () => picture.clone().toColourspace("b-w").jpeg().toBuffer()],
    ["CMYK", () => picture.clone().toColourspace("cmyk").jpeg().toBuffer()],
    ["turned", () => picture.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer()],
    ["a PNG", () => picture.clone().png().toBuffer()],
    ["cut off before its frame", async () => (await smallJpeg()).subarray(0, 100)],
    ["empty", () => Promise.resolve(new Uint8Array())],
  ])("has to be decoded where it is %s", async (_, make) => {
    expect(jpegFrame(await make())).toBeNull();
  });
});
