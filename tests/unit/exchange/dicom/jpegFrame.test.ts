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

  it.each(["4:4:4", "4:2:0"])("is YBR_FULL_422 also with chroma at %s", async (sampling) => {
    const jpeg = await picture.clone().jpeg({ chromaSubsampling: sampling }).toBuffer();
    expect(jpegFrame(jpeg)?.colour).toBe("YBR_FULL_422");
  });

  it("is of the colours that decoders take it to be of", async () => {
    const jpeg = await picture.clone().jpeg({ chromaSubsampling: "4:4:4" }).toBuffer();
    // Adobe's segment (ITU-T T.872, 6.5.3) with transform 0: red, green and blue, say the components.
    const adobe = Buffer.from("ffee000e41646f626500640000000000", "hex");
    const jfif = Buffer.from("ffe000104a46494600010100000100010000", "hex");
    const [start, rest] = [jpeg.subarray(0, 2), jpeg.subarray(2)];
    const withJfif = Buffer.concat([start, jfif, adobe, rest]);
    const without = Buffer.concat([start, adobe, rest]);
    const pixelsOf = (file: Buffer): Promise<Buffer> => sharp(file).raw().toBuffer();
    const pixels = await pixelsOf(jpeg);
    expect(jpegFrame(withJfif)?.colour).toBe("YBR_FULL_422");
    expect((await pixelsOf(withJfif)).equals(pixels)).toBe(true);
    expect(jpegFrame(without)?.colour).toBe("RGB");
    expect((await pixelsOf(without)).equals(pixels)).toBe(false);
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
