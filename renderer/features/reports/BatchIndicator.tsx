import { RingProgress, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import styles from "../frame/frame.module.css";
import { useReportDesk } from "./reportDesk";

/** Reports that are being written, wherever one is, and the way to them. */
export function BatchIndicator() {
  const { t } = useTranslation();
  const {
    batch: { progress },
    openDay,
  } = useReportDesk();
  if (!progress) return null;
  return (
    <UnstyledButton className={styles["jobs"]} data-testid="batch-indicator" onClick={openDay}>
      <RingProgress
        size={20}
        thickness={3}
        sections={[{ value: (100 * progress.done) / Math.max(1, progress.total), color: "petrol" }]}
        aria-hidden
      />
      {t("reports.batch.running", progress)}
    </UnstyledButton>
  );
}
