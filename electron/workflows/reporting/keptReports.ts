import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { failureOf, LentigoError } from "../../contract/errors";
import type { Report, ReportForm, ReportId, ReportSubject } from "../../contract/reports";
import type { Actor } from "../../domain/audit";
import type { TypesetReport } from "../../reports/reportContent";
import type { Store } from "../../store/open";
import type { RecordedChange } from "../recordedChange";
import type { Gathered } from "./body";

export interface KeptReportOptions {
  readonly store: Store;
  readonly recorded: RecordedChange;
  readonly actor: Actor;
}

/** A report that was just signed. */
export interface SignedReport extends ReportForm {
  readonly id: ReportId;
  readonly subject: Report["subject"];
  readonly corrects: Report["corrects"];
  readonly gathered: Gathered;
  readonly set: TypesetReport;
  readonly at: Date;
}

/** Signed reports with their files. */
export interface KeptReports {
  /** When it returns, the report is on the disk. @throws LentigoError as `ReportRepository.add` */
  keep(report: SignedReport): Report;
  /** @throws LentigoError `report.missing`, or `report.damaged` where it is not what was signed */
  pdf(id: ReportId): Uint8Array;
  /** SVG, a text a page. @throws LentigoError as `pdf` */
  pages(id: ReportId): readonly string[];
}

export function createKeptReports({ store, recorded, actor }: KeptReportOptions): KeptReports {
  return {
    keep({ id, subject, language, paper, corrects, gathered, set, at }) {
      const { patientId, lesionId, modelVersions } = gathered;
      const sha256 = sha256Of(set.pdf);
      const files = {
        pdf: store.blobs.put(set.pdf),
        pagePictures: store.blobs.put(gzipSync(JSON.stringify(set.pages))),
      };
      const report = {
        ...{ id, subject, language, paper, corrects, patientId, lesionId, sha256, files },
        title: set.title,
        pages: set.pages.length,
        modelVersions: [...modelVersions],
      };
      const add = (): void => {
        store.reports.add(report, actor, at);
      };
      const details = {
        report: id,
        kind: subject.kind,
        sha256,
        corrects: corrects?.reportId ?? null,
      };
      recorded("report.signed", logSubject(patientId, subject), add, details);
      return store.reports.get(id);
    },
    pdf(id) {
      const { sha256 } = store.reports.get(id);
      const pdf = kept(() => store.blobs.get(store.reports.files(id).pdf));
      if (sha256Of(pdf) !== sha256) throw new LentigoError("report.damaged");
      return pdf;
    },
    pages(id) {
      const packed = kept(() => store.blobs.get(store.reports.files(id).pagePictures));
      return JSON.parse(gunzipSync(packed).toString("utf8")) as string[];
    },
  };
}

/** Under which id the log tells of a report: its patient's, else its photo's. */
export function logSubject(patientId: string | null, subject: ReportSubject): string | null {
  return patientId ?? (subject.kind === "case" ? subject.photoId : null);
}

/** A file of a report that is gone or changed is a damaged report. */
function kept<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!failureOf(error)?.code.startsWith("photo.")) throw error;
    throw new LentigoError("report.damaged", {}, { cause: error });
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
