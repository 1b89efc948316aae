import type { RefusalReason } from "../domain/triage";
import type { PixelImage } from "./decode";

/**
 * Limits below (or above) which a photo is refused. All but the size are measured on the
 * network's input, so that they do not depend on the camera's resolution. They are wide: all 1,425
 * photos of HAM10000 `val` and `isic2018-val` pass (brightness 92 to 230, contrast from 4.6,
 * sharpness from 1.7), and only what nobody could judge fails.
 */
export const QUALITY_LIMITS = {
  /** Pixels of the photo's short side. */
  shortSide: 100,
  /** Mean luminance, 0 to 255. */
  darkest: 25,
  brightest: 245,
  /** Standard deviation of the luminance: an evenly coloured picture shows no lesion. */
  contrast: 3,
  /** Variance of the Laplacian of the luminance. Pech-Pacheco et al., ICPR 2000. */
  sharpness: 1.5,
} as const;

export interface QualityMeasures {
  readonly shortSide: number;
  readonly brightness: number;
  readonly contrast: number;
  readonly sharpness: number;
}

/** Measures a photo: its size as taken, the rest on the network's input made from it. */
export function measureQuality(
  photo: { readonly width: number; readonly height: number },
  input: PixelImage,
): QualityMeasures {
  const luminance = luminanceOf(input);
  const { mean: brightness, variance } = moments(luminance);
  return {
    shortSide: Math.min(photo.width, photo.height),
    brightness,
    contrast: Math.sqrt(variance),
    sharpness: moments(laplacian(luminance, input.width, input.height)).variance,
  };
}

/** Why a photo of these measures cannot be assessed; empty where it can. */
export function qualityRefusals(measures: QualityMeasures): RefusalReason[] {
  if (measures.shortSide < QUALITY_LIMITS.shortSide) return ["too-small"];
  if (measures.brightness < QUALITY_LIMITS.darkest) return ["too-dark"];
  if (measures.brightness > QUALITY_LIMITS.brightest) return ["too-bright"];
  if (measures.contrast < QUALITY_LIMITS.contrast) return ["featureless"];
  if (measures.sharpness < QUALITY_LIMITS.sharpness) return ["blurred"];
  return [];
}

/** Luminance 0 to 255 of each pixel (weights of ITU-R BT.601). */
function luminanceOf({ pixels, width, height }: PixelImage): Float32Array {
  const luminance = new Float32Array(width * height);
  for (let index = 0; index < luminance.length; index++) {
    const at = index * 3;
    const red = pixels[at] ?? 0;
    const green = pixels[at + 1] ?? 0;
    const blue = pixels[at + 2] ?? 0;
    luminance[index] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return luminance;
}

function laplacian(luminance: Float32Array, width: number, height: number): Float32Array {
  const edges = new Float32Array(Math.max(0, (width - 2) * (height - 2)));
  const at = (x: number, y: number): number => luminance[y * width + x] ?? 0;
  let next = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      edges[next++] = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4 * at(x, y);
    }
  }
  return edges;
}

function moments(values: Float32Array): { mean: number; variance: number } {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / Math.max(1, values.length);
  return { mean, variance: Math.max(0, squares / Math.max(1, values.length) - mean * mean) };
}
