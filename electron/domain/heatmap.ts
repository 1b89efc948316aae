/**
 * Maps of what speaks for a class as pictures. One implementation serves the window's overlay and
 * the files that the command line writes; docs/HEATMAPS.md tells how the maps come about.
 */

/** One class's map: row-major, `width` x `height`, any real values. */
export interface ActivationMap {
  readonly width: number;
  readonly height: number;
  readonly values: ArrayLike<number>;
}

/** The part of the photo that the network saw, in fractions (0 to 1) of its width and height. */
export interface FrameFraction {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Heat per cell, 0 to 1: what speaks for the class (the positive part of the map), relative to
 * the strongest cell. A map that nowhere speaks for the class is cold everywhere.
 */
export function normaliseHeat(map: ActivationMap): Float32Array {
  const heat = Float32Array.from(map.values, (value) => Math.max(0, value));
  const strongest = heat.reduce((max, value) => Math.max(max, value), 0);
  return strongest === 0 ? heat : heat.map((value) => value / strongest);
}

/**
 * Heat per pixel, 0 to 1, of the map laid over a photo of `width` x `height` pixels: smoothly
 * interpolated between cells, cold outside the frame.
 */
export function spreadHeat(
  map: ActivationMap,
  frame: FrameFraction,
  width: number,
  height: number,
): Float32Array {
  const heat = normaliseHeat(map);
  const pixels = new Float32Array(width * height);
  const columns = cellPositions(width, frame.left, frame.width, map.width);
  const rows = cellPositions(height, frame.top, frame.height, map.height);
  for (let y = 0; y < height; y++) {
    const row = rows[y];
    if (!row) continue;
    for (let x = 0; x < width; x++) {
      const column = columns[x];
      if (!column) continue;
      const upper = mix(heat, row.near * map.width, column);
      const lower = mix(heat, row.far * map.width, column);
      pixels[y * width + x] = upper + (lower - upper) * row.weight;
    }
  }
  return pixels;
}

/**
 * RGBA pixels, `width` x `height`, of the heat laid over the photo: coloured by the inferno map,
 * transparent where cold and outside the frame.
 */
export function paintHeat(
  map: ActivationMap,
  frame: FrameFraction,
  width: number,
  height: number,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(width * height * 4);
  spreadHeat(map, frame, width, height).forEach((heat, index) => {
    if (heat === 0) return;
    pixels.set([...inferno(heat), 255 * Math.min(1, heat * 1.25)], index * 4);
  });
  return pixels;
}

interface CellPosition {
  readonly near: number;
  readonly far: number;
  /** Smoothed share of `far`, 0 to 1. */
  readonly weight: number;
}

/** For every pixel along one side the two cells it lies between; null outside the frame. */
function cellPositions(
  pixels: number,
  start: number,
  extent: number,
  cells: number,
): (CellPosition | null)[] {
  return Array.from({ length: pixels }, (_, pixel) => {
    const inFrame = ((pixel + 0.5) / pixels - start) / extent;
    if (inFrame < 0 || inFrame > 1) return null;
    const position = Math.min(cells - 1, Math.max(0, inFrame * cells - 0.5));
    const near = Math.floor(position);
    const share = position - near;
    return { near, far: Math.min(cells - 1, near + 1), weight: share * share * (3 - 2 * share) };
  });
}

function mix(heat: Float32Array, rowStart: number, column: CellPosition): number {
  const near = heat[rowStart + column.near] ?? 0;
  const far = heat[rowStart + column.far] ?? 0;
  return near + (far - near) * column.weight;
}

/**
 * Colour of a heat between 0 and 1: the inferno map of matplotlib (van der Walt and Smith,
 * CC0), perceptually even and readable by colour-blind people, sampled at nine points.
 */
export function inferno(value: number): readonly [number, number, number] {
  const position = Math.min(1, Math.max(0, value)) * (INFERNO.length - 1);
  const index = Math.min(INFERNO.length - 2, Math.floor(position));
  const share = position - index;
  const near = INFERNO[index] ?? INFERNO[0];
  const far = INFERNO[index + 1] ?? near;
  return [0, 1, 2].map((channel) => {
    const from = near[channel] ?? 0;
    return Math.round(from + ((far[channel] ?? 0) - from) * share);
  }) as [number, number, number];
}

const INFERNO: readonly [readonly number[], ...(readonly number[])[]] = [
  [0, 0, 4],
  [31, 12, 72],
  [85, 15, 109],
  [136, 34, 106],
  [186, 54, 85],
  [227, 89, 51],
  [249, 140, 10],
  [249, 201, 50],
  [252, 255, 164],
];
