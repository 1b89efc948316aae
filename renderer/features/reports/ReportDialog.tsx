import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { useLanguage } from "../../words/language";
import { DraftSide } from "./DraftSide";
import { PageTools } from "./PageTools";
import { rememberedForm, rememberForm, type ReportForm } from "./reportForm";
import { ReportPages } from "./ReportPages";
import styles from "./reports.module.css";
import { ReportState } from "./ReportState";
import type { ReportView } from "./reportView";
import { SignedSide } from "./SignedSide";
import { usePages } from "./usePages";
import { useReport, useReportActions } from "./useReports";

interface ReportDialogProps {
  readonly view: ReportView;
  /** Shows another report instead. */
  readonly onView: (view: ReportView) => void;
  readonly onClose: () => void;
}

/** A report as it will be on paper, and what can be done with it. */
export function ReportDialog({ view, onView, onClose }: ReportDialogProps) {
  const { t } = useTranslation();
  const spoken = useLanguage();
  const [form, setForm] = useState(() => rememberedForm(spoken));
  const report = useReport(view, form);
  const actions = useReportActions();
  const shown = report.data ?? null;
  const isStale = report.isPlaceholderData || (view.kind === "draft" && report.isFetching);
  /** What can be acted on: not the pages that a newer draft is about to replace. */
  const current = isStale ? null : shown;
  const setAnew = (): void => {
    void report.refetch();
  };
  const pages = usePages(shown);

  const changeForm = (changed: ReportForm): void => {
    setForm(changed);
    rememberForm(changed);
  };
  const show = (next: ReportView): void => {
    if (next.kind === "draft" && next.corrects) {
      // As the report was that it replaces, whatever was chosen for others.
      const { language, paper } = next.corrects.report;
      setForm({ ...form, language, paper });
    }
    onView(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const ctrl = event.ctrlKey || event.metaKey;
    if (!ctrl && isTypedInto(event.target)) return;
    const act = keyAction(ctrl ? `ctrl+${event.key.toLowerCase()}` : event.key.toLowerCase());
    if (!act) return;
    event.preventDefault();
    act();
  };
  const keyAction = (key: string): (() => void) | undefined => {
    // A key that is held down saves once.
    const actOn = (action: typeof actions.save | typeof actions.print) => () => {
      if (current && !action.isPending) action.mutate(current.reportId);
    };
    return {
      "+": pages.zoomIn,
      "-": pages.zoomOut,
      f: pages.toggleFit,
      "ctrl+s": actOn(actions.save),
      "ctrl+p": actOn(actions.print),
    }[key];
  };

  const side = { report: current, actions, onView: show };
  return (
    <Dialog
      opened
      onClose={onClose}
      busy={actions.sign.isPending}
      title={<ReportState view={view} shown={shown} />}
      size="min(1320px, 96vw)"
      closeOnClickOutside={false}
      classNames={{ content: styles["content"], header: styles["head"], body: styles["body"] }}
      data-testid="report-dialog"
    >
      <div className={styles["report"]} onKeyDown={onKeyDown}>
        <section className={styles["stage"]} aria-label={t("reports.preview")}>
          <PageTools pages={pages} isSetting={report.isPending || isStale} />
          {report.isError ? (
            <div className={styles["noPages"]}>
              <FailureNotice error={report.error} onRetry={setAnew} />
            </div>
          ) : (
            <ReportPages report={shown} pages={pages} isStale={isStale} onRetry={setAnew} />
          )}
        </section>
        {view.kind === "draft" ? (
          <DraftSide view={view} form={form} onForm={changeForm} onSetAnew={setAnew} {...side} />
        ) : (
          <SignedSide {...side} />
        )}
      </div>
    </Dialog>
  );
}

function isTypedInto(target: EventTarget): boolean {
  return target instanceof HTMLTextAreaElement;
}
