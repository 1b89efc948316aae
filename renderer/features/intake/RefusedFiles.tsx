import { ActionIcon, Button } from "@mantine/core";
import { IconFileOff, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "../../ui/copyText";
import { failureWords } from "../../words/failureWords";
import { useIntake, useIntakeState } from "./intake";
import styles from "./intake.module.css";

/** The files that were not added, with the reason; they stay until somebody dismisses them. */
export function RefusedFiles() {
  const { t } = useTranslation();
  const { queue } = useIntake();
  const { refused } = useIntakeState();
  const [copied, setCopied] = useState(false);

  const copy = (): void => {
    const lines = refused.map(({ name, failure }) => `${name}\t${failureWords(failure).what}`);
    copyText(lines.join("\n"));
    setCopied(true);
  };

  return (
    <div className={styles["refused"]} role="status" data-testid="intake-refused">
      <div className={styles["line"]}>
        <IconFileOff size={16} stroke={1.75} aria-hidden />
        <strong>{t("intake.refused", { count: refused.length })}</strong>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("common.dismiss")}
          onClick={queue.dismissRefused}
        >
          <IconX size={16} />
        </ActionIcon>
      </div>
      <ul className={styles["refusedList"]} tabIndex={0} data-selectable>
        {refused.map(({ key, name, failure }) => {
          const words = failureWords(failure);
          return (
            <li key={key} data-code={failure.code}>
              <span className={styles["fileName"]}>{name}</span>
              <span className={styles["why"]}>
                {words.what} {words.do}
              </span>
            </li>
          );
        })}
      </ul>
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={copy}
        onBlur={() => {
          setCopied(false);
        }}
      >
        {copied ? t("common.copied") : t("intake.copyRefused")}
      </Button>
    </div>
  );
}
