import { useTranslation } from "react-i18next";
import type { ReportPreview } from "../../../electron/contract/reports";
import { StateMark } from "./StateMark";
import styles from "./reports.module.css";
import type { ReportView } from "./reportView";

interface ReportStateProps {
  readonly view: ReportView;
  /** Null until its pages are there. */
  readonly shown: ReportPreview | null;
}

/** What the dialog shows: the report's title, and whether it is signed. */
export function ReportState({ view, shown }: ReportStateProps) {
  const { t } = useTranslation();
  const signed = shown?.signed ?? null;
  return (
    <span className={styles["titleLine"]}>
      <span className={styles["title"]}>{shown?.title ?? t("reports.one")}</span>
      {view.kind === "draft"
        ? view.subject.kind !== "day" && <StateMark state="draft" />
        : signed && <StateMark state={signed.correctedBy === null ? "signed" : "corrected"} />}
    </span>
  );
}
