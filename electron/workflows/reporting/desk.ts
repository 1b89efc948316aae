import { randomUUID } from "node:crypto";
import { LentigoError } from "../../contract/errors";
import {
  ReportId,
  type Report,
  type ReportForm,
  type ReportPreview,
  type ReportSubject,
} from "../../contract/reports";
import type { PatientId } from "../../contract/shapes";
import type { Actor } from "../../domain/audit";
import type { Paper } from "../../domain/report";
import type { ReportContent, ReportFrame, TypesetReport } from "../../reports/reportContent";
import type { RecordedChange } from "../recordedChange";
import type { Gathered, GatherOptions } from "./body";
import { reportFileName } from "./fileName";
import { gather, tellTheSame } from "./gather";
import { createKeptReports } from "./keptReports";
import { keepLatest } from "./latest";
import { letterheadGaps, letterheadOf } from "./letterhead";

/** Sets a report. */
export type Typeset = (content: ReportContent) => Promise<TypesetReport>;

export interface ReportDeskOptions extends GatherOptions {
  readonly recorded: RecordedChange;
  readonly actor: Actor;
  readonly now: () => Date;
  readonly typeset: Typeset;
}

export interface ReportRequest extends ReportForm {
  readonly subject: ReportSubject;
  /** With similar confirmed cases, in a case report. */
  readonly similar: boolean;
  readonly corrects: Report["corrects"];
}

/** A PDF to be written somewhere. */
export interface ReportFile {
  readonly id: ReportId;
  /** With its ending. */
  readonly name: string;
  readonly pages: number;
  readonly pdf: Uint8Array;
  readonly subject: ReportSubject;
  readonly patientId: PatientId | null;
}

/** The pages of a report. */
export interface ReportSheets {
  readonly paper: Paper;
  /** SVG, a text a page. */
  readonly pages: readonly string[];
}

/** Where reports are looked at, signed and opened again; drafts lie only here, in memory. */
export interface ReportDesk {
  /**
   * Sets a draft.
   *
   * @throws LentigoError as `gather` or typesetting; `report.missing` or `report.superseded` where
   * it would correct what cannot be corrected
   */
  preview(request: ReportRequest): Promise<ReportPreview>;
  /**
   * Signs a draft; one that is signed already is given as it is.
   *
   * @throws LentigoError as `preview`; `report.missing`; `report.outdated` where the record tells
   * something else by now; `request.invalid` for the list of a day
   */
  sign(id: ReportId): Promise<Report>;
  /** A signed report. @throws LentigoError `report.missing` or `report.damaged` */
  open(id: ReportId): ReportPreview;
  /** The pages of a draft or a signed report. @throws LentigoError as `open` */
  sheets(id: ReportId): ReportSheets;
  /** A draft or a signed report. @throws LentigoError as `open` */
  file(id: ReportId): ReportFile;
  /** Sets a draft that nobody looks at first. @throws LentigoError as `preview` */
  draftFile(request: ReportRequest): Promise<ReportFile>;
}

interface Draft {
  readonly id: ReportId;
  readonly request: ReportRequest;
  readonly frame: ReportFrame;
  readonly gathered: Gathered;
  readonly set: TypesetReport;
  readonly gaps: ReportPreview["gaps"];
}

/** So many drafts, and pages of so many signed reports, stay in memory: some megabytes each. */
const AT_HAND = 4;

export function createReportDesk(options: ReportDeskOptions): ReportDesk {
  const { store, actor, now, typeset } = options;
  const kept = createKeptReports(options);
  const drafts = keepLatest<ReportId, Draft>(AT_HAND);
  const opened = keepLatest<ReportId, readonly string[]>(AT_HAND);
  const signing = new Map<ReportId, Promise<Report>>();

  const frameOf = (
    reportId: ReportId,
    { subject, language, paper, corrects }: ReportRequest,
  ): ReportFrame => {
    const former = corrects && store.reports.correctable(corrects.reportId, subject);
    return {
      ...{ language, paper, reportId, signed: null },
      letterhead: letterheadOf(store.settings.clinic()),
      version: former ? former.version + 1 : 1,
      printedAt: now().toISOString(),
      corrects: corrects && former ? { ...corrects, signedAt: former.signedAt } : null,
    };
  };

  const signDraft = async ({ id, request, frame, gathered: before }: Draft): Promise<Report> => {
    const subject = before.signable;
    if (!subject) throw new LentigoError("request.invalid");
    const gathered = await gather(options, request.subject, request.similar);
    if (!tellTheSame(gathered, before)) throw new LentigoError("report.outdated");
    const at = now();
    const printedAt = at.toISOString();
    const signed = { by: actor.name, at: printedAt };
    const set = await typeset({ ...gathered.body, ...frame, printedAt, signed });
    const { language, paper, corrects } = request;
    const report = kept.keep({ id, subject, language, paper, corrects, gathered, set, at });
    opened.put(id, set.pages);
    drafts.drop(id);
    return report;
  };

  const pagesOf = (id: ReportId): readonly string[] => {
    const atHand = drafts.get(id)?.set.pages ?? opened.get(id);
    if (atHand) return atHand;
    const pages = kept.pages(id);
    opened.put(id, pages);
    return pages;
  };

  const draft = async (request: ReportRequest): Promise<Draft> => {
    const id = ReportId.parse(randomUUID());
    const frame = frameOf(id, request);
    const gathered = await gather(options, request.subject, request.similar);
    const set = await typeset({ ...gathered.body, ...frame });
    const gaps = [...letterheadGaps(frame.letterhead), ...gathered.gaps];
    return { id, request, frame, gathered, set, gaps };
  };

  return {
    async preview(request) {
      const made = await draft(request);
      drafts.put(made.id, made);
      const { subject, language, paper } = request;
      const { title, pages } = made.set;
      return {
        ...{ reportId: made.id, title, subject, language, paper, pages: pages.length },
        gaps: made.gaps,
        signed: null,
      };
    },

    async sign(id) {
      const underWay = signing.get(id);
      if (underWay) return underWay;
      const made = drafts.get(id);
      if (!made) return store.reports.get(id);
      const signed = signDraft(made);
      signing.set(id, signed);
      try {
        return await signed;
      } finally {
        signing.delete(id);
      }
    },

    open(id) {
      const signed = store.reports.get(id);
      kept.pdf(id);
      const { title, subject, language, paper } = signed;
      const pages = pagesOf(id).length;
      return { reportId: id, title, subject, language, paper, pages, gaps: [], signed };
    },

    sheets(id) {
      const { paper } = drafts.get(id)?.request ?? store.reports.get(id);
      return { paper, pages: pagesOf(id) };
    },

    file(id) {
      const made = drafts.get(id);
      return made ? fileOf(made) : keptFile(id);
    },

    draftFile: async (request) => fileOf(await draft(request)),
  };

  function fileOf({ id, request, gathered: { patientId }, set }: Draft): ReportFile {
    const { subject, language } = request;
    const { pdf, pages } = set;
    const name = reportFileName(store, { subject, language, patientId, at: now() });
    return { id, name, pages: pages.length, pdf, subject, patientId };
  }

  function keptFile(id: ReportId): ReportFile {
    const { subject, language, patientId, signedAt, pages } = store.reports.get(id);
    const at = new Date(signedAt);
    const name = reportFileName(store, { subject, language, patientId, at });
    return { id, name, pages, pdf: kept.pdf(id), subject, patientId };
  }
}
