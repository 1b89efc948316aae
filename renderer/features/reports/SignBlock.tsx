import { Button } from "@mantine/core";
import { IconSignature } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReportId, ReportPreview } from "../../../electron/contract/reports";
import { useRole } from "../../api/useRole";
import { useAccount } from "../../api/useSession";
import { FailureNotice } from "../../ui/FailureNotice";
import styles from "./reports.module.css";
import type { useReportActions } from "./useReports";

interface SignBlockProps {
  /** Null while its pages are being set. */
  readonly report: ReportPreview | null;
  readonly sign: ReturnType<typeof useReportActions>["sign"];
  readonly onSigned: (reportId: ReportId) => void;
  /** Sets the draft from what is on record now, where that has changed. */
  readonly onSetAnew: () => void;
}

/** Signs the draft that is looked at, after saying what that means. */
export function SignBlock({ report, sign, onSigned, onSetAnew }: SignBlockProps) {
  const { t } = useTranslation();
  const account = useAccount();
  const maySign = useRole() !== "staff";
  const [asks, setAsks] = useState(false);
  if (!maySign) {
    return (
      <p className={styles["soft"]} data-testid="report-not-signing">
        {t("reports.sign.notYours")}
      </p>
    );
  }
  if (!asks) {
    return (
      <Button
        fullWidth
        leftSection={<IconSignature size={18} stroke={1.6} />}
        disabled={report === null}
        onClick={() => {
          sign.reset();
          setAsks(true);
        }}
        data-testid="report-sign"
      >
        {t("reports.sign.open")}
      </Button>
    );
  }
  return (
    <section className={styles["sign"]} role="alertdialog" aria-labelledby="report-sign-means">
      <p id="report-sign-means">
        {t("reports.sign.means", { name: account?.fullName || account?.name })}
      </p>
      {sign.error && <FailureNotice error={sign.error} onRetry={onSetAnew} />}
      <div className={styles["actionLine"]}>
        <Button
          variant="default"
          autoFocus
          disabled={sign.isPending}
          onClick={() => {
            setAsks(false);
          }}
        >
          {t("common.cancel")}
        </Button>
        <Button
          loading={sign.isPending}
          disabled={report === null}
          onClick={() => {
            if (!report) return;
            sign.mutate(report.reportId, {
              onSuccess: ({ id }) => {
                onSigned(id);
              },
            });
          }}
          data-testid="report-sign-confirm"
        >
          {t("reports.sign.confirm")}
        </Button>
      </div>
    </section>
  );
}
