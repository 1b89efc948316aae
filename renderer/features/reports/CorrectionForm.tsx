import { Button, Textarea } from "@mantine/core";
import { IconReplace } from "@tabler/icons-react";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { MAX_CORRECTION_REASON, type Report } from "../../../electron/contract/reports";
import styles from "./reports.module.css";
import { useCorrectionReasons } from "./correctionReasons";

interface CorrectionFormProps {
  /** Signed, and not corrected yet. */
  readonly report: Report;
  /** Shows the correction as a draft, which is signed in its turn. */
  readonly onPreview: (reason: string) => void;
}

/** Asks why a signed report has to be corrected. What was typed stays when it is closed. */
export function CorrectionForm({ report, onPreview }: CorrectionFormProps) {
  const { t } = useTranslation();
  const { reasonOf, setReason } = useCorrectionReasons();
  const reason = reasonOf(report.id);
  const [opened, setOpened] = useState(reason !== "");
  const [isChecked, setIsChecked] = useState(false);
  const isMissing = reason.trim() === "";

  if (!opened) {
    return (
      <Button
        variant="default"
        fullWidth
        leftSection={<IconReplace size={16} stroke={1.6} />}
        onClick={() => {
          setOpened(true);
        }}
        data-testid="report-correct"
      >
        {t("reports.correction.open")}
      </Button>
    );
  }
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setIsChecked(true);
    if (!isMissing) onPreview(reason.trim());
  };
  return (
    <form className={styles["sign"]} onSubmit={submit} noValidate data-testid="correction-form">
      <p className={styles["soft"]}>{t("reports.correction.text")}</p>
      <Textarea
        label={t("reports.correction.reason")}
        withAsterisk
        autoFocus
        autosize
        minRows={2}
        maxRows={6}
        maxLength={MAX_CORRECTION_REASON}
        value={reason}
        error={isChecked && isMissing && t("reports.correction.missing")}
        data-testid="correction-reason"
        onChange={({ currentTarget }) => {
          setReason(report.id, currentTarget.value);
        }}
      />
      <div className={styles["actionLine"]}>
        <Button
          variant="default"
          onClick={() => {
            setReason(report.id, "");
            setOpened(false);
          }}
        >
          {t("common.cancel")}
        </Button>
        <Button type="submit" data-testid="correction-preview">
          {t("reports.correction.preview")}
        </Button>
      </div>
    </form>
  );
}
