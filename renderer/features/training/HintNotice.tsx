import { IconBulb } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TrainingHint } from "../../../electron/contract/training";
import { hintText } from "./hintText";
import styles from "./training.module.css";

/** Whether there are enough new confirmed cases to be worth retraining, and why. */
export function HintNotice({ hint }: { readonly hint: TrainingHint }) {
  const { t } = useTranslation();
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
