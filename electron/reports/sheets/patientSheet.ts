/** The words and numbers of a patient's report. */
import type { Phrases } from "../phrases";
import type { PatientContent } from "../reportContent";
import {
  frameSheet,
  lesionText,
  patientFacts,
  patientSubject,
  type Fact,
  type FrameSheet,
} from "./frame";
import { paragraphsOf } from "./outcomes";
import { lineHeads, lineSheet, type LineHeads, type LineSheet } from "./photoLines";
import type { Pictures } from "./pictures";

interface NamedLine {
  readonly name: string;
  readonly facts: string;
  /** Null where there is no photo. */
  readonly line: LineSheet | null;
}

export interface PatientSheet extends FrameSheet {
  readonly patient: readonly Fact[];
  readonly consents: readonly Fact[];
  readonly notes: { readonly title: string; readonly text: readonly string[] };
  readonly lesions: {
    readonly title: string;
    readonly empty: string;
    readonly heads: LineHeads & { readonly lesion: string };
    readonly lines: readonly NamedLine[];
  };
  /** Null where all photos show a lesion of the list. */
  readonly others: {
    readonly title: string;
    readonly heads: LineHeads;
    readonly lines: readonly LineSheet[];
  } | null;
  readonly visits: {
    readonly title: string;
    readonly empty: string;
    readonly heads: { readonly date: string; readonly photos: string; readonly note: string };
    readonly lines: readonly {
      readonly date: string;
      readonly photos: string;
      readonly note: readonly string[];
    }[];
  };
}

export function patientSheet(
  content: PatientContent,
  phrases: Phrases,
  pictures: Pictures,
): PatientSheet {
  const { patient, lesions, otherPhotos, visits } = content;
  const { words, date } = phrases;
  const { report } = words;
  const heads = lineHeads(phrases);
  const shown = [...lesions.map(({ latest }) => latest), ...otherPhotos];
  const models = shown.map((photo) => photo?.analysis?.modelVersion);
  return {
    ...frameSheet(content, patientSubject(patient, phrases), models, phrases, pictures),
    patient: patientFacts(patient, content.printedAt, phrases),
    consents: consentFacts(content, phrases),
    notes: { title: report.notes, text: paragraphsOf(content.notes) },
    lesions: {
      title: words.lesions.title,
      empty: report.noLesions,
      heads: { ...heads, lesion: words.lesions.one },
      lines: lesions.map(({ archived, photoCount, latest, ...lesion }) => ({
        name: lesionText(lesion, phrases),
        facts: [photosText(photoCount, phrases), archived && report.archived]
          .filter(Boolean)
          .join(", "),
        line: latest && lineSheet(latest, phrases, pictures),
      })),
    },
    others:
      otherPhotos.length === 0
        ? null
        : {
            title: report.otherPhotos,
            heads,
            lines: otherPhotos.map((photo) => lineSheet(photo, phrases, pictures)),
          },
    visits: {
      title: words.visits.title,
      empty: report.noVisits,
      heads: { date: report.date, photos: report.photosOf, note: words.visits.note },
      lines: visits.map((visit) => ({
        date: date(visit.date),
        photos: String(visit.photoCount),
        note: paragraphsOf(visit.note),
      })),
    },
  };
}

function consentFacts({ consents }: PatientContent, { words, fill, date }: Phrases): Fact[] {
  return consents.map((consent) => ({
    label: fill(words.report.consent, { purpose: words.consents.purposes[consent.purpose] }),
    value: fill(consent.given ? words.consents.givenOn : words.consents.withdrawnOn, {
      date: date(consent.date),
    }),
  }));
}

function photosText(count: number, { words, counted }: Phrases): string {
  return counted(words.lesions.photos_one, words.lesions.photos_other, count);
}
