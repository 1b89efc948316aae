import { UnstyledButton } from "@mantine/core";
import { IconArrowRight, IconBulb } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNavigation } from "../frame/navigation";
import { hintText } from "./hintText";
import styles from "./training.module.css";
import { useTrainingHint } from "./useTraining";

/** For administrators, one line: there are enough new confirmed cases. */
export function HintLine() {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { data: hint } = useTrainingHint();
  if (!hint?.worthwhile) return null;
  return (
    <UnstyledButton
      className={styles["hintLine"]}
      data-testid="training-hint-line"
      onClick={() => {
        go({ room: "training" });
      }}
    >
      <IconBulb size={18} stroke={1.6} aria-hidden />
      <span>
        <strong>{t("training.hint.enough")}</strong> {hintText(hint)}
      </span>
      <IconArrowRight size={16} stroke={1.6} aria-hidden />
    </UnstyledButton>
  );
}
