/**
 * What a report tells, before it is put into words and set. Dates and numbers are those of the
 * record; moments are shown in the time zone of this computer.
 */
import type { Outcome } from "../contract/outcomes";
import type { Analysis, Lesion, PatientSummary } from "../contract/shapes";
import type { AbcdChecklist } from "../domain/abcdRule";
import type { ConsentPurpose } from "../domain/consent";
import type { Diagnosis } from "../domain/diagnosis";
import type { Language } from "../domain/language";
import type { Paper } from "../domain/report";
import type { OperatingPoints } from "../domain/triage";

/** Set as it is, so it should not be larger than paper shows: see vision's `print`. */
export interface ReportPicture {
  readonly bytes: Uint8Array;
  readonly format: "jpeg" | "png";
}

export interface Letterhead {
  readonly clinic: string;
  /** Address, telephone and the like, a line each; may be empty. */
  readonly lines: readonly string[];
  readonly logo: ReportPicture | null;
}

/** What stands around every report. */
export interface ReportFrame {
  readonly language: Language;
  readonly paper: Paper;
  readonly letterhead: Letterhead;
  /** As it stands on every page. */
  readonly reportId: string;
  /** 1 for the first; a correction counts on. */
  readonly version: number;
  /** A moment. */
  readonly printedAt: string;
  /** Null: a draft, and marked as one on every page. */
  readonly signed: { readonly by: string; readonly at: string } | null;
  /** The signed report in whose place this one comes, and when that was signed. */
  readonly corrects: {
    readonly reportId: string;
    readonly signedAt: string;
    readonly reason: string;
  } | null;
}

export type ReportPatient = Pick<
  PatientSummary,
  "number" | "familyName" | "givenName" | "dateOfBirth" | "sex"
>;

export type ReportLesion = Pick<Lesion, "number" | "label" | "site">;

export type ReportAnalysis = Pick<
  Analysis,
  "modelVersion" | "createdAt" | "level" | "reasons" | "warnings" | "malignancy" | "probabilities"
> & {
  /** Of the version that made the analysis; null where it is no longer known. */
  readonly operatingPoints: OperatingPoints | null;
};

/** What people found; those that were taken back are left out. */
export type ReportOutcome = Pick<
  Outcome,
  "kind" | "diagnosis" | "confidence" | "nextStep" | "note" | "date" | "at" | "by"
>;

/** A photo as a line of a table. */
export interface PhotoLine {
  readonly name: string;
  /** A moment: when it was taken, else when it was added. */
  readonly at: string;
  /** A thumbnail. */
  readonly picture: ReportPicture;
  /** The latest; null where it waits for one. */
  readonly analysis: Pick<
    Analysis,
    "modelVersion" | "level" | "reasons" | "malignancy" | "diagnosis"
  > | null;
  /** The largest, in millimetres; null where it was not measured. */
  readonly diameter: number | null;
  /** The one that counts; null where nobody has recorded one. */
  readonly outcome: Omit<ReportOutcome, "note"> | null;
}

/** One photo with everything that is known of it. */
export interface CaseContent extends ReportFrame {
  readonly kind: "case";
  readonly patient: ReportPatient | null;
  readonly lesion: ReportLesion | null;
  /** The note on the visit; `date` is a calendar date. */
  readonly visit: { readonly date: string; readonly note: string } | null;
  readonly photo: {
    readonly name: string;
    /** A moment; null where the camera did not say. */
    readonly takenAt: string | null;
    readonly addedAt: string;
    readonly picture: ReportPicture;
    readonly notes: string;
    /** Largest, in millimetres; null where it was not measured. */
    readonly diameter: number | null;
    readonly abcd: AbcdChecklist | null;
  };
  /** Null where the photo waits for one. */
  readonly analysis: ReportAnalysis | null;
  /** The photo with the heat of a class over it; null where the photo cannot be assessed. */
  readonly heatmap: { readonly diagnosis: Diagnosis; readonly picture: ReportPicture } | null;
  /** The latest first. */
  readonly outcomes: readonly ReportOutcome[];
  /** The lesion's photos of earlier visits, the earliest first. */
  readonly earlier: readonly PhotoLine[];
  /** The clinic's own confirmed cases, the most similar first; null where they were not chosen. */
  readonly similar:
    | readonly {
        readonly picture: ReportPicture;
        /** Confirmed. */
        readonly diagnosis: Diagnosis;
        readonly confirmedBy: Outcome["kind"];
        /** Cosine, -1 to 1. */
        readonly similarity: number;
      }[]
    | null;
}

/** One lesion over time. */
export interface CourseContent extends ReportFrame {
  readonly kind: "course";
  readonly patient: ReportPatient;
  readonly lesion: ReportLesion;
  /** The earliest first. */
  readonly photos: readonly PhotoLine[];
  /** Of all its photos, the latest first. */
  readonly outcomes: readonly ReportOutcome[];
}

/** A patient with all lesions and visits. */
export interface PatientContent extends ReportFrame {
  readonly kind: "patient";
  readonly patient: ReportPatient;
  readonly notes: string;
  /** What the patient said last of each purpose; `date` is a calendar date. */
  readonly consents: readonly {
    readonly purpose: ConsentPurpose;
    readonly given: boolean;
    readonly date: string;
  }[];
  readonly lesions: readonly (ReportLesion & {
    readonly archived: boolean;
    readonly photoCount: number;
    /** The latest; null where no photo shows the lesion. */
    readonly latest: PhotoLine | null;
  })[];
  /** Photos that show no lesion of the list, the latest first. */
  readonly otherPhotos: readonly PhotoLine[];
  /** The latest first; `date` is a calendar date. */
  readonly visits: readonly {
    readonly date: string;
    readonly photoCount: number;
    readonly note: string;
  }[];
}

/** The photos of a day, the most urgent first. */
export interface DayContent extends ReportFrame {
  readonly kind: "day";
  /** A calendar date. */
  readonly day: string;
  readonly photos: readonly (PhotoLine & {
    readonly patient: ReportPatient | null;
    readonly lesion: ReportLesion | null;
  })[];
}

export type ReportContent = CaseContent | CourseContent | PatientContent | DayContent;

/** A report as it is kept, printed and shown. */
export interface TypesetReport {
  readonly title: string;
  /** PDF/UA-1; only tagged where a letter is in no font of this computer. */
  readonly pdf: Uint8Array;
  /** The same pages as SVG. */
  readonly pages: readonly string[];
}
