import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodePhoto } from "../../../electron/vision/decode";
import { sharp } from "../../../electron/vision/sharpRuntime";
import { writeBadPhotos, writeLesionPhoto, writePhotoSet } from "../../fixtures/photos";

const lesion = { seed: 4, diagnosis: "nv", width: 200, height: 150 } as const;
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lentigo-photos-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const decoded = async (file: string) => decodePhoto(await readFile(file));

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
}

describe("photo files", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8] as const)("with orientation %d show upright", async (turn) => {
    const file = path.join(folder, `turned-${String(turn)}.jpg`);
    const drawn = await writeLesionPhoto(file, { ...lesion, orientation: turn });
    const photo = await decoded(file);
    expect([photo.width, photo.height]).toEqual([200, 150]);
    expect(meanDifference(photo.pixels, drawn.pixels)).toBeLessThan(5);
    expect((await sharp(file).metadata()).orientation ?? 1).toBe(turn);
  });

  it.each([
    ["cmyk.jpg", "cmyk", { format: "jpeg", channels: 4, space: "cmyk" }],
    ["deep.png", "sixteen-bit", { format: "png", depth: "ushort" }],
    ["grey.png", "grey", { format: "png", channels: 1 }],
    ["alpha.webp", "alpha", { format: "webp", hasAlpha: true }],
    ["plain.webp", undefined, { format: "webp", channels: 3 }],
    ["plain.tiff", undefined, { format: "tiff" }],
  ] as const)("%s is stored as asked for", async (name, encoding, expected) => {
    const file = path.join(folder, name);
    const drawn = await writeLesionPhoto(file, encoding ? { ...lesion, encoding } : lesion);
    expect(await sharp(file).metadata()).toMatchObject(expected);
    const photo = await decoded(file);
    expect(meanDifference(photo.pixels, drawn.pixels)).toBeLessThan(encoding === "grey" ? 40 : 12);
  });

  it("come in sets without two alike", async () => {
    const options = { count: 8, seed: 2, width: 160, height: 120 };
    const files = await writePhotoSet(path.join(folder, "set"), options);
    expect(files.map((file) => path.basename(file))).toEqual(
      (await readdir(path.join(folder, "set"))).sort(),
    );
    expect(path.basename(files[7] ?? "")).toBe("lesion-008.jpg");
    const contents = await Promise.all(files.map((file) => readFile(file, "base64")));
    expect(new Set(contents).size).toBe(8);
  });
});

describe("bad files", () => {
  it("are refused each for its own reason", async () => {
    const files = await writeBadPhotos(path.join(folder, "bad"));
    const codes: Record<string, string> = {};
    for (const { name, file } of files) {
      codes[name] = await decoded(file).then(
        ({ width, height }) => `${String(width)} x ${String(height)}`,
        (error: unknown) => (error as { code: string }).code,
      );
    }
    expect(codes).toEqual({
      "text.jpg": "photo.not-an-image",
      "truncated.jpg": "photo.damaged",
      "vector.svg": "photo.format",
      "empty.jpg": "photo.empty",
      "still.gif": "photo.format",
      "tiny.png": "20 x 20", // a photo, but one whose size is refused later
      "huge.png": "photo.too-large",
      "phone.heic": "photo.format",
      "animated.webp": "photo.animated",
    });
    const huge = files.find(({ name }) => name === "huge.png");
    expect((await stat(huge?.file ?? "")).size).toBeLessThan(1000);
  });
});
