import type { LesionId, PhotoId, PhotoSummary } from "../../../electron/contract/shapes";

/** When a photo was taken; where the camera did not say, when it was added. */
export function photoTime({ takenAt, addedAt }: PhotoSummary): string {
  return takenAt ?? addedAt;
}

/** The photos of one lesion, the earliest first. */
export function photosOf(photos: readonly PhotoSummary[], lesionId: LesionId): PhotoSummary[] {
  return photos
    .filter(({ lesion }) => lesion?.id === lesionId)
    .sort((a, b) => photoTime(a).localeCompare(photoTime(b)));
}

/** Photos that nobody has assigned to a lesion yet, and one that stays though somebody has. */
export function withoutLesion(
  photos: readonly PhotoSummary[],
  kept: PhotoId | null,
): PhotoSummary[] {
  return photos.filter(({ id, lesion }) => lesion === null || id === kept);
}
