import i18next from "i18next";
import type { TrainingHint } from "../../../electron/contract/training";
import { countText } from "../../words/counts";
import { dayText } from "../../words/dates";

/** What has been confirmed since the active version learned here, and how much it takes. */
export function hintText(hint: TrainingHint): string {
  const { newCases, newMalignant, neededCases, neededMalignant, since } = hint;
  const values = {
    cases: countText(newCases),
    malignant: countText(newMalignant),
    neededCases: countText(neededCases),
    neededMalignant: countText(neededMalignant),
  };
  const reached =
    since === null
      ? i18next.t("training.hint.ever", values)
      : i18next.t("training.hint.since", { ...values, since: dayText(since) });
  return `${reached} ${i18next.t("training.hint.needed", values)}`;
}
