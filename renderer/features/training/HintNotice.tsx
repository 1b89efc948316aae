import { IconBulb } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { hintText } from "./hintText";
import styles from "./training.module.css";
import { useTrainingHint } from "./useTraining";

/** Whether there are enough new confirmed cases to be worth retraining, and why. */
export function HintNotice() {
  const { t } = useTranslation();
  const { data: hint } = useTrainingHint();
  // Without it nothing is lost: the page of a new training says the same, and its failures.
  if (!hint) return null;
  return (
    <div
      className={styles["hint"]}
      data-worthwhile={hint.worthwhile || undefined}
      data-testid="training-hint"
    >
      <IconBulb size={18} stroke={1.6} aria-hidden />
      <p>
        <strong>{t(hint.worthwhile ? "training.hint.enough" : "training.hint.notYet")}</strong>{" "}
        {hintText(hint)}
      </p>
    </div>
  );
}
