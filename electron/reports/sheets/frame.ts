/** What stands around every report: letterhead, draft mark, running head, foot, signature. */
import { calendarDay } from "../../domain/calendarDay";
import { ageInYears } from "../../domain/patient";
import { patientName } from "../../domain/patientName";
import type { Phrases } from "../phrases";
import type { ReportContent, ReportLesion, ReportPatient } from "../reportContent";
import type { Pictures } from "./pictures";

/** A picture with the words for those who do not see it. */
export interface PictureSheet {
  readonly path: string;
  readonly alt: string;
}

/** A line of a list of facts. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface FrameSheet {
  readonly kind: ReportContent["kind"];
  readonly language: string;
  readonly paper: string;
  readonly title: string;
  /** Of the file, for whoever has many open. */
  readonly documentTitle: string;
  readonly letterhead: {
    readonly clinic: string;
    readonly lines: readonly string[];
    readonly logo: PictureSheet | null;
  };
  /** The mark of a draft; null for a signed report. */
  readonly draft: string | null;
  readonly correction: { readonly text: string; readonly reason: string } | null;
  /** What later pages begin with, each by itself so that scripts do not run into one another. */
  readonly running: readonly string[];
  readonly foot: {
    readonly statement: string;
    readonly facts: readonly string[];
    /** `{{page}}` and `{{pages}}` are put in by the template. */
    readonly page: string;
  };
  readonly signature: {
    readonly signed: string | null;
    readonly placeDate: string;
    readonly signature: string;
  } | null;
}

export function frameSheet(
  content: ReportContent,
  subject: readonly string[],
  modelVersions: readonly (string | undefined)[],
  phrases: Phrases,
  pictures: Pictures,
): FrameSheet {
  const { letterhead, reportId, version, corrects, signed } = content;
  const { words, fill, counted, moment, day } = phrases;
  const { report } = words;
  const title = report.titles[content.kind];
  const isSigned = content.kind !== "day";
  const models = [...new Set(modelVersions.filter((model) => model !== undefined))];
  return {
    kind: content.kind,
    language: content.language,
    paper: content.paper,
    title,
    documentTitle: fill(report.about, { title, subject: subject.join(", ") }),
    letterhead: {
      clinic: letterhead.clinic,
      lines: letterhead.lines,
      logo: letterhead.logo && {
        path: pictures.add(letterhead.logo),
        alt: fill(report.logo, { clinic: letterhead.clinic }),
      },
    },
    draft: isSigned && !signed ? report.draft : null,
    correction: corrects && {
      text: fill(report.corrects, { id: corrects.reportId, date: day(corrects.signedAt) }),
      reason: fill(report.reason, { reason: corrects.reason }),
    },
    running: [letterhead.clinic, title, ...subject],
    foot: {
      statement: words.app.decisionSupport,
      facts: [
        fill(report.id, { id: reportId }),
        ...(isSigned ? [fill(report.version, { version })] : []),
        ...(models.length > 0
          ? [
              counted(report.models_one, report.models_other, models.length, {
                names: models.join(", "),
              }),
            ]
          : []),
        fill(report.printed, { when: moment(content.printedAt) }),
      ],
      page: report.page,
    },
    signature: isSigned
      ? {
          signed: signed && fill(report.signedBy, { name: signed.by, when: moment(signed.at) }),
          placeDate: report.placeDate,
          signature: report.signature,
        }
      : null,
  };
}

/** Who the report is about, for its running head. */
export function patientSubject(patient: ReportPatient, phrases: Phrases): string[] {
  const { words, fill, date } = phrases;
  return [
    patientName(patient),
    patient.dateOfBirth === null
      ? words.report.bornUnknown
      : fill(words.report.born, { date: date(patient.dateOfBirth) }),
  ];
}

/** @param printedAt the moment at which the age counts */
export function patientFacts(
  patient: ReportPatient | null,
  printedAt: string,
  phrases: Phrases,
): Fact[] {
  const { words, fill, date } = phrases;
  const { report, patientForm } = words;
  if (patient === null) return [{ label: words.assign.title, value: report.noPatient }];
  const { dateOfBirth, number, sex } = patient;
  const age = ageInYears(dateOfBirth, calendarDay(new Date(printedAt)));
  const birth =
    dateOfBirth === null || age === null
      ? report.notRecorded
      : fill(report.birth, { date: date(dateOfBirth), age });
  return [
    { label: words.assign.title, value: patientName(patient) },
    { label: patientForm.dateOfBirth, value: birth },
    { label: patientForm.sex, value: words.sex[sex] },
    { label: patientForm.number, value: number === "" ? report.notRecorded : number },
  ];
}

/** Number and what people call it, else its site. */
export function lesionText({ number, label, site }: ReportLesion, phrases: Phrases): string {
  const { words, fill } = phrases;
  const place = words.sites[site];
  return fill(words.lesions.named, { number, title: label === "" ? place : `${label} (${place})` });
}
