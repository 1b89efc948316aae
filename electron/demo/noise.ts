import { seededRandom } from "./seededRandom";

/** Side of the table of random numbers; the noise repeats after as many cells. */
const SIDE = 256;
const WRAP = SIDE - 1;

/** What a point of a cell pattern knows of the two nearest cell centres. */
export interface CellPoint {
  /** Distance to the nearest centre, in cells. */
  nearest: number;
  /** Distance to the second nearest: the border between two cells is where both are equal. */
  second: number;
  /** Random number of the nearest cell, -1 to 1. */
  cell: number;
}

/** Noise over the plane; one unit is one cell. */
export interface Noise {
  /** Smooth noise, -1 to 1. */
  readonly smooth: (x: number, y: number) => number;
  /** Sum of octaves, each twice as fine and half as strong; about -1 to 1. */
  readonly fractal: (x: number, y: number, octaves: number) => number;
  /**
   * Cells around scattered centres (Worley, SIGGRAPH 1996). `disorder` 0 puts the centres on
   * a square lattice, 1 scatters them. The answer is one object, overwritten by the next call.
   */
  readonly cells: (x: number, y: number, disorder: number) => Readonly<CellPoint>;
}

export function createNoise(seed: number): Noise {
  const random = seededRandom(seed, 0x6e6f6973);
  const table = new Float32Array(SIDE * SIDE);
  for (let index = 0; index < table.length; index++) table[index] = random.between(-1, 1);
  const at = (column: number, row: number): number =>
    table[((row & WRAP) << 8) | (column & WRAP)] ?? 0;

  const smooth = (x: number, y: number): number => {
    const column = Math.floor(x);
    const row = Math.floor(y);
    const fx = x - column;
    const fy = y - row;
    const sx = fx * fx * (3 - 2 * fx);
    const sy = fy * fy * (3 - 2 * fy);
    const topLeft = at(column, row);
    const bottomLeft = at(column, row + 1);
    const top = topLeft + (at(column + 1, row) - topLeft) * sx;
    const bottom = bottomLeft + (at(column + 1, row + 1) - bottomLeft) * sx;
    return top + (bottom - top) * sy;
  };

  const fractal = (x: number, y: number, octaves: number): number => {
    let sum = 0;
    let strength = 0.62;
    let u = x;
    let v = y;
    for (let octave = 0; octave < octaves; octave++) {
      sum += smooth(u, v) * strength;
      strength /= 2;
      // Each octave is turned (by the angle of 3-4-5), or the lattice would show.
      const turned = 1.6 * u - 1.2 * v + 17.3;
      v = 1.2 * u + 1.6 * v - 9.1;
      u = turned;
    }
    return sum;
  };

  const point: CellPoint = { nearest: 0, second: 0, cell: 0 };
  const cells = (x: number, y: number, disorder: number): Readonly<CellPoint> => {
    const column = Math.floor(x);
    const row = Math.floor(y);
    let nearest = 9;
    let second = 9;
    let cell = 0;
    for (let r = row - 1; r <= row + 1; r++) {
      for (let c = column - 1; c <= column + 1; c++) {
        const dx = c + 0.5 + at(c, r) * 0.5 * disorder - x;
        const dy = r + 0.5 + at(c + 101, r + 57) * 0.5 * disorder - y;
        const squared = dx * dx + dy * dy;
        if (squared < nearest) {
          second = nearest;
          nearest = squared;
          cell = at(c + 31, r + 173);
        } else if (squared < second) second = squared;
      }
    }
    point.nearest = Math.sqrt(nearest);
    point.second = Math.sqrt(second);
    point.cell = cell;
    return point;
  };

  return { smooth, fractal, cells };
}

/** 0 below `low`, 1 above `high`, smooth between; falls where `low` is the greater. */
export function ramp(low: number, high: number, value: number): number {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return share * share * (3 - 2 * share);
}
