import type { PhotoDetail, PhotoId } from "../../../electron/contract/shapes";
import { middleLine, type PhotoLine } from "../../../electron/domain/measure";

/** `scale`: the line lies over something of known length; `length`: it measures. */
export type MeasureMode = "scale" | "length";

/** A line that somebody moves over a photo. */
export interface Measuring {
  readonly photoId: PhotoId;
  readonly mode: MeasureMode;
  readonly line: PhotoLine;
}

/** Begins with the scale where there is none, else with the diameter that was kept. */
export function startMeasuring(photo: PhotoDetail): Measuring {
  const { pixelsPerMm } = photo.description;
  return inMode(photo, pixelsPerMm === null ? "scale" : "length");
}

/** The line to begin with in a mode. */
export function inMode(photo: PhotoDetail, mode: MeasureMode): Measuring {
  const { diameter } = photo.description;
  const line = mode === "length" && diameter ? diameter : middleLine(photo);
  return { photoId: photo.id, mode, line };
}

export function isSameLine(one: PhotoLine | null, other: PhotoLine): boolean {
  return (
    one !== null &&
    one.from.x === other.from.x &&
    one.from.y === other.from.y &&
    one.to.x === other.to.x &&
    one.to.y === other.to.y
  );
}

/** Millimetres as people write them, with a point or a comma; null where it is no such number. */
export function parseMillimetres(text: string): number | null {
  const trimmed = text.trim().replace(",", ".");
  if (!/^\d+(\.\d*)?$/.test(trimmed)) return null;
  const millimetres = Number(trimmed);
  return millimetres > 0 ? millimetres : null;
}
