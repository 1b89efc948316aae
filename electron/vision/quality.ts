import type { RefusalReason } from "../domain/triage";
import type { PixelImage } from "./decode";
import { greenSquares } from "./greenSquares";

/**
 * Limits below (or above) which a photo is refused. All but the size are measured on the
 * network's input, so that they do not depend on the camera's resolution. They are wide, so that
 * only what nobody could judge fails: docs/CANNOT_ASSESS.md has the measurements.
 */
export const QUALITY_LIMITS = {
  /** Pixels of the photo's short side. */
  shortSide: 100,
  /** Mean luminance, 0 to 255. */
  darkest: 25,
  brightest: 245,
  /** Standard deviation of the luminance: an evenly coloured picture shows nothing. */
  contrast: 3,
  /** Natural logarithm of how much brighter the skin is than the darkest place: see below. */
  lesionContrast: 0.165,
  /** Variance of the Laplacian of the luminance. Pech-Pacheco et al., ICPR 2000. */
  sharpness: 1.5,
} as const;

export interface QualityMeasures {
  readonly shortSide: number;
  readonly brightness: number;
  readonly contrast: number;
  readonly lesionContrast: number;
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
    lesionContrast: lesionContrast(input),
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
  if (measures.lesionContrast < QUALITY_LIMITS.lesionContrast) return ["featureless"];
  return [];
}

/** Luminance 0 to 255 of each pixel (weights of ITU-R BT.601). */
export function luminanceOf({ pixels, width, height }: PixelImage): Float32Array {
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

/** Part of each side that is left out: dermatoscopes darken the edge. */
const MARGIN = 1 / 9;

/**
 * How much darker the darkest place is than the skin, as a natural logarithm, so that it means the
 * same on fair and on dark skin: the 2nd and the 60th percentile of squares of the green channel. Plain
 * skin has next to none.
 */
function lesionContrast(input: PixelImage): number {
  const { values, columns, rows } = greenSquares(input);
  const [left, top] = [Math.floor(columns * MARGIN), Math.floor(rows * MARGIN)];
  const squares: number[] = [];
  for (let row = top; row < rows - top; row++) {
    squares.push(...values.subarray(row * columns + left, (row + 1) * columns - left));
  }
  squares.sort((a, b) => a - b);
  const at = (share: number): number => squares[Math.floor(share * (squares.length - 1))] ?? 0;
  // The offset keeps the noise of a dark picture from counting as contrast.
  return Math.log((at(0.6) + 8) / (at(0.02) + 8));
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
