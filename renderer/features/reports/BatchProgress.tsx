import { Button, Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import styles from "./reports.module.css";
import type { Batch } from "./useBatch";

/** How far the reports of a day are; they go on while the dialog is closed. */
export function BatchProgress({ batch: { progress, cancel } }: { readonly batch: Batch }) {
  const { t } = useTranslation();
  const label = progress ? t("reports.batch.running", progress) : t("reports.batch.choosing");
  return (
    <div className={styles["batch"]} data-testid="batch-progress">
      <div className={styles["batchLine"]}>
        <p role="status">{label}</p>
        {progress && (
          <Button variant="default" size="xs" onClick={cancel} data-testid="batch-cancel">
            {t("common.cancel")}
          </Button>
        )}
      </div>
      {progress && (
        <>
          <Progress
            value={(100 * progress.done) / Math.max(1, progress.total)}
            aria-label={label}
          />
          <p className={styles["soft"]}>{t("reports.batch.goesOn")}</p>
        </>
      )}
    </div>
  );
}
