import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { BatchResult } from "../../../electron/contract/reports";
import { failureLine } from "../../words/failureWords";
import styles from "./reports.module.css";

/** What became of the reports of a day, and which of them failed for what reason. */
export function BatchSummary({ result }: { readonly result: BatchResult }) {
  const { t } = useTranslation();
  const { folder, signed, drafts, failures, notReached } = result;
  const written = signed + drafts;
  const isWhole = failures.length === 0 && notReached === 0;
  const Symbol = isWhole ? IconCircleCheck : IconAlertTriangle;
  return (
    <section
      className={styles["batch"]}
      role="status"
      data-whole={isWhole || undefined}
      data-testid="batch-result"
    >
      <h3 className={styles["batchTitle"]}>
        <Symbol size={18} stroke={1.6} aria-hidden />
        {written === 0
          ? t("reports.batch.nothing", { folder })
          : t("reports.batch.written", { count: written, folder })}
      </h3>
      {written > 0 && <p>{t("reports.batch.kinds", { signed, drafts })}</p>}
      {notReached > 0 && <p>{t("reports.batch.notReached", { count: notReached })}</p>}
      {failures.length > 0 && (
        <>
          <p>{t("reports.batch.failed", { count: failures.length })}</p>
          <ul className={styles["failures"]}>
            {failures.map(({ photoId, name, code }) => (
              <li key={photoId} data-testid="batch-failure">
                <strong>{name}</strong> {failureLine({ code, details: {} })}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
