import { describe, expect, it } from "vitest";
import { drawLesion } from "../../../electron/demo/drawLesion";
import { printPhoto } from "../../../electron/vision/heatmap";
import { sharp } from "../../../electron/vision/sharpRuntime";

const photo = drawLesion({ seed: 4, diagnosis: "mel", width: 1500, height: 1000 });

/** Hot in the left half of the photo, cold in the right one. */
const heat = {
  map: { width: 2, height: 1, values: [1, -1] },
  frame: { left: 0, top: 0, width: 1, height: 1 },
};

async function pixelsOf(jpeg: Buffer) {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  return { ...info, data };
}

/** Mean difference of two pictures' colours over a range of columns. */
function difference(one: Buffer, other: Buffer, width: number, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  one.forEach((value, index) => {
    const x = Math.floor(index / 3) % width;
    if (x < from || x >= to) return;
    sum += Math.abs(value - (other[index] ?? 0));
    count++;
  });
  return sum / count;
}

describe("a photo for paper", () => {
  it("is a JPEG of at most 1024 pixels a side, small enough for two on a page", async () => {
    const jpeg = await printPhoto(photo, null);
    expect(await sharp(jpeg).metadata()).toMatchObject({
      format: "jpeg",
      width: 1024,
      height: 683,
      chromaSubsampling: "4:4:4",
    });
    expect(jpeg.length).toBeLessThan(400_000);
  });

  it("is painted where the map is hot, and untouched where it is cold", async () => {
    const plain = await pixelsOf(await printPhoto(photo, null));
    const painted = await pixelsOf(await printPhoto(photo, heat));
    expect(difference(plain.data, painted.data, plain.width, 0, 200)).toBeGreaterThan(20);
    expect(difference(plain.data, painted.data, plain.width, 900, 1024)).toBeLessThan(2);
  });

  it("stays as small as it is", async () => {
    const small = drawLesion({ seed: 4, diagnosis: "nv", width: 300, height: 225 });
    expect(await sharp(await printPhoto(small, heat)).metadata()).toMatchObject({
      width: 300,
      height: 225,
    });
  });
});
