import { describe, expect, it } from "vitest";
import { drawLesion } from "../../../electron/demo/drawLesion";
import { DIAGNOSES } from "../../../electron/domain/diagnosis";
import { classMap, paintPhoto, printPhoto } from "../../../electron/vision/heatmap";
import { sharp } from "../../../electron/vision/sharpRuntime";

const photo = drawLesion({ seed: 4, diagnosis: "mel", width: 1500, height: 1000 });

/** Hot in the left half of the photo, cold in the right one. */
const heat = {
  map: { width: 2, height: 1, values: [1, -1] },
  frame: { left: 0, top: 0, width: 1, height: 1 },
};

async function pixelsOf(picture: Buffer) {
  const { data, info } = await sharp(picture)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
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

describe("the map of one class", () => {
  const values = Float32Array.from({ length: 2 * DIAGNOSES.length }, (_, index) => index);
  const all = { width: 2, height: 1, frame: heat.frame, values };

  it("holds that class's number of every place", () => {
    // Place by place, class by class: melanoma is the fifth of seven.
    expect(classMap(all, DIAGNOSES.indexOf("mel"))).toEqual({
      ...{ width: 2, height: 1, values: Float32Array.of(4, 11) },
    });
  });

  it("painted on the photo is a PNG of at most 1024 pixels a side, for that class alone", async () => {
    const onlyLeft = Float32Array.from(values, (_, index) => (index === 4 ? 1 : -1));
    const [mel, nv] = await Promise.all(
      ["mel", "nv"].map(async (diagnosis) => {
        const index = DIAGNOSES.findIndex((each) => each === diagnosis);
        return pixelsOf(await paintPhoto(photo, { ...all, values: onlyLeft }, index));
      }),
    );
    if (!mel || !nv) throw new Error("nothing painted");
    expect([mel.width, mel.height]).toEqual([1024, 683]);
    expect(difference(mel.data, nv.data, mel.width, 0, 200)).toBeGreaterThan(20);
    expect(difference(mel.data, nv.data, mel.width, 900, 1024)).toBeLessThan(2);
  });
});

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
