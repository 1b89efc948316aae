import { writePhotoSet } from "../tests/fixtures/photos";
import { readFileSync } from "node:fs";
import { decodePhoto } from "../electron/vision/decode";
import { sharp } from "../electron/vision/sharpRuntime";

/** Any number of photos that differ in bytes and pixels, from a few that are drawn. */
export interface VariedPhotos {
  /** A JPEG; the same for the same number. */
  readonly photo: (number: number) => Promise<Uint8Array>;
}

/**
 * Drawing takes a tenth of a second and more: so the drawn ones are varied, by a row of pixels that
 * spells the number.
 *
 * @param folder where they are drawn, once; those that are there are used
 */
export async function variedPhotos(
  folder: string,
  options: { readonly drawn: number; readonly seed: number } & Readonly<
    Record<"width" | "height", number>
  >,
): Promise<VariedPhotos> {
  const files = await writePhotoSet(folder, { ...options, count: options.drawn });
  const drawn = await Promise.all(files.map((file) => decodePhoto(readFileSync(file))));
  return {
    async photo(number) {
      const picture = drawn[number % drawn.length];
      if (!picture) throw new Error("nothing was drawn");
      const { width, height } = picture;
      const pixels = Buffer.from(picture.pixels);
      for (let bit = 0; bit < 32; bit++) {
        // Blocks as large as JPEG's: compression must not level them.
        const shade = (number >> bit) & 1 ? 255 : 0;
        for (let y = 0; y < 8; y++)
          pixels.fill(shade, (y * width + bit * 8) * 3, (y * width + bit * 8 + 8) * 3);
      }
      return sharp(pixels, { raw: { width, height, channels: 3 } })
        .jpeg({ quality: 90 })
        .toBuffer();
    },
  };
}
