import type {
  Report,
  ReportId,
  ReportScope,
  ReportSubject,
  SignedSubject,
} from "../../../electron/contract/reports";

/** The signed report whose place a draft is to take, and why. */
export interface Correction {
  readonly report: Report;
  readonly reason: string;
}

/** The report that is looked at: a draft of a subject, or one that was signed. */
export type ReportView =
  | {
      readonly kind: "draft";
      readonly subject: ReportSubject;
      readonly corrects: Correction | null;
    }
  | { readonly kind: "signed"; readonly reportId: ReportId };

/** The list in which signed reports of a subject stand. */
export function scopeOf(subject: SignedSubject): ReportScope {
  switch (subject.kind) {
    case "case":
      return { kind: "photo", photoId: subject.photoId };
    case "course":
      return { kind: "lesion", lesionId: subject.lesionId };
    case "patient":
      return { kind: "patient", patientId: subject.patientId };
  }
}

/** The signed report of a subject that counts, of those of its list; null where there is none. */
export function countingReport(reports: readonly Report[], kind: SignedSubject["kind"]) {
  return (
    reports.find(({ subject, correctedBy }) => subject.kind === kind && correctedBy === null) ??
    null
  );
}
