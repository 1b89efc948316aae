import type { PixelImage } from "./decode";

/** Side of the squares, in pixels, over which noise, pores and fine hairs average out. */
export const SQUARE = 8;

/** Means over squares of the green channel, in which melanin and blood both absorb. */
export interface GreenSquares {
  /** [rows, columns], 0 to 255. */
  readonly values: Float32Array;
  readonly columns: number;
  readonly rows: number;
}

/** Squares of a picture; what is left over on the right and at the bottom is left out. */
export function greenSquares({ pixels, width, height }: PixelImage): GreenSquares {
  const [columns, rows] = [Math.floor(width / SQUARE), Math.floor(height / SQUARE)];
  const values = new Float32Array(columns * rows);
  for (let y = 0; y < rows * SQUARE; y++) {
    const row = Math.floor(y / SQUARE) * columns;
    for (let x = 0; x < columns * SQUARE; x++) {
      const at = row + Math.floor(x / SQUARE);
      values[at] = (values[at] ?? 0) + (pixels[(y * width + x) * 3 + 1] ?? 0) / SQUARE ** 2;
    }
  }
  return { values, columns, rows };
}
