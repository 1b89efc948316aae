import type { PixelImage } from "../vision/decode";
import { resample } from "../vision/resample";

/** Photos are kept at this many times the output's side, so that crops have pixels to show. */
const KEPT_DETAIL = 1.5;

/** A photo as it is kept for training: no larger than views of it need, in memory of its own. */
export function keptAt(largestSize: number, photo: PixelImage): PixelImage {
  const { width, height } = photo;
  const scale = (largestSize * KEPT_DETAIL) / Math.min(width, height);
  if (scale >= 1) return { pixels: Uint8Array.from(photo.pixels), width, height };
  const whole = { left: 0, top: 0, width, height };
  return resample(photo, whole, Math.round(width * scale), Math.round(height * scale));
}
