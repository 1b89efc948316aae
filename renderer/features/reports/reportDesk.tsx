import { createContext, use, useState, type ReactNode } from "react";
import type { ReportId, ReportSubject } from "../../../electron/contract/reports";
import { today } from "../../words/dates";
import { DayDialog } from "./DayDialog";
import { ReportDialog } from "./ReportDialog";
import type { ReportView } from "./reportView";
import { useBatch, type Batch } from "./useBatch";

interface ReportDesk {
  /** Shows a draft of a report. */
  readonly report: (subject: ReportSubject) => void;
  readonly openSigned: (reportId: ReportId) => void;
  /** Opens the reports of today; while some are written, and until what came of them was seen, theirs. */
  readonly openDay: () => void;
  readonly batch: Batch;
}

const ReportDeskContext = createContext<ReportDesk | null>(null);

/** Reports from whichever screen, and the batch that is written while people go on working. */
export function ReportDeskProvider({ children }: { readonly children: ReactNode }) {
  const [view, setView] = useState<ReportView | null>(null);
  const [day, setDay] = useState(today);
  const [showsDay, setShowsDay] = useState(false);
  const batch = useBatch(showsDay && view === null);
  const report = (subject: ReportSubject): void => {
    setView({ kind: "draft", subject, corrects: null });
  };
  const openSigned = (reportId: ReportId): void => {
    setView({ kind: "signed", reportId });
  };
  const openDay = (): void => {
    // What came of a batch is looked at first.
    if (!batch.isRunning && !batch.result && !batch.error) setDay(today());
    setShowsDay(true);
  };
  return (
    <ReportDeskContext value={{ report, openSigned, openDay, batch }}>
      {children}
      {showsDay && (
        <DayDialog
          // It waits below the list that was opened from it.
          opened={view === null}
          day={day}
          batch={batch}
          onDay={setDay}
          onList={() => {
            report({ kind: "day", day });
          }}
          onClose={() => {
            if (!batch.isRunning) batch.reset();
            setShowsDay(false);
          }}
        />
      )}
      {view && (
        <ReportDialog
          view={view}
          onView={setView}
          onClose={() => {
            setView(null);
          }}
        />
      )}
    </ReportDeskContext>
  );
}

export function useReportDesk(): ReportDesk {
  const desk = use(ReportDeskContext);
  if (!desk) throw new Error("useReportDesk outside ReportDeskProvider");
  return desk;
}
