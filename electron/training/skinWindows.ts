/**
 * Windows of a photo of a lesion: one of the skin beside the lesion, one with the lesion, both of
 * one size and made as large as the photo in the same way. So a network's features can be shown
 * what plain skin is without one photo of it, and cannot tell the two by how they were made: with
 * windows of skin alone, two thirds of enlarged windows with a lesion passed for plain skin.
 */
import type { PixelImage } from "../vision/decode";
import { greenSquares, SQUARE } from "../vision/greenSquares";
import { resample } from "../vision/resample";
import type { Random } from "./random";

/** Part of the photo's sides that a window has. */
const WINDOW = 7 / 18;

/** Squares at each edge in which nothing is looked for: dermatoscopes darken the edge. */
const EDGE = 3;

/** Natural logarithm of how much brighter the skin is than the pigment: less is no clear division. */
const CLEAR = 0.25;

/** Share of a plain window's squares that may be as dark as pigment: a hair, a pore. */
const DARK = 0.02;

/** Level of a plain window, at least, as a share of the skin's: less is shadow or rim. */
const LIT = 0.8;

/** A window's place, in squares. */
interface Place {
  readonly column: number;
  readonly row: number;
}

export interface SkinWindows {
  /** Skin beside the lesion, as large as the photo. */
  readonly plain: PixelImage;
  /** The lesion, or a part of it, as large as the photo. */
  readonly lesion: PixelImage;
}

/**
 * Null where skin and pigment do not divide clearly or no window holds skin alone.
 *
 * @param way to fill the photo's frame: the window enlarged, or mirrored again and again
 */
export function skinWindows(
  photo: PixelImage,
  way: "enlarged" | "mirrored",
  random: Random,
): SkinWindows | null {
  const { values, columns, rows } = greenSquares(photo);
  const inner = new Map<Place, number>();
  for (let row = EDGE; row < rows - EDGE; row++) {
    for (let column = EDGE; column < columns - EDGE; column++) {
      inner.set({ column, row }, values[row * columns + column] ?? 0);
    }
  }
  const division = divide([...inner.values()]);
  if (!division) return null;
  const { threshold, skin } = division;
  const size = { columns: Math.round(columns * WINDOW), rows: Math.round(rows * WINDOW) };

  const plain = placesAround({ columns, rows }, size).filter(({ column, row }) => {
    const window: number[] = [];
    for (let y = row; y < row + size.rows; y++) {
      window.push(...values.subarray(y * columns + column, y * columns + column + size.columns));
    }
    window.sort((a, b) => a - b);
    const dark = window.filter((value) => value <= threshold).length;
    return dark <= DARK * window.length && (window[window.length >> 1] ?? 0) >= LIT * skin;
  });
  const beside = plain[random.below(plain.length)];
  if (!beside) return null;

  const pigment = [...inner].flatMap(([place, value]) => (value <= threshold ? [place] : []));
  const middle = (axis: keyof Place, length: number, most: number): number => {
    const mean = pigment.reduce((sum, place) => sum + place[axis], 0) / pigment.length;
    // Not always in the middle, or the place would tell.
    const start = Math.round(mean - length / 2 + random.between(-0.2, 0.2) * length);
    return Math.min(most - length, Math.max(0, start));
  };
  const onLesion = {
    column: middle("column", size.columns, columns),
    row: middle("row", size.rows, rows),
  };
  const shown = (place: Place): PixelImage => {
    const [left, top] = [place.column * SQUARE, place.row * SQUARE];
    const crop = { left, top, width: size.columns * SQUARE, height: size.rows * SQUARE };
    return way === "enlarged"
      ? resample(photo, crop, photo.width, photo.height)
      : mirrored(photo, crop);
  };
  return { plain: shown(beside), lesion: shown(onLesion) };
}

/** Threshold between pigment and skin (Otsu, IEEE Trans Syst Man Cybern 9:62, 1979), and the skin. */
function divide(squares: readonly number[]): { threshold: number; skin: number } | null {
  const sorted = [...squares].sort((a, b) => a - b);
  const total = sorted.reduce((sum, value) => sum + value, 0);
  let [below, best, found] = [0, 0, 0];
  sorted.forEach((value, index) => {
    below += value;
    const [darker, brighter] = [index + 1, sorted.length - index - 1];
    if (brighter === 0) return;
    const between = darker * brighter * (below / darker - (total - below) / brighter) ** 2;
    if (between > best) [best, found] = [between, index];
  });
  const mean = (part: readonly number[]): number =>
    part.reduce((sum, value) => sum + value, 0) / Math.max(1, part.length);
  const skin = mean(sorted.slice(found + 1));
  const pigment = mean(sorted.slice(0, found + 1));
  return Math.log((skin + 8) / (pigment + 8)) < CLEAR
    ? null
    : { threshold: sorted[found] ?? 0, skin };
}

/** The eight places around the middle, a square off the photo's edge. */
function placesAround(
  photo: { readonly columns: number; readonly rows: number },
  size: { readonly columns: number; readonly rows: number },
): Place[] {
  const three = (most: number, length: number): number[] => [
    1,
    Math.floor((most - length) / 2),
    most - length - 1,
  ];
  const places = three(photo.rows, size.rows).flatMap((row) =>
    three(photo.columns, size.columns).map((column) => ({ column, row })),
  );
  return places.filter((_, index) => index !== 4);
}

/** A crop repeated over a whole picture, each time mirrored, so that no edge shows. */
function mirrored(
  { pixels, width, height }: PixelImage,
  crop: { left: number; top: number; width: number; height: number },
): PixelImage {
  const folded = (at: number, length: number): number => {
    const place = at % (2 * length);
    return place < length ? place : 2 * length - 1 - place;
  };
  const filled = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y++) {
    const row = (crop.top + folded(y, crop.height)) * width;
    for (let x = 0; x < width; x++) {
      const from = (row + crop.left + folded(x, crop.width)) * 3;
      filled.set(pixels.subarray(from, from + 3), (y * width + x) * 3);
    }
  }
  return { pixels: filled, width, height };
}
