import { Button } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ReportPreview } from "../../../electron/contract/reports";
import { FailureNotice } from "../../ui/FailureNotice";
import styles from "./reports.module.css";
import type { useReportActions } from "./useReports";

export interface ReportActionsProps {
  /** Null while its pages are being set. */
  readonly report: ReportPreview | null;
  readonly actions: ReturnType<typeof useReportActions>;
}

/** Saving and printing, for drafts and signed reports alike. */
export function ReportActions({ report, actions }: ReportActionsProps) {
  const { t } = useTranslation();
  const { save, print } = actions;
  const error = save.error ?? print.error;
  return (
    <div className={styles["actions"]}>
      {error && <FailureNotice error={error} />}
      <div className={styles["actionLine"]}>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} stroke={1.6} />}
          disabled={report === null}
          loading={save.isPending}
          onClick={() => {
            print.reset();
            if (report) save.mutate(report.reportId);
          }}
          data-testid="report-save"
        >
          {t("reports.save")}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} stroke={1.6} />}
          disabled={report === null}
          loading={print.isPending}
          onClick={() => {
            save.reset();
            if (report) print.mutate(report.reportId);
          }}
          data-testid="report-print"
        >
          {t("reports.print")}
        </Button>
      </div>
    </div>
  );
}
