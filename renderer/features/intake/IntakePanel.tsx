import { ActionIcon, Anchor, Button, Progress } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PhotoId } from "../../../electron/contract/shapes";
import { FileNameRule } from "./FileNameRule";
import { useIntake, useIntakeState } from "./intake";
import styles from "./intake.module.css";
import { RefusedFiles } from "./RefusedFiles";

interface IntakePanelProps {
  readonly onShow: (photoId: PhotoId) => void;
}

/** How far the photos on their way in are, and what became of them. */
export function IntakePanel({ onShow }: IntakePanelProps) {
  const state = useIntakeState();
  const hasResult = state.total > 0 || state.cancelled > 0;
  if (!hasResult && state.refused.length === 0) return null;
  return (
    <section className={styles["panel"]}>
      {state.running && <Running />}
      {!state.running && hasResult && <Result onShow={onShow} />}
      {state.refused.length > 0 && <RefusedFiles />}
    </section>
  );
}

function Running() {
  const { t } = useTranslation();
  const { queue } = useIntake();
  const { done, total } = useIntakeState();
  const progress = t("intake.progress", { done, total });
  return (
    <div className={styles["running"]} data-testid="intake-progress">
      <div className={styles["line"]}>
        <strong>{t("intake.title")}</strong>
        <span className={styles["count"]}>{progress}</span>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={queue.cancel}
          data-testid="intake-cancel"
        >
          {t("intake.cancel")}
        </Button>
      </div>
      <Progress
        value={(100 * done) / Math.max(1, total)}
        size={4}
        aria-label={`${t("intake.title")}, ${progress}`}
      />
    </div>
  );
}

function Result({ onShow }: IntakePanelProps) {
  const { t } = useTranslation();
  const { queue } = useIntake();
  const { added, matched, cancelled, duplicates } = useIntakeState();
  if (added + cancelled + duplicates.length === 0) return null;
  return (
    <div className={styles["result"]} role="status" data-testid="intake-result">
      <div className={styles["resultText"]}>
        {added > 0 && <p>{t("intake.finished", { count: added })}</p>}
        {matched > 0 && (
          <p data-testid="intake-matched">{t("intake.matched", { count: matched })}</p>
        )}
        {cancelled > 0 && <p>{t("intake.cancelled", { count: cancelled })}</p>}
        {duplicates.length > 0 && (
          <>
            <p>{t("intake.duplicates", { count: duplicates.length })}</p>
            <ul className={styles["duplicates"]} data-testid="intake-duplicates">
              {duplicates.map(({ key, name, photoId }) => (
                <li key={key}>
                  <Anchor
                    component="button"
                    type="button"
                    size="sm"
                    onClick={() => {
                      onShow(photoId);
                    }}
                  >
                    {t("intake.duplicateJump", { name })}
                  </Anchor>
                </li>
              ))}
            </ul>
          </>
        )}
        {added > 0 && <FileNameRule look="link" />}
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t("common.dismiss")}
        onClick={queue.dismissResult}
      >
        <IconX size={16} />
      </ActionIcon>
    </div>
  );
}
