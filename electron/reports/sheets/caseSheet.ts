/** The words and numbers of a case report. */
import { abcdVerdict, totalDermoscopyScore, type AbcdChecklist } from "../../domain/abcdRule";
import type { Phrases } from "../phrases";
import type { CaseContent } from "../reportContent";
import { barsSheet, triageSheet, type BarsSheet, type TriageSheet } from "./analysis";
import {
  frameSheet,
  lesionText,
  patientFacts,
  patientSubject,
  type Fact,
  type FrameSheet,
  type PictureSheet,
} from "./frame";
import { outcomesSheet, paragraphsOf, type OutcomesSheet } from "./outcomes";
import { lineHeads, lineSheet, type LineHeads, type LineSheet } from "./photoLines";
import type { Pictures } from "./pictures";

export interface CaseSheet extends FrameSheet {
  readonly patient: readonly Fact[];
  readonly circumstances: readonly Fact[];
  readonly pictures: {
    readonly title: string;
    readonly photo: PictureSheet & { readonly caption: string };
    readonly heatmap:
      | (PictureSheet & {
          readonly caption: string;
          /** The ends of the scale. */
          readonly weak: string;
          readonly strong: string;
          readonly explain: string;
        })
      | null;
  };
  /** Null where the photo was not assessed. */
  readonly bars: BarsSheet | null;
  readonly triage: TriageSheet;
  readonly outcomes: OutcomesSheet;
  readonly notes: {
    readonly title: string;
    readonly entries: readonly { readonly title: string; readonly text: readonly string[] }[];
  };
  /** Null where there are no earlier visits. */
  readonly earlier: {
    readonly title: string;
    readonly heads: LineHeads;
    readonly lines: readonly LineSheet[];
  } | null;
  /** Null where they were not chosen. */
  readonly similar: {
    readonly title: string;
    readonly explain: string;
    readonly empty: string;
    readonly cases: readonly {
      readonly picture: PictureSheet;
      readonly diagnosis: string;
      readonly confirmedBy: string;
      readonly similarity: string;
    }[];
  } | null;
}

export function caseSheet(content: CaseContent, phrases: Phrases, pictures: Pictures): CaseSheet {
  const { patient, lesion, photo, analysis, earlier } = content;
  const { words, fill, day } = phrases;
  const subject = [
    ...(patient ? patientSubject(patient, phrases) : [photo.name]),
    ...(lesion ? [`${words.lesions.one} ${lesionText(lesion, phrases)}`] : []),
    day(photo.takenAt ?? photo.addedAt),
  ];
  const models = [analysis?.modelVersion, ...earlier.map((line) => line.analysis?.modelVersion)];
  return {
    ...frameSheet(content, subject, models, phrases, pictures),
    patient: patientFacts(patient, content.printedAt, phrases),
    circumstances: circumstances(content, phrases),
    pictures: picturesSheet(content, phrases, pictures),
    bars: analysis && analysis.level !== "cannot-assess" ? barsSheet(analysis, phrases) : null,
    triage: triageSheet(analysis, phrases),
    outcomes: outcomesSheet(content.outcomes, phrases),
    notes: { title: words.report.notes, entries: notes(content, phrases) },
    earlier:
      earlier.length === 0
        ? null
        : {
            title: words.report.earlier,
            heads: lineHeads(phrases),
            lines: earlier.map((line) => lineSheet(line, phrases, pictures)),
          },
    similar: content.similar && {
      title: words.similar.title,
      explain: words.terms.similarCases.text,
      empty: words.report.similarFew,
      cases: content.similar.map(({ picture, diagnosis, confirmedBy, similarity }) => {
        const name = words.diagnoses[diagnosis].short;
        return {
          picture: { path: pictures.add(picture), alt: name },
          diagnosis: name,
          confirmedBy: confirmedBy === "histology" ? words.histology.one : words.report.clinical,
          similarity: fill(words.report.similarity, { similarity: phrases.hundredths(similarity) }),
        };
      }),
    },
  };
}

function circumstances({ lesion, photo, visit }: CaseContent, phrases: Phrases): Fact[] {
  const { words, moment, date, millimetres } = phrases;
  const { report } = words;
  return [
    {
      label: words.lesions.one,
      value: lesion ? lesionText(lesion, phrases) : report.noLesion,
    },
    ...(visit ? [{ label: report.visit, value: date(visit.date) }] : []),
    photo.takenAt === null
      ? { label: report.added, value: moment(photo.addedAt) }
      : { label: report.taken, value: moment(photo.takenAt) },
    {
      label: report.diameter,
      value: photo.diameter === null ? report.notMeasured : millimetres(photo.diameter),
    },
  ];
}

function picturesSheet(
  { photo, heatmap }: CaseContent,
  { words, fill }: Phrases,
  pictures: Pictures,
): CaseSheet["pictures"] {
  const { report, heat } = words;
  const named = heatmap && { diagnosis: words.diagnoses[heatmap.diagnosis].name };
  return {
    title: heatmap ? report.photos : report.photo,
    photo: {
      path: pictures.add(photo.picture),
      alt: fill(report.photoAlt, { name: photo.name }),
      caption: fill(report.photoAlt, { name: photo.name }),
    },
    heatmap: heatmap &&
      named && {
        path: pictures.add(heatmap.picture),
        alt: fill(report.heatmapAlt, named),
        caption: fill(heat.legend, named),
        weak: heat.weak,
        strong: heat.strong,
        explain: report.relative,
      },
  };
}

function notes({ photo, visit }: CaseContent, phrases: Phrases): CaseSheet["notes"]["entries"] {
  const { words, fill, date } = phrases;
  const { report } = words;
  return [
    ...(photo.abcd ? [{ title: report.abcd, text: abcdText(photo.abcd, phrases) }] : []),
    { title: report.photoNotes, text: paragraphsOf(photo.notes) },
    ...(visit
      ? [
          {
            title: fill(report.visitNotes, { date: date(visit.date) }),
            text: paragraphsOf(visit.note),
          },
        ]
      : []),
  ].filter(({ text }) => text.length > 0);
}

/** The reckoning, where it is complete. */
function abcdText(checklist: AbcdChecklist, { words, fill, number }: Phrases): string[] {
  const score = totalDermoscopyScore(checklist);
  if (score === null) return [];
  const { asymmetry, border, colours, structures } = checklist;
  const sum = fill(words.abcd.sum, {
    a: asymmetry ?? "",
    b: border ?? "",
    c: colours.length,
    d: structures.length,
  });
  return [
    `${fill(words.abcd.score, { score: number(score) })} ${words.abcd.verdicts[abcdVerdict(score)]}`,
    sum,
  ];
}
