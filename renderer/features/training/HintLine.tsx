import { IconBulb } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { LeadLine } from "../../ui/LeadLine";
import { useNavigation } from "../frame/navigation";
import { hintText } from "./hintText";
import { useTrainingHint } from "./useTraining";

/** For administrators, one line: there are enough new confirmed cases. */
export function HintLine() {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { data: hint } = useTrainingHint();
  if (!hint?.worthwhile) return null;
  return (
    <LeadLine
      icon={IconBulb}
      tone="hint"
      title={t("training.hint.enough")}
      text={hintText(hint)}
      testId="training-hint-line"
      onOpen={() => {
        go({ room: "training" });
      }}
    />
  );
}
