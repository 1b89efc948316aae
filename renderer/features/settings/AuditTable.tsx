import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AuditPage } from "../../../electron/contract/session";
import { AUDIT_ACTIONS } from "../../../electron/domain/audit";
import { momentText } from "../../words/dates";
import { auditDetailText } from "./auditDetailText";
import styles from "./settings.module.css";

type Entry = AuditPage["entries"][number];

interface AuditTableProps {
  readonly entries: readonly Entry[];
  readonly total: number;
  readonly isLoadingMore: boolean;
  /** Null where all are shown. */
  readonly onLoadMore: (() => void) | null;
}

export function AuditTable({ entries, total, isLoadingMore, onLoadMore }: AuditTableProps) {
  const { t } = useTranslation();
  if (entries.length === 0) return <p className={styles["hint"]}>{t("settings.audit.none")}</p>;
  return (
    <>
      <table className={styles["table"]} aria-label={t("settings.audit.title")}>
        <thead>
          <tr>
            <th scope="col" data-number>
              {t("settings.audit.sequence")}
            </th>
            <th scope="col">{t("settings.audit.when")}</th>
            <th scope="col">{t("settings.audit.who")}</th>
            <th scope="col">{t("settings.audit.what")}</th>
            <th scope="col">{t("settings.audit.subject")}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.sequence} data-testid="audit-row" data-action={entry.action}>
              <td data-number>{entry.sequence}</td>
              <td>{momentText(entry.at)}</td>
              <td>{entry.accountName ?? t("app.name")}</td>
              <td>
                <ActionText entry={entry} />
              </td>
              <td className={styles["code"]} title={entry.subject ?? undefined}>
                {entry.subject?.slice(0, 8)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {onLoadMore && (
        <div className={styles["more"]}>
          <span>{t("common.shown", { shown: entries.length, total })}</span>
          <Button variant="default" loading={isLoadingMore} onClick={onLoadMore}>
            {t("common.loadMore")}
          </Button>
        </div>
      )}
    </>
  );
}

/** What was done, and the numbers that belong to it. */
function ActionText({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const action = AUDIT_ACTIONS.find((each) => each === entry.action);
  const details = auditDetailText(t, entry.details);
  return (
    <>
      {action ? t(`audit.${action}`) : entry.action}
      {details !== "" && <span className={styles["details"]}> ({details})</span>}
    </>
  );
}
