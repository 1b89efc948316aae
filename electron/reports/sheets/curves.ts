/** Numbers of a lesion over time, for charts. */
import type { TriageLevel } from "../../domain/triage";
import type { Phrases } from "../phrases";
import type { PhotoLine } from "../reportContent";
import { scoreOf } from "./photoLines";

export interface CurveSheet {
  readonly title: string;
  readonly alt: string;
  /** Marks of the axis, from below, 0 to 1 of its height. */
  readonly ticks: readonly { readonly height: number; readonly text: string }[];
  /** The earliest first. */
  readonly points: readonly {
    /** 0, the first photo, to 1, the last; 0.5 where all are of one moment. */
    readonly x: number;
    /** 0 to 1 of the axis. */
    readonly height: number;
    readonly text: string;
    readonly level: TriageLevel | null;
    /** False where the value before it does not compare: another model version made it. */
    readonly follows: boolean;
  }[];
}

export interface CurvesSheet {
  /** The days at the ends of the axis. */
  readonly from: string;
  readonly to: string;
  readonly curves: readonly CurveSheet[];
}

/** Charts of what was measured at least twice; null where nothing was. */
export function curvesSheet(photos: readonly PhotoLine[], phrases: Phrases): CurvesSheet | null {
  const curves = [scoreCurve(photos, phrases), sizeCurve(photos, phrases)].filter(
    ({ points }) => points.length > 1,
  );
  const [first, last] = [photos[0], photos.at(-1)];
  if (curves.length === 0 || !first || !last) return null;
  return { from: phrases.day(first.at), to: phrases.day(last.at), curves };
}

function scoreCurve(photos: readonly PhotoLine[], phrases: Phrases): CurveSheet {
  const place = places(photos);
  const scored = photos.flatMap((photo) => {
    const score = scoreOf(photo);
    return score === null || !photo.analysis ? [] : [{ photo, score, analysis: photo.analysis }];
  });
  return curve(
    phrases.words.report.scores,
    [0, 0.5, 1].map((height) => ({ height, text: `${String(height * 100)}\u202f%` })),
    scored.map(({ photo, score, analysis }, index) => ({
      x: place(photo),
      height: score,
      text: phrases.percent(score),
      level: analysis.level,
      follows: index > 0 && scored[index - 1]?.analysis.modelVersion === analysis.modelVersion,
      at: photo.at,
    })),
    phrases,
  );
}

function sizeCurve(photos: readonly PhotoLine[], phrases: Phrases): CurveSheet {
  const place = places(photos);
  const measured = photos.flatMap(({ at, diameter }) =>
    diameter === null ? [] : [{ at, diameter }],
  );
  const top = roundUp(Math.max(1, ...measured.map(({ diameter }) => diameter)));
  return curve(
    phrases.words.report.diameter,
    [0, 0.5, 1].map((height) => ({ height, text: phrases.millimetres(height * top) })),
    measured.map(({ at, diameter }, index) => ({
      x: place({ at }),
      height: diameter / top,
      text: phrases.millimetres(diameter),
      level: null,
      follows: index > 0,
      at,
    })),
    phrases,
  );
}

function curve(
  title: string,
  ticks: CurveSheet["ticks"],
  points: readonly (CurveSheet["points"][number] & { readonly at: string })[],
  { words, fill, day }: Phrases,
): CurveSheet {
  const texts = points.map(({ at, text }) => `${day(at)} ${text}`).join(", ");
  return {
    title,
    alt: fill(words.report.curve, { name: title, points: texts }),
    ticks,
    points: points.map(({ at, ...point }) => point),
  };
}

/** Where a photo's moment lies between the first and the last. */
function places(photos: readonly PhotoLine[]): (photo: { readonly at: string }) => number {
  const moments = photos.map(({ at }) => Date.parse(at));
  const first = Math.min(...moments);
  const span = Math.max(...moments) - first;
  return ({ at }) => (span === 0 ? 0.5 : (Date.parse(at) - first) / span);
}

/** The next even whole number, so that half of the axis is a whole one, too. */
function roundUp(value: number): number {
  return 2 * Math.ceil(value / 2);
}
