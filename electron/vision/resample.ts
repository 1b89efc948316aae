import type { PixelImage } from "./decode";
import type { Crop } from "./framing";

/**
 * Resamples a crop of a photo to `width` x `height` RGB pixels with a triangle filter that
 * widens when it shrinks (so that fine hair does not turn into noise), as Pillow's BILINEAR
 * does. Our own, and not libvips', because the same photo must give the same input in every
 * process: libvips takes other paths on other processors, and these weights are exact.
 */
export function resample(photo: PixelImage, crop: Crop, width: number, height: number): PixelImage {
  const columns = filterTaps(photo.width, crop.left, crop.width, width);
  const rows = filterTaps(photo.height, crop.top, crop.height, height);
  const firstRow = Math.min(...rows.map((taps) => taps.first));
  const lastRow = Math.max(...rows.map((taps) => taps.first + taps.weights.length));

  // Horizontally first, into rows of floats that only span what the crop touches.
  const stride = width * 3;
  const narrowed = new Float32Array((lastRow - firstRow) * stride);
  for (let y = firstRow; y < lastRow; y++) {
    const source = y * photo.width * 3;
    const target = (y - firstRow) * stride;
    columns.forEach(({ first, weights }, x) => {
      let red = 0;
      let green = 0;
      let blue = 0;
      let at = source + first * 3;
      for (const weight of weights) {
        red += weight * (photo.pixels[at] ?? 0);
        green += weight * (photo.pixels[at + 1] ?? 0);
        blue += weight * (photo.pixels[at + 2] ?? 0);
        at += 3;
      }
      narrowed[target + x * 3] = red;
      narrowed[target + x * 3 + 1] = green;
      narrowed[target + x * 3 + 2] = blue;
    });
  }

  const pixels = new Uint8Array(height * stride);
  rows.forEach(({ first, weights }, y) => {
    for (let x = 0; x < stride; x++) {
      let sum = 0;
      let at = (first - firstRow) * stride + x;
      for (const weight of weights) {
        sum += weight * (narrowed[at] ?? 0);
        at += stride;
      }
      pixels[y * stride + x] = Math.min(255, Math.max(0, Math.round(sum)));
    }
  });
  return { pixels, width, height };
}

/** Which source pixels make one target pixel along a side; the weights add up to 1. */
interface FilterTaps {
  readonly first: number;
  readonly weights: Float64Array;
}

function filterTaps(
  sourceSize: number,
  start: number,
  extent: number,
  targetSize: number,
): FilterTaps[] {
  const scale = extent / targetSize;
  const reach = Math.max(1, scale);
  return Array.from({ length: targetSize }, (_, index) => {
    const centre = start + (index + 0.5) * scale;
    const first = Math.max(0, Math.ceil(centre - reach - 0.5));
    const last = Math.min(sourceSize - 1, Math.floor(centre + reach - 0.5));
    const raw = Float64Array.from({ length: Math.max(1, last - first + 1) }, (__, tap) =>
      Math.max(0, 1 - Math.abs(first + tap + 0.5 - centre) / reach),
    );
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    return { first: Math.min(first, sourceSize - 1), weights: raw.map((weight) => weight / total) };
  });
}
