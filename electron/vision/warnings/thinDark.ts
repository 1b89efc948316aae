/**
 * What is thin and dark, found as DullRazor does (Lee et al., Computers in Biology and Medicine
 * 27:533, 1997): what a closing of the luminance fills. Hairs are, and the ticks of a ruler.
 */
import type { PixelImage } from "../decode";
import { luminanceOf } from "../quality";

/**
 * Side of the closing, in pixels of the network's input: thicker than a hair, thinner than a lesion.
 * One more than a power of two, which the doubling below relies on.
 */
const CLOSING = 9;

/** 1 where a pixel is darker by more than `depth` levels of luminance than what closes over it. */
export function thinDark(input: PixelImage, depth: number): Uint8Array {
  const luminance = luminanceOf(input);
  const closed = closing(luminance, input.width, input.height);
  return Uint8Array.from(luminance, (value, at) => ((closed[at] ?? 0) - value > depth ? 1 : 0));
}

/** Greatest value in a square around each pixel, then the least of those. */
function closing(values: Float32Array, width: number, height: number): Float32Array {
  const dilated = greatestInSquares(values, width, height);
  const turned = greatestInSquares(
    dilated.map((value) => -value),
    width,
    height,
  );
  return turned.map((value) => -value);
}

function greatestInSquares(values: Float32Array, width: number, height: number): Float32Array {
  const across = greatestOnLines(values, { lines: height, apart: width, size: width, step: 1 });
  return greatestOnLines(across, { lines: width, apart: 1, size: height, step: width });
}

/** Greatest of `CLOSING` values around each one on rows or columns, by doubling the reach. */
function greatestOnLines(
  values: Float32Array,
  { lines, apart, size, step }: { lines: number; apart: number; size: number; step: number },
): Float32Array {
  const result = new Float32Array(values.length);
  const reach = (CLOSING - 1) / 2;
  const line = new Float32Array(size + CLOSING - 1);
  for (let index = 0; index < lines; index++) {
    const start = index * apart;
    for (let at = 0; at < line.length; at++) {
      const inside = Math.min(size - 1, Math.max(0, at - reach));
      line[at] = values[start + inside * step] ?? 0;
    }
    for (let width = 1; width < CLOSING - 1; width *= 2) {
      for (let at = 0; at + width < line.length; at++) {
        const here = line[at] ?? 0;
        const there = line[at + width] ?? 0;
        if (there > here) line[at] = there;
      }
    }
    // Each value now stands for the eight from it on; two of those make nine.
    for (let at = 0; at < size; at++) {
      result[start + at * step] = Math.max(line[at] ?? 0, line[at + 1] ?? 0);
    }
  }
  return result;
}

const DIRECTIONS = 8;

/** The pixels through which a straight line of `length` pixels (odd) runs wholly within the mask. */
export function linesWithin(
  mask: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  length: number,
): Uint8Array {
  const lines = new Uint8Array(mask.length);
  const reach = (length - 1) / 2;
  const candidates: number[] = [];
  mask.forEach((inside, at) => {
    if (inside === 1) candidates.push(at);
  });
  for (let direction = 0; direction < DIRECTIONS; direction++) {
    const angle = (direction * Math.PI) / DIRECTIONS;
    const steps = Array.from({ length }, (_, index) => ({
      dx: Math.floor(Math.cos(angle) * (index - reach) + 0.5),
      dy: Math.floor(Math.sin(angle) * (index - reach) + 0.5),
    }));
    for (const at of candidates) {
      const [x, y] = [at % width, Math.floor(at / width)];
      const fits = steps.every(({ dx, dy }) => {
        const within = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height;
        return within && mask[at + dy * width + dx] === 1;
      });
      if (fits) for (const { dx, dy } of steps) lines[at + dy * width + dx] = 1;
    }
  }
  return lines;
}
