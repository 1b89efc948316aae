import { DIAGNOSES } from "../domain/diagnosis";
import { paintHeat, type ActivationMap } from "../domain/heatmap";
import type { PixelImage } from "./decode";
import type { ClassHeat } from "./protocol";
import { sharp } from "./sharpRuntime";

/** Longest side, in pixels, of a painted photo. */
const PAINTED_SIDE = 1024;

/** Opacity of the hottest place: the structures under it stay readable. */
const OPACITY = 0.55;

/** The map of one class out of the maps of all. */
export function classMap(heat: ClassHeat, classIndex: number): ActivationMap {
  const { width, height, values } = heat;
  const map = Float32Array.from(
    { length: width * height },
    (_, cell) => values[cell * DIAGNOSES.length + classIndex] ?? 0,
  );
  return { width, height, values: map };
}

/** PNG of the photo with the heat of one class over it, at most 1024 pixels a side. */
export async function paintPhoto(
  photo: PixelImage,
  heat: ClassHeat,
  classIndex: number,
): Promise<Buffer> {
  const scale = Math.min(1, PAINTED_SIDE / Math.max(photo.width, photo.height));
  const width = Math.max(1, Math.round(photo.width * scale));
  const height = Math.max(1, Math.round(photo.height * scale));
  const overlay = paintHeat(classMap(heat, classIndex), heat.frame, width, height);
  for (let alpha = 3; alpha < overlay.length; alpha += 4) {
    overlay[alpha] = (overlay[alpha] ?? 0) * OPACITY;
  }
  return sharp(photo.pixels, { raw: { width: photo.width, height: photo.height, channels: 3 } })
    .resize(width, height, { fit: "fill" })
    .composite([{ input: Buffer.from(overlay.buffer), raw: { width, height, channels: 4 } }])
    .png()
    .toBuffer();
}
