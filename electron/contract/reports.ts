/** Reports: looked at as drafts, signed and kept unchanged, corrected by a new version. */
import * as z from "zod";
import { LANGUAGES } from "../domain/language";
import { isCalendarDate } from "../domain/patient";
import { LEFT_OUT_REASONS, PAPERS, REPORT_GAPS } from "../domain/report";
import { ROLES } from "../domain/role";
import { ERROR_CODES } from "./errors";
import type { RequestSpec } from "./requestSpec";
import { LesionId, PatientId, PhotoId } from "./shapes";

export const ReportId = z.uuid().brand("ReportId");
export type ReportId = z.output<typeof ReportId>;

/** Letters of the reason for a correction. */
export const MAX_CORRECTION_REASON = 500;

const count = z.int().min(0);
const calendarDate = z.string().refine(isCalendarDate);

const RecordSubject = [
  z.strictObject({ kind: z.literal("case"), photoId: PhotoId }),
  z.strictObject({ kind: z.literal("course"), lesionId: LesionId }),
  z.strictObject({ kind: z.literal("patient"), patientId: PatientId }),
] as const;

/** What a report can be signed of: the list of a day is of nobody's record. */
export const SignedSubject = z.discriminatedUnion("kind", RecordSubject);
export type SignedSubject = z.output<typeof SignedSubject>;

export const ReportSubject = z.discriminatedUnion("kind", [
  ...RecordSubject,
  /** What came in on a day of the clinic's time zone. */
  z.strictObject({ kind: z.literal("day"), day: calendarDate }),
]);
export type ReportSubject = z.output<typeof ReportSubject>;

/** Language and paper; both are a matter of each report. */
export const ReportForm = z.strictObject({
  language: z.enum(LANGUAGES),
  paper: z.enum(PAPERS),
});
export type ReportForm = z.output<typeof ReportForm>;

/** A signed report; it never changes, a correction is a report of its own. */
export const Report = z.object({
  id: ReportId,
  subject: SignedSubject,
  /** Whose it is; null for a photo of nobody's. */
  patientId: PatientId.nullable(),
  ...ReportForm.shape,
  /** In the language of the report. */
  title: z.string(),
  pages: count,
  /** 1 for the first, one more with each correction. */
  version: z.int().min(1),
  signedAt: z.iso.datetime(),
  signedBy: z.string(),
  /** Those whose analyses it shows. */
  modelVersions: z.array(z.string()),
  /** Of the PDF, in hexadecimal digits. */
  sha256: z.string(),
  /** The report that it takes the place of, and why; null for a first version. */
  corrects: z.object({ reportId: ReportId, reason: z.string() }).nullable(),
  /** The report that has taken its place; null while it counts. */
  correctedBy: ReportId.nullable(),
});
export type Report = z.output<typeof Report>;

/** A report as it is looked at: `reportPageUrl` gives its pages. */
export const ReportPreview = z.object({
  /** The id that is printed on it; a draft keeps it when it is signed. */
  reportId: ReportId,
  title: z.string(),
  subject: ReportSubject,
  ...ReportForm.shape,
  pages: count,
  /** Empty for a signed report. */
  gaps: z.array(z.enum(REPORT_GAPS)),
  /** Null for a draft. */
  signed: Report.nullable(),
});
export type ReportPreview = z.output<typeof ReportPreview>;

/** Whose reports are listed. */
export const ReportScope = z.discriminatedUnion("kind", [
  /** Of every kind. */
  z.strictObject({ kind: z.literal("patient"), patientId: PatientId }),
  /** Its course, and cases of its photos. */
  z.strictObject({ kind: z.literal("lesion"), lesionId: LesionId }),
  z.strictObject({ kind: z.literal("photo"), photoId: PhotoId }),
]);
export type ReportScope = z.output<typeof ReportScope>;

export const ReportPage = z.object({ total: count, reports: z.array(Report) });
export type ReportPage = z.output<typeof ReportPage>;

/** What a batch of a day would write. */
export const DayCases = z.object({
  /** Photos that get a report each. */
  cases: count,
  leftOut: z.array(
    z.object({ photoId: PhotoId, name: z.string(), because: z.enum(LEFT_OUT_REASONS) }),
  ),
});
export type DayCases = z.output<typeof DayCases>;

export const BatchResult = z.object({
  /** Name of the folder, without where it is. */
  folder: z.string(),
  /** Reports written: as they were signed, or else as drafts. */
  signed: count,
  drafts: count,
  failures: z.array(z.object({ photoId: PhotoId, name: z.string(), code: z.enum(ERROR_CODES) })),
  /** Photos that nobody got to, because it was cancelled or the folder took no more. */
  notReached: count,
});
export type BatchResult = z.output<typeof BatchResult>;

const report = z.strictObject({ reportId: ReportId });
const nothing = z.strictObject({});

export const reportRequests = {
  /** Sets a draft, which is kept in memory until the clinic is locked or newer ones push it out. */
  "reports.preview": {
    input: ReportForm.extend({
      subject: ReportSubject,
      /** With similar confirmed cases, in a case report. */
      similar: z.boolean(),
      /** Takes the place of a signed report of the same subject. */
      corrects: z
        .strictObject({
          reportId: ReportId,
          reason: z.string().trim().min(1).max(MAX_CORRECTION_REASON),
        })
        .nullable(),
    }),
    output: ReportPreview,
    roles: ROLES,
  },
  /** Signs a draft as it was looked at, and keeps it; that of a day cannot be signed. */
  "reports.sign": { input: report, output: Report, roles: ["clinician", "admin"] },
  /** Signed reports, the latest first. */
  "reports.list": {
    input: z.strictObject({
      scope: ReportScope,
      limit: z.int().min(1).max(200),
      offset: z.int().min(0),
    }),
    output: ReportPage,
    roles: ROLES,
  },
  "reports.open": { input: report, output: ReportPreview, roles: ROLES },
  /** Asks where to and writes the PDF of a draft or a signed report; its name, or null. */
  "reports.save": {
    input: report,
    output: z.object({ saved: z.string().nullable() }),
    roles: ROLES,
  },
  /** Opens the system's dialog for printing; false where the person thought better of it. */
  "reports.print": { input: report, output: z.object({ printed: z.boolean() }), roles: ROLES },
  "reports.dayCases": {
    input: z.strictObject({ day: calendarDate }),
    output: DayCases,
    roles: ROLES,
  },
  /**
   * Asks for a folder and writes a case report of every photo of the day there; null where the
   * person thought better of it. A file that is there already stays.
   */
  "reports.batch": {
    input: ReportForm.extend({ day: calendarDate }),
    output: BatchResult.nullable(),
    roles: ROLES,
  },
  /** Ends the batch under way after the report that is being written. */
  "reports.cancelBatch": { input: nothing, output: nothing, roles: ROLES },
} satisfies Record<string, RequestSpec>;
