/** Drawn lesions as JPEG files of HAM10000's size, which both sides read, decode and augment. */
import { join } from "node:path";
import { drawLesion } from "../../electron/demo/drawLesion";
import { SKIN_TYPES } from "../../electron/demo/skin";
import { DIAGNOSES } from "../../electron/domain/diagnosis";
import { sharp } from "../../electron/vision/sharpRuntime";

/** Photo `index` shows diagnosis `index % 7`. @returns the files */
export async function drawPhotos(folder: string, count: number): Promise<string[]> {
  const files: string[] = [];
  for (let index = 0; index < count; index++) {
    const { pixels, width, height } = drawLesion({
      seed: index,
      diagnosis: DIAGNOSES[index % DIAGNOSES.length] ?? "nv",
      skinType: SKIN_TYPES[index % SKIN_TYPES.length] ?? 2,
      hair: index % 3 === 1 ? 0.3 : 0,
    });
    const file = join(folder, `lesion-${index}.jpg`);
    await sharp(pixels, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 92 })
      .toFile(file);
    files.push(file);
  }
  return files;
}
