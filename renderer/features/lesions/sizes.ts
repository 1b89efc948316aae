import type { PhotoDetail, PhotoId } from "../../../electron/contract/shapes";
import { millimetresOf } from "../../../electron/domain/measure";
import { photoTime } from "./lesionPhotos";

/** The size of a lesion in one photo. */
export interface SizePoint {
  readonly photoId: PhotoId;
  /** ISO 8601. */
  readonly time: string;
  /** 0, the earliest photo, to 1, the latest; 0.5 where all are of one moment. */
  readonly x: number;
  readonly millimetres: number;
}

/** The largest diameter that was kept on a photo, in millimetres; null where none was. */
export function diameterOf({ description }: PhotoDetail): number | null {
  const { diameter, pixelsPerMm } = description;
  return diameter && millimetresOf(diameter, pixelsPerMm);
}

/**
 * The sizes of a lesion over time, on the same axis as the scores: photos without a size keep
 * their room.
 *
 * @param photos the earliest first
 */
export function sizesOf(photos: readonly PhotoDetail[]): SizePoint[] {
  const moments = photos.map((photo) => Date.parse(photoTime(photo)));
  const first = Math.min(...moments);
  const span = Math.max(...moments) - first;
  return photos.flatMap((photo) => {
    const time = photoTime(photo);
    const millimetres = diameterOf(photo);
    if (millimetres === null) return [];
    const x = span === 0 ? 0.5 : (Date.parse(time) - first) / span;
    return [{ photoId: photo.id, time, x, millimetres }];
  });
}

/** The least of these lies above every size with room to spare, and splits into even halves. */
const TOPS = [1, 2, 4, 6, 8, 10, 20, 40, 60, 80, 100];

/** The upper end of the axis in millimetres, for sizes up to `largest`. */
export function topOfAxis(largest: number): number {
  return TOPS.find((top) => top >= largest * 1.1) ?? Math.ceil((largest * 1.1) / 100) * 100;
}
