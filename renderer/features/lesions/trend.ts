import type { PhotoId, PhotoSummary } from "../../../electron/contract/shapes";
import type { TriageLevel } from "../../../electron/domain/triage";
import { photoTime } from "./lesionPhotos";

/** One photo in the course of a lesion. */
export interface TrendPoint {
  readonly photoId: PhotoId;
  /** ISO 8601. */
  readonly time: string;
  /** 0, the earliest photo, to 1, the latest; 0.5 where all are of one moment. */
  readonly x: number;
  /** Malignancy score, 0 to 1; null where the photo cannot be assessed. */
  readonly score: number | null;
  readonly level: TriageLevel;
  readonly modelVersion: string;
  /** True where another model version analysed the photo before: the scores do not compare. */
  readonly isOtherModel: boolean;
}

/**
 * The malignancy scores of a lesion over time, by the latest analysis of each photo.
 *
 * @param photos the earliest first; those that wait for an analysis are left out
 */
export function trendOf(photos: readonly PhotoSummary[]): TrendPoint[] {
  const analysed = photos.flatMap((photo) => {
    const { analysis } = photo;
    return analysis ? [{ photoId: photo.id, time: photoTime(photo), analysis }] : [];
  });
  const moments = analysed.map(({ time }) => Date.parse(time));
  const first = Math.min(...moments);
  const span = Math.max(...moments) - first;
  return analysed.map(({ photoId, time, analysis }, index) => {
    const { level, malignancy, modelVersion } = analysis;
    const before = analysed[index - 1]?.analysis.modelVersion;
    return {
      photoId,
      time,
      x: span === 0 ? 0.5 : (Date.parse(time) - first) / span,
      score: level === "cannot-assess" ? null : malignancy,
      level,
      modelVersion,
      isOtherModel: before !== undefined && before !== modelVersion,
    };
  });
}

/** A line between two scores that follow each other. */
export interface TrendLine {
  readonly from: TrendPoint & { readonly score: number };
  readonly to: TrendPoint & { readonly score: number };
  /** True where both come from one model version. */
  readonly comparable: boolean;
}

export function linesOf(points: readonly TrendPoint[]): TrendLine[] {
  const scored = points.filter(
    (point): point is TrendPoint & { score: number } => point.score !== null,
  );
  return scored.slice(1).flatMap((to, index) => {
    const from = scored[index];
    return from ? [{ from, to, comparable: from.modelVersion === to.modelVersion }] : [];
  });
}
