import { basename } from "node:path";
import type { EventPayload } from "../contract/events";
import type { ReportId } from "../contract/reports";
import type { Store } from "../store/open";
import type { RecordedChange } from "../workflows/recordedChange";
import { dayCases, writeDayReports } from "../workflows/reporting/dayReports";
import type { ReportDesk, ReportFile } from "../workflows/reporting/desk";
import { logSubject } from "../workflows/reporting/keptReports";
import { writeWhole } from "../workflows/outputFile";
import type { HandlersOf } from "./handlers";

export interface ReportHandlerOptions {
  readonly store: Store;
  readonly recorded: RecordedChange;
  readonly desk: ReportDesk;
  /** Asks where a file is to go; null where the person thought better of it. */
  readonly chooseFile: (name: string) => Promise<string | null>;
  /** Asks for a folder; null where the person thought better of it. */
  readonly chooseFolder: () => Promise<string | null>;
  /** Opens the system's dialog for printing; false where the person thought better of it. */
  readonly printReport: (id: ReportId) => Promise<boolean>;
  readonly reportProgress: (progress: EventPayload<"reports.progress">) => void;
  readonly changed: (nouns: EventPayload<"store.changed">["nouns"]) => void;
  /** Aborted when the clinic is about to be locked. */
  readonly ending: AbortSignal;
}

export function reportHandlers(options: ReportHandlerOptions): HandlersOf<"reports"> {
  const { store, recorded, desk, changed, ending } = options;
  let batch = new AbortController();
  ending.addEventListener("abort", () => {
    batch.abort();
  });

  const noteLeaving = (
    id: ReportId,
    how: "report.saved" | "report.printed",
    { subject, patientId }: ReportFile,
  ): void => {
    const details = { report: id, kind: subject.kind };
    recorded(how, logSubject(patientId, subject), () => undefined, details);
  };

  return {
    "reports.preview": (request) => desk.preview(request),
    "reports.sign": async ({ reportId }) => {
      const report = await desk.sign(reportId);
      changed(["reports"]);
      return report;
    },
    "reports.list": ({ scope, limit, offset }) => store.reports.list(scope, limit, offset),
    "reports.open": ({ reportId }) => desk.open(reportId),
    "reports.save": async ({ reportId }) => {
      const file = desk.file(reportId);
      const path = await options.chooseFile(file.name);
      if (path === null) return { saved: null };
      await writeWhole(path, file.pdf);
      noteLeaving(reportId, "report.saved", file);
      return { saved: basename(path) };
    },
    "reports.print": async ({ reportId }) => {
      const file = desk.file(reportId);
      const printed = await options.printReport(reportId);
      if (printed) noteLeaving(reportId, "report.printed", file);
      return { printed };
    },
    "reports.dayCases": ({ day }) => dayCases(store, day),
    "reports.batch": async ({ day, ...form }) => {
      const folder = await options.chooseFolder();
      if (folder === null) return null;
      batch.abort();
      batch = new AbortController();
      if (ending.aborted) batch.abort();
      return writeDayReports(
        {
          ...{ store, desk, recorded },
          onProgress: (done, total) => {
            options.reportProgress({ done, total });
          },
          signal: batch.signal,
        },
        day,
        form,
        folder,
      );
    },
    "reports.cancelBatch": () => {
      batch.abort();
      return {};
    },
  };
}
