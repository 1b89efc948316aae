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

/** Levels of luminance by which each pixel is darker than what closes over it. */
export function thinDepths(input: PixelImage): Float64Array {
  const luminance = luminanceOf(input);
  const closed = closing(luminance, input.width, input.height);
  const depths = new Float64Array(closed.length);
  for (let at = 0; at < depths.length; at++) {
    depths[at] = (closed[at] ?? 0) - (luminance[at] ?? 0);
  }
  return depths;
}

/** 1 where a pixel is deeper than `depth`. */
export function thinDark(depths: Float64Array, depth: number): Uint8Array {
  const thin = new Uint8Array(depths.length);
  for (let at = 0; at < thin.length; at++) if ((depths[at] ?? 0) > depth) thin[at] = 1;
  return thin;
}

/** Greatest value in a square around each pixel, then the least of those. */
function closing(values: Float32Array, width: number, height: number): Float32Array {
  const dilated = greatestInSquares(values, width, height);
  const turned = greatestInSquares(negated(dilated), width, height);
  return negated(turned);
}

function negated(values: Float32Array): Float32Array {
  const result = new Float32Array(values.length);
  for (let at = 0; at < values.length; at++) result[at] = -(values[at] ?? 0);
  return result;
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
    // From the ends inwards: most lines that do not fit fail there.
    const steps = Array.from({ length }, (_, index) => {
      const along = index % 2 === 0 ? index / 2 - reach : reach - (index - 1) / 2;
      return {
        dx: Math.floor(Math.cos(angle) * along + 0.5),
        dy: Math.floor(Math.sin(angle) * along + 0.5),
      };
    });
    const offsets = Int32Array.from(steps, ({ dx, dy }) => dy * width + dx);
    const spanX = Math.max(...steps.map(({ dx }) => Math.abs(dx)));
    const spanY = Math.max(...steps.map(({ dy }) => Math.abs(dy)));
    for (const at of candidates) {
      const x = at % width;
      const y = (at - x) / width;
      if (x < spanX || x >= width - spanX || y < spanY || y >= height - spanY) continue;
      let fitting = 0;
      while (fitting < length && mask[at + (offsets[fitting] ?? 0)] === 1) fitting += 1;
      if (fitting === length) for (const offset of offsets) lines[at + offset] = 1;
    }
  }
  return lines;
}
