import { Button } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { failureFrom } from "../api/failure";
import { failureWords } from "../words/failureWords";
import styles from "./notice.module.css";

interface FailureNoticeProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What happened, what is safe, what to do, and the code to quote. */
export function FailureNotice({ error, onRetry }: FailureNoticeProps) {
  const { t } = useTranslation();
  const failure = failureFrom(error);
  const words = failureWords(failure);
  return (
    <div className={styles["failure"]} role="alert">
      <IconAlertCircle size={20} stroke={1.5} className={styles["failureIcon"]} aria-hidden />
      <div className={styles["failureText"]}>
        <p className={styles["what"]}>{words.what}</p>
        <p>{words.safe}</p>
        <p>{words.do}</p>
        <p className={styles["code"]}>{t("failure.code", { code: failure.code })}</p>
        {onRetry && (
          <Button variant="default" size="xs" mt={8} onClick={onRetry}>
            {t("failure.retry")}
          </Button>
        )}
      </div>
    </div>
  );
}
