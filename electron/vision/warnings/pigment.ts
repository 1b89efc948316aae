/** The dark parts of a photo: lesions, and what is as dark. */
import type { PixelImage } from "../decode";
import { connectedParts, type Part } from "./connectedParts";

/** Pixels around each one over which fine structures and thin hairs are averaged out, each way. */
const REACH = 3;

/** Part of each side whose pixels do not choose the threshold: dermatoscopes darken the edge. */
const MARGIN = 0.1;

export interface Pigment {
  /** Smoothed green channel, 0 to 255: melanin and blood both absorb it. */
  readonly green: Float32Array;
  /** 1 where the pigment is. */
  readonly mask: Uint8Array;
  /** Connected parts of the mask, largest first. */
  readonly parts: readonly Part[];
}

/** Separates pigment from skin by Otsu's threshold (IEEE Trans Syst Man Cybern 9:62, 1979). */
export function pigmentOf({ pixels, width, height }: PixelImage): Pigment {
  const green = smoothedGreen(pixels, width, height);
  const threshold = otsuThreshold(green, width, height);
  const mask = new Uint8Array(green.length);
  for (let at = 0; at < mask.length; at++) if ((green[at] ?? 0) <= threshold) mask[at] = 1;
  const parts = connectedParts(mask, width, height).sort(
    (a, b) => b.pixels.length - a.pixels.length,
  );
  return { green, mask, parts };
}

/** Mean over a square, by running sums along rows and then columns. */
function smoothedGreen(pixels: Uint8Array, width: number, height: number): Float32Array {
  const across = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) across[y * width + x] = pixels[(y * width + x) * 3 + 1] ?? 0;
  }
  const rows = runningMeans(across, { lines: height, apart: width, size: width, step: 1 });
  return runningMeans(rows, { lines: width, apart: 1, size: height, step: width });
}

function runningMeans(
  values: Float32Array,
  { lines, apart, size, step }: { lines: number; apart: number; size: number; step: number },
): Float32Array {
  const means = new Float32Array(values.length);
  for (let index = 0; index < lines; index++) {
    const start = index * apart;
    const at = (place: number): number =>
      values[start + Math.min(size - 1, Math.max(0, place)) * step] ?? 0;
    let sum = 0;
    for (let place = -REACH; place <= REACH; place++) sum += at(place);
    for (let place = 0; place < size; place++) {
      means[start + place * step] = sum / (2 * REACH + 1);
      sum += at(place + REACH + 1) - at(place - REACH);
    }
  }
  return means;
}

function otsuThreshold(values: Float32Array, width: number, height: number): number {
  const counts = new Array<number>(256).fill(0);
  const [left, top] = [Math.round(width * MARGIN), Math.round(height * MARGIN)];
  for (let y = top; y < height - top; y++) {
    for (let x = left; x < width - left; x++) {
      const level = Math.round(values[y * width + x] ?? 0);
      counts[level] = (counts[level] ?? 0) + 1;
    }
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  const all = counts.reduce((sum, count, level) => sum + count * level, 0);
  let [below, belowSum, best, threshold] = [0, 0, 0, 0];
  counts.forEach((count, level) => {
    below += count;
    belowSum += count * level;
    const above = total - below;
    if (below === 0 || above === 0) return;
    const between = (below * above * (belowSum / below - (all - belowSum) / above) ** 2) / total;
    if (between > best) [best, threshold] = [between, level];
  });
  return threshold;
}
