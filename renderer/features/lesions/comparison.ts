import type { PhotoId, PhotoSummary } from "../../../electron/contract/shapes";

export type Side = "left" | "right";

/** Which photos stand side by side; null: whatever suits the other. */
export interface Chosen {
  readonly left: PhotoId | null;
  readonly right: PhotoId | null;
  /** The side that the next choice replaces. */
  readonly active: Side;
}

export const LATEST_TWO: Chosen = { left: null, right: null, active: "left" };

export interface Comparison {
  /** Null where there is one photo only. */
  readonly left: PhotoSummary | null;
  readonly right: PhotoSummary;
}

/**
 * The two photos to show: unless others were chosen the latest at the right, and at the left
 * the one before it. Null where there are no photos.
 *
 * @param photos the earliest first
 */
export function comparisonOf(photos: readonly PhotoSummary[], chosen: Chosen): Comparison | null {
  const find = (id: PhotoId | null) => photos.find((photo) => photo.id === id);
  const given = find(chosen.left);
  const right = find(chosen.right) ?? photos.filter((photo) => photo !== given).at(-1) ?? given;
  if (!right) return null;
  const at = photos.indexOf(right);
  const left = given && given !== right ? given : (photos[at - 1] ?? photos[at + 1]);
  return { left: left ?? null, right };
}

/** Puts a photo on the active side; a photo of the other side changes places with it. */
export function withPhoto(shown: Comparison, active: Side, photoId: PhotoId): Chosen {
  const left = shown.left?.id ?? null;
  const right = shown.right.id;
  if (photoId === (active === "left" ? right : left)) return { left: right, right: left, active };
  return active === "left" ? { left: photoId, right, active } : { left, right: photoId, active };
}

/** The photo next to the active one in time; null at either end. */
export function neighbour(
  photos: readonly PhotoSummary[],
  shown: Comparison,
  active: Side,
  by: 1 | -1,
): PhotoId | null {
  const other = active === "left" ? shown.right : shown.left;
  const candidates = photos.filter((photo) => photo !== other);
  const at = candidates.findIndex((photo) => photo === shown[active]);
  return candidates[at + by]?.id ?? null;
}
