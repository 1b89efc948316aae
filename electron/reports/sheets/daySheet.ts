/** The words and numbers of the list of a day's photos. */
import { patientName } from "../../domain/patientName";
import type { Phrases } from "../phrases";
import type { DayContent } from "../reportContent";
import { frameSheet, lesionText, type FrameSheet } from "./frame";
import { lineHeads, lineSheet, type LineHeads, type LineSheet } from "./photoLines";
import type { Pictures } from "./pictures";

export interface DaySheet extends FrameSheet {
  readonly day: string;
  /** How many photos are of each level. */
  readonly summary: string;
  readonly empty: string;
  readonly heads: LineHeads & { readonly patient: string };
  readonly lines: readonly {
    readonly patient: string;
    /** Birth, number and lesion, as far as they are known, a line each. */
    readonly facts: readonly string[];
    readonly line: LineSheet;
  }[];
}

export function daySheet(content: DayContent, phrases: Phrases, pictures: Pictures): DaySheet {
  const { day, photos } = content;
  const { words, fill, date } = phrases;
  const { report } = words;
  const models = photos.map(({ analysis }) => analysis?.modelVersion);
  const of = (level: string | undefined): number =>
    photos.filter(({ analysis }) => analysis?.level === level).length;
  return {
    ...frameSheet(content, [date(day)], models, phrases, pictures),
    day: date(day),
    summary: fill(report.dayCounts, {
      urgent: of("urgent"),
      soon: of("soon"),
      routine: of("routine"),
      cannotAssess: of("cannot-assess"),
      waiting: of(undefined),
    }),
    empty: report.noDay,
    heads: { ...lineHeads(phrases), patient: words.assign.title },
    lines: photos.map((photo) => ({
      patient: photo.patient ? patientName(photo.patient) : report.noPatient,
      facts: factsOf(photo, phrases),
      line: lineSheet(photo, phrases, pictures),
    })),
  };
}

function factsOf({ patient, lesion }: DayContent["photos"][number], phrases: Phrases): string[] {
  const { words, fill, date } = phrases;
  const born = patient?.dateOfBirth && fill(words.report.born, { date: date(patient.dateOfBirth) });
  const number = patient?.number && fill(words.assign.number, { number: patient.number });
  return [
    [born, number].filter(Boolean).join(", "),
    lesion ? `${words.lesions.one} ${lesionText(lesion, phrases)}` : "",
  ].filter((fact) => fact !== "");
}
