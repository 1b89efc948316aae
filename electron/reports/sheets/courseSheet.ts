/** The words and numbers of the report on a lesion's course. */
import type { Phrases } from "../phrases";
import type { CourseContent } from "../reportContent";
import { curvesSheet, type CurvesSheet } from "./curves";
import {
  frameSheet,
  lesionText,
  patientFacts,
  patientSubject,
  type Fact,
  type FrameSheet,
} from "./frame";
import { outcomesSheet, type OutcomesSheet } from "./outcomes";
import { lineHeads, lineSheet, type LineHeads, type LineSheet } from "./photoLines";
import type { Pictures } from "./pictures";

export interface CourseSheet extends FrameSheet {
  readonly patient: readonly Fact[];
  readonly circumstances: readonly Fact[];
  readonly curves: CurvesSheet | null;
  /** Said under the scores where several model versions made them; null elsewhere. */
  readonly modelsNote: string | null;
  readonly photos: {
    readonly title: string;
    readonly empty: string;
    readonly heads: LineHeads;
    readonly lines: readonly LineSheet[];
  };
  readonly outcomes: OutcomesSheet;
}

export function courseSheet(
  content: CourseContent,
  phrases: Phrases,
  pictures: Pictures,
): CourseSheet {
  const { patient, lesion, photos } = content;
  const { report, lesions } = phrases.words;
  const name = lesionText(lesion, phrases);
  const subject = [...patientSubject(patient, phrases), `${lesions.one} ${name}`];
  const models = photos.map(({ analysis }) => analysis?.modelVersion);
  const versions = new Set(models.filter((model) => model !== undefined));
  return {
    ...frameSheet(content, subject, models, phrases, pictures),
    patient: patientFacts(patient, content.printedAt, phrases),
    circumstances: [{ label: lesions.one, value: name }, ...growth(content, phrases)],
    curves: curvesSheet(photos, phrases),
    modelsNote: versions.size > 1 ? report.modelsDiffer : null,
    photos: {
      title: report.photosOf,
      empty: report.noPhotos,
      heads: lineHeads(phrases),
      lines: photos.map((photo) => lineSheet(photo, phrases, pictures)),
    },
    outcomes: outcomesSheet(content.outcomes, phrases),
  };
}

/** The latest size, and how much it changed since the first; nothing where none was measured. */
function growth({ photos }: CourseContent, phrases: Phrases): Fact[] {
  const { words, fill, day, millimetres } = phrases;
  const measured = photos.flatMap(({ at, diameter }) =>
    diameter === null ? [] : [{ at, diameter }],
  );
  const [first, last] = [measured[0], measured.at(-1)];
  if (!first || !last) return [];
  const size = { label: words.report.diameter, value: millimetres(last.diameter) };
  if (first === last) return [size];
  const change = last.diameter - first.diameter;
  const sign = change < 0 ? "\u2212" : "+";
  const text = { change: `${sign}${millimetres(Math.abs(change))}`, date: day(first.at) };
  return [{ ...size, value: `${size.value} (${fill(words.report.change, text)})` }];
}
