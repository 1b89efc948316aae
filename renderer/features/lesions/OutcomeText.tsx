import { useTranslation } from "react-i18next";
import type { PhotoOutcome } from "../../../electron/contract/shapes";
import { calendarText, dayText } from "../../words/dates";
import styles from "./courseTable.module.css";

/** What was found, by whom, and on what day. */
export function OutcomeText({ outcome }: { readonly outcome: PhotoOutcome }) {
  const { t } = useTranslation();
  const { kind, diagnosis, date, at, by } = outcome;
  return (
    <>
      <span className={styles["outcome"]}>
        {diagnosis === null ? t("course.cannotSay") : t(`diagnoses.${diagnosis}.short`)}
      </span>
      <span className={styles["facts"]}>
        {[t(`course.kinds.${kind}`), date === null ? dayText(at) : calendarText(date), by]
          .filter(Boolean)
          .join(", ")}
      </span>
    </>
  );
}
