/** Lengths on a photo. The scale is set by a person, who knows how long something in it is. */

/** A place on a photo, in pixels from its upper left corner. */
export interface PhotoPoint {
  readonly x: number;
  readonly y: number;
}

export interface PhotoLine {
  readonly from: PhotoPoint;
  readonly to: PhotoPoint;
}

/** Pixels. */
export interface PhotoSize {
  readonly width: number;
  readonly height: number;
}

/** Beyond these, what was typed cannot be the length of what was drawn over. */
export const LEAST_PIXELS_PER_MM = 0.1;
export const MOST_PIXELS_PER_MM = 10_000;

/** Pixels. */
export function lengthOf({ from, to }: PhotoLine): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

/**
 * Pixels per millimetre by a line over something of known length; null where that would be no
 * scale of a photo of skin.
 *
 * @param millimetres the known length
 */
export function scaleFrom(line: PhotoLine, millimetres: number): number | null {
  const scale = lengthOf(line) / millimetres;
  return scale >= LEAST_PIXELS_PER_MM && scale <= MOST_PIXELS_PER_MM ? scale : null;
}

/** The length of a line in millimetres; null where the photo has no scale. */
export function millimetresOf(line: PhotoLine, pixelsPerMm: number | null): number | null {
  return pixelsPerMm === null ? null : lengthOf(line) / pixelsPerMm;
}

/** The place, or the nearest to it that lies on the photo. */
export function heldOnPhoto({ x, y }: PhotoPoint, { width, height }: PhotoSize): PhotoPoint {
  return { x: Math.min(width, Math.max(0, x)), y: Math.min(height, Math.max(0, y)) };
}

export function isOnPhoto({ from, to }: PhotoLine, size: PhotoSize): boolean {
  return [from, to].every(({ x, y }) => x >= 0 && y >= 0 && x <= size.width && y <= size.height);
}

/** A level line over the middle third, to begin with. */
export function middleLine({ width, height }: PhotoSize): PhotoLine {
  return { from: { x: width / 3, y: height / 2 }, to: { x: (2 * width) / 3, y: height / 2 } };
}
