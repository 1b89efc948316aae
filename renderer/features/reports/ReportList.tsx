import { ActionIcon, Button, Skeleton, Tooltip, UnstyledButton } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Report, ReportScope } from "../../../electron/contract/reports";
import { FailureNotice } from "../../ui/FailureNotice";
import { momentText } from "../../words/dates";
import { useReportDesk } from "./reportDesk";
import styles from "./reports.module.css";
import { StateMark } from "./StateMark";
import { useReportActions, useReports } from "./useReports";

interface ReportListProps {
  readonly scope: ReportScope;
  /** Said where there are none yet; null: nothing is shown then. */
  readonly empty: string | null;
  /** Without titles, where all of them are the same. */
  readonly brief?: boolean;
}

/** Signed reports, the latest first: to look at, save and print. */
export function ReportList({ scope, empty, brief = false }: ReportListProps) {
  const { t } = useTranslation();
  const list = useReports(scope);
  const actions = useReportActions();
  const error = actions.save.error ?? actions.print.error;
  if (list.isLoadingError) {
    return <FailureNotice error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (!list.data) return empty === null ? null : <Skeleton height={48} />;
  const reports = list.data.pages.flatMap((page) => page.reports);
  if (reports.length === 0) return empty && <p className={styles["soft"]}>{empty}</p>;
  return (
    <>
      {error && <FailureNotice error={error} />}
      <ul data-testid="report-list">
        {reports.map((report) => (
          <ReportRow key={report.id} report={report} brief={brief} actions={actions} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t("common.loadMore")}
        </Button>
      )}
    </>
  );
}

interface ReportRowProps {
  readonly report: Report;
  readonly brief: boolean;
  readonly actions: ReturnType<typeof useReportActions>;
}

function ReportRow({ report, brief, actions: { save, print } }: ReportRowProps) {
  const { t } = useTranslation();
  const { openSigned } = useReportDesk();
  const { id, title, version, signedAt, signedBy, correctedBy } = report;
  const date = momentText(signedAt);
  return (
    <li
      className={styles["row"]}
      data-testid="report-row"
      data-report-id={id}
      data-corrected={correctedBy !== null || undefined}
    >
      <UnstyledButton
        className={styles["rowText"]}
        onClick={() => {
          openSigned(id);
        }}
        data-testid="report-row-open"
      >
        <span className={styles["rowTitle"]}>{brief ? date : title}</span>
        <span className={styles["rowFacts"]}>
          {brief
            ? t("reports.briefFacts", { name: signedBy, version })
            : t("reports.rowFacts", { date, name: signedBy, version })}
        </span>
      </UnstyledButton>
      {correctedBy !== null && <StateMark state="corrected" />}
      <Tooltip label={t("reports.save")}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t("reports.saveOne", { title })}
          loading={save.isPending && save.variables === id}
          onClick={() => {
            print.reset();
            save.mutate(id);
          }}
          data-testid="report-row-save"
        >
          <IconDownload size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("reports.print")}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t("reports.printOne", { title })}
          loading={print.isPending && print.variables === id}
          onClick={() => {
            save.reset();
            print.mutate(id);
          }}
          data-testid="report-row-print"
        >
          <IconPrinter size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}
