/**
 * Hair over the lesion, found as DullRazor does (Lee et al., Computers in Biology and Medicine
 * 27:533, 1997): what a closing of the luminance fills is thin and dark; of that, what holds a long
 * line in some direction is hair.
 */
import type { PixelImage } from "./decode";
import { luminanceOf } from "./quality";

/**
 * Side of the closing, in pixels of the network's input: thicker than a hair, thinner than a lesion.
 * One more than a power of two, which the doubling below relies on.
 */
const CLOSING = 9;

/** Levels of luminance by which a hair is darker than what surrounds it. */
const DEPTH = 18;

/** Pixels of the line that must fit into a hair, and directions in which it is tried. */
const LINE = 19;
const DIRECTIONS = 8;

/** Diagonal of a hair's bounding box, in pixels, below which it is not counted. */
const SHORTEST = 30;

/** Pixels of the hairs together from which a photo is hairy: docs/CANNOT_ASSESS.md. */
const HAIRY = 350;

/** Whether so much hair lies over a photo that a person had better know. */
export function isHairy(input: PixelImage): boolean {
  return hairLength(input) > HAIRY;
}

/** Length of all hairs together on the network's input, in pixels, about. */
export function hairLength(input: PixelImage): number {
  const { width, height } = input;
  const luminance = luminanceOf(input);
  const closed = closing(luminance, width, height);
  const thin = Uint8Array.from(luminance, (value, at) =>
    (closed[at] ?? 0) - value > DEPTH ? 1 : 0,
  );
  return lengthOfParts(linesWithin(thin, width, height), width, height);
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

/** The pixels through which a line of `LINE` pixels runs wholly within the mask. */
function linesWithin(mask: Uint8Array, width: number, height: number): Uint8Array {
  const lines = new Uint8Array(mask.length);
  const reach = (LINE - 1) / 2;
  const candidates: number[] = [];
  mask.forEach((inside, at) => {
    if (inside === 1) candidates.push(at);
  });
  for (let direction = 0; direction < DIRECTIONS; direction++) {
    const angle = (direction * Math.PI) / DIRECTIONS;
    const steps = Array.from({ length: LINE }, (_, index) => ({
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

/** Sum of the diagonals of the connected parts' bounding boxes, short parts left out. */
function lengthOfParts(mask: Uint8Array, width: number, height: number): number {
  const seen = new Uint8Array(mask.length);
  let total = 0;
  mask.forEach((inside, start) => {
    if (inside === 0 || seen[start] === 1) return;
    const waiting = [start];
    seen[start] = 1;
    let [left, right, top, bottom] = [width, 0, height, 0];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (mask[next] !== 1 || seen[next] === 1) continue;
          seen[next] = 1;
          waiting.push(next);
        }
      }
    }
    const diagonal = Math.hypot(right - left + 1, bottom - top + 1);
    if (diagonal >= SHORTEST) total += diagonal;
  });
  return total;
}
