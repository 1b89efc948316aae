/**
 * Class activation maps with the detail of an earlier layer.
 *
 * The last feature maps are coarse: one cell is 32 pixels of the input. Those before the last
 * halving have four times the cells, but what they show for one class is noisy, while together
 * with the coarse map it is the best of both (docs/HEATMAPS.md has the measurements). The product
 * of the maps of several layers is used likewise in Jiang et al., "LayerCAM: Exploring
 * Hierarchical Class Activation Maps for Localization", IEEE TIP 30, 2021.
 */
import type { LastHalving } from "./foldedBody";

/** Maps of a batch: `values[((photo * height + y) * width + x) * channels + channel]`. */
export interface MapBatch {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Float32Array;
}

/**
 * The coarse maps of all classes on the finer grid, each cell times how much it drove the answer.
 *
 * @param coarse class activation maps
 * @param detail one channel, not negative: each photo's is taken relative to its strongest cell
 * @returns as `coarse`, on the grid of `detail`; the sign tells for or against a class, as before
 */
export function detailedMaps(
  coarse: MapBatch,
  detail: MapBatch,
  halving: Pick<LastHalving, "stride" | "centre">,
): MapBatch {
  const { count, height, width } = detail;
  const { channels } = coarse;
  const rows = coarsePositions(height, coarse.height, halving);
  const columns = coarsePositions(width, coarse.width, halving);
  const values = new Float32Array(count * height * width * channels);
  let at = 0;
  for (let photo = 0; photo < count; photo++) {
    const weights = relativeDetail(detail, photo);
    const valueAt = (y: number, x: number, channel: number): number =>
      coarse.values[((photo * coarse.height + y) * coarse.width + x) * channels + channel] ?? 0;
    rows.forEach((row, y) => {
      columns.forEach((column, x) => {
        const weight = weights[y * width + x] ?? 0;
        for (let channel = 0; channel < channels; channel++) {
          const upper = mix(
            valueAt(row.near, column.near, channel),
            valueAt(row.near, column.far, channel),
            column.share,
          );
          const lower = mix(
            valueAt(row.far, column.near, channel),
            valueAt(row.far, column.far, channel),
            column.share,
          );
          values[at] = weight * mix(upper, lower, row.share);
          at += 1;
        }
      });
    });
  }
  return { count, height, width, channels, values };
}

interface CoarsePosition {
  readonly near: number;
  readonly far: number;
  /** Share of `far`, 0 to 1. */
  readonly share: number;
}

/** For every finer cell along one side the two coarse cells it lies between. */
function coarsePositions(
  cells: number,
  coarseCells: number,
  { stride, centre }: Pick<LastHalving, "stride" | "centre">,
): CoarsePosition[] {
  return Array.from({ length: cells }, (_, cell) => {
    const position = Math.min(coarseCells - 1, Math.max(0, (cell - centre) / stride));
    const near = Math.floor(position);
    return { near, far: Math.min(coarseCells - 1, near + 1), share: position - near };
  });
}

/** One photo's detail, smoothed, 0 to 1; 1 everywhere where there is none to tell cells apart. */
function relativeDetail({ height, width, values }: MapBatch, photo: number): Float32Array {
  const cells = height * width;
  const own = values.subarray(photo * cells, (photo + 1) * cells);
  // What border cells see is half padding, which lights up corners whatever the photo shows; so
  // they take the detail of the cell further in.
  const inner = own.map((_, cell) => {
    const row = awayFromBorder(Math.floor(cell / width), height);
    return own[row * width + awayFromBorder(cell % width, width)] ?? 0;
  });
  const smooth = smoothAlong(smoothAlong(inner, height, width, 1), height, width, width);
  const strongest = smooth.reduce((max, value) => Math.max(max, value), 0);
  return strongest > 0 ? smooth.map((value) => Math.max(0, value) / strongest) : smooth.fill(1);
}

function awayFromBorder(cell: number, cells: number): number {
  return cells < 3 ? cell : Math.min(cells - 2, Math.max(1, cell));
}

/**
 * Binomial filter (1, 2, 1) / 4 along rows (`step` 1) or columns (`step` width): the gradient of a
 * convolution with stride 2 reaches even and odd cells by different numbers of paths, which
 * paints a chequerboard. This filter is the shortest that takes it away entirely.
 */
function smoothAlong(
  values: Float32Array,
  height: number,
  width: number,
  step: number,
): Float32Array {
  return values.map((value, index) => {
    const [cell, cells] = step === 1 ? [index % width, width] : [Math.floor(index / width), height];
    const before = cell === 0 ? value : (values[index - step] ?? value);
    const after = cell === cells - 1 ? value : (values[index + step] ?? value);
    return (before + 2 * value + after) / 4;
  });
}

function mix(near: number, far: number, share: number): number {
  return near + (far - near) * share;
}
