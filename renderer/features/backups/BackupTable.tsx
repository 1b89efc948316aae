import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Backup, BackupCheck, BackupState } from "../../../electron/contract/backups";
import { call } from "../../api/client";
import { FailureNotice } from "../../ui/FailureNotice";
import { countText } from "../../words/counts";
import { momentText } from "../../words/dates";
import styles from "./backups.module.css";
import { useBackupList } from "./useBackups";

/** The backups in the folder, the latest first; each can be read to its last byte. */
export function BackupTable({ state }: { readonly state: BackupState }) {
  const { t } = useTranslation();
  const { data: backups, error, refetch } = useBackupList(state);
  if (error) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (!backups) return <p className={styles["text"]}>{t("settings.backups.listing")}</p>;
  if (backups.length === 0) {
    return <p className={styles["text"]}>{t("settings.backups.none")}</p>;
  }
  return (
    <div>
      <h3 className={styles["subtitle"]}>{t("settings.backups.list")}</h3>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th>{t("settings.backups.taken")}</th>
            <th data-number>{t("settings.backups.patients")}</th>
            <th data-number>{t("settings.backups.photos")}</th>
            <th data-number>{t("settings.backups.reports")}</th>
            <th>
              <span className={styles["unseen"]}>{t("settings.backups.check")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {backups.map((backup) => (
            <BackupRow key={backup.id} backup={backup} />
          ))}
        </tbody>
      </table>
      <p className={styles["hint"]}>{t("settings.backups.restoreHint")}</p>
    </div>
  );
}

function BackupRow({ backup }: { readonly backup: Backup }) {
  const { t } = useTranslation();
  const { id, takenAt, counts } = backup;
  const check = useMutation({ mutationFn: () => call("backups.check", { id }) });
  return (
    <>
      <tr data-testid="backup-row">
        <td>{momentText(takenAt)}</td>
        <td data-number>{counts ? countText(counts.patients) : "–"}</td>
        <td data-number>{counts ? countText(counts.photos) : "–"}</td>
        <td data-number>{counts ? countText(counts.reports) : "–"}</td>
        <td className={styles["action"]}>
          <span role="status">{check.data && <CheckResult check={check.data} />}</span>
          {!check.data && (
            <Button
              size="xs"
              variant="default"
              loading={check.isPending}
              data-testid="backup-check"
              onClick={() => {
                check.mutate();
              }}
            >
              {t("settings.backups.check")}
            </Button>
          )}
        </td>
      </tr>
      {check.isError && (
        <tr>
          <td colSpan={5}>
            <FailureNotice error={check.error} />
          </td>
        </tr>
      )}
    </>
  );
}

function CheckResult({ check: { faults } }: { readonly check: BackupCheck }) {
  const { t } = useTranslation();
  if (faults.length === 0) {
    return <span data-testid="backup-whole">{t("settings.backups.whole")}</span>;
  }
  return (
    <span className={styles["faults"]} data-testid="backup-faults">
      {faults
        .map(({ fault, files }) => t(`settings.backups.faults.${fault}`, { count: files }))
        .join(", ")}
    </span>
  );
}
