import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SignedSubject } from "../../../electron/contract/reports";
import { dayText } from "../../words/dates";
import { FormChoices } from "./FormChoices";
import { ReportActions, type ReportActionsProps } from "./ReportActions";
import type { ReportForm } from "./reportForm";
import styles from "./reports.module.css";
import { countingReport, scopeOf, type Correction, type ReportView } from "./reportView";
import { SignBlock } from "./SignBlock";
import { useReports } from "./useReports";

interface DraftSideProps extends ReportActionsProps {
  readonly view: Extract<ReportView, { kind: "draft" }>;
  readonly form: ReportForm;
  readonly onForm: (form: ReportForm) => void;
  readonly onView: (view: ReportView) => void;
  /** Sets the draft from what is on record now. */
  readonly onSetAnew: () => void;
}

/** What a draft looks like, what it lacks, and signing it. */
export function DraftSide({ view, form, onForm, onView, onSetAnew, ...actions }: DraftSideProps) {
  const { t } = useTranslation();
  const { report } = actions;
  const { subject, corrects } = view;
  return (
    <aside className={styles["side"]} aria-label={t("reports.about")}>
      <FormChoices form={form} takesSimilar={subject.kind === "case"} onChange={onForm} />
      {corrects && <CorrectionNote corrects={corrects} onView={onView} />}
      {!corrects && subject.kind !== "day" && <AlreadySigned subject={subject} onView={onView} />}
      {report && report.gaps.length > 0 && (
        <section className={styles["gaps"]} data-testid="report-gaps">
          <h3 className={styles["sideTitle"]}>{t("reports.gapsTitle")}</h3>
          <ul>
            {report.gaps.map((gap) => (
              <li key={gap} data-gap={gap}>
                {t(`reports.gaps.${gap}`)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className={styles["sideEnd"]}>
        {subject.kind === "day" ? (
          <p className={styles["soft"]}>{t("reports.day.notSigned")}</p>
        ) : (
          <SignBlock
            // Another draft is another decision.
            key={report?.reportId}
            report={report}
            sign={actions.actions.sign}
            onSetAnew={onSetAnew}
            onSigned={(reportId) => {
              onView({ kind: "signed", reportId });
            }}
          />
        )}
        <ReportActions {...actions} />
      </div>
    </aside>
  );
}

interface CorrectionNoteProps extends Pick<DraftSideProps, "onView"> {
  readonly corrects: Correction;
}

/** Which report the draft is to replace, and why. */
function CorrectionNote({ corrects: { report, reason }, onView }: CorrectionNoteProps) {
  const { t } = useTranslation();
  return (
    <section className={styles["note"]} data-testid="report-correction">
      <h3 className={styles["sideTitle"]}>
        {t("reports.correction.of", {
          version: report.version,
          date: dayText(report.signedAt),
        })}
      </h3>
      <p className={styles["reason"]}>{reason}</p>
      <Button
        variant="default"
        size="xs"
        onClick={() => {
          onView({ kind: "signed", reportId: report.id });
        }}
        data-testid="correction-change"
      >
        {t("reports.correction.change")}
      </Button>
    </section>
  );
}

interface AlreadySignedProps extends Pick<DraftSideProps, "onView"> {
  readonly subject: SignedSubject;
}

/** So that nobody signs the same twice, where a correction is meant. */
function AlreadySigned({ subject, onView }: AlreadySignedProps) {
  const { t } = useTranslation();
  const { data } = useReports(scopeOf(subject));
  const reports = data?.pages.flatMap((page) => page.reports) ?? [];
  const signed = countingReport(reports, subject.kind);
  if (!signed) return null;
  return (
    <section className={styles["note"]} data-testid="report-already">
      <p>{t("reports.already", { date: dayText(signed.signedAt), name: signed.signedBy })}</p>
      <Button
        variant="default"
        size="xs"
        onClick={() => {
          onView({ kind: "signed", reportId: signed.id });
        }}
        data-testid="report-open-signed"
      >
        {t("reports.openSigned")}
      </Button>
    </section>
  );
}
