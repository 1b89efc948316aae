import { IconCheck, IconMicroscope } from "@tabler/icons-react";
import { memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { PhotoId, PhotoSummary } from "../../../electron/contract/shapes";
import { LevelBadge } from "../../ui/LevelBadge";
import { Thumbnail } from "../../ui/Thumbnail";
import { momentText, shortMomentText } from "../../words/dates";
import { patientName } from "../../../electron/domain/patientName";
import { percent } from "../../../electron/domain/percent";
import styles from "./triage.module.css";

interface QueueRowProps {
  readonly photo: PhotoSummary;
  readonly chosen: boolean;
  readonly onChoose: (photoId: PhotoId) => void;
}

export const QueueRow = memo(function QueueRow({ photo, chosen, onChoose }: QueueRowProps) {
  const { t } = useTranslation();
  const { analysis, patient } = photo;
  const when = photo.takenAt ?? photo.addedAt;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  return (
    <li
      ref={row}
      id={`row-${photo.id}`}
      role="option"
      aria-selected={chosen}
      className={styles["row"]}
      data-testid="queue-row"
      data-photo-id={photo.id}
      data-level={analysis?.level}
      onClick={() => {
        onChoose(photo.id);
      }}
    >
      <span className={styles["rowThumbnail"]}>
        <Thumbnail photoId={photo.id} />
      </span>
      <span className={styles["rowText"]}>
        <span className={styles["rowLine"]}>
          {analysis ? (
            <LevelBadge level={analysis.level} />
          ) : (
            <span className={styles["waiting"]}>{t("queue.waiting")}</span>
          )}
          <time className={styles["rowTime"]} dateTime={when} title={momentText(when)}>
            {shortMomentText(when)}
          </time>
        </span>
        {analysis && <RowDiagnosis analysis={analysis} />}
        <span className={styles["rowLine"]}>
          <span className={styles["rowPatient"]} data-none={patient === null || undefined}>
            {patient ? patientName(patient) : t("queue.noPatient")}
          </span>
          {photo.outcome && <RowOutcome outcome={photo.outcome} analysis={analysis} />}
        </span>
      </span>
    </li>
  );
});

interface RowOutcomeProps {
  readonly outcome: NonNullable<PhotoSummary["outcome"]>;
  readonly analysis: PhotoSummary["analysis"];
}

/** What people found, in a word; a name only where the line above does not say it. */
function RowOutcome({ outcome, analysis }: RowOutcomeProps) {
  const { t } = useTranslation();
  const { kind, diagnosis } = outcome;
  const Symbol = kind === "histology" ? IconMicroscope : IconCheck;
  const isConfirmed =
    analysis !== null && analysis.level !== "cannot-assess" && analysis.diagnosis === diagnosis;
  const found = diagnosis === null ? t("decision.cannotSay") : t(`diagnoses.${diagnosis}.short`);
  return (
    <span
      className={styles["rowOutcome"]}
      title={`${t(kind === "histology" ? "histology.one" : "decision.clinical")}: ${found}`}
      data-confirmed={isConfirmed || undefined}
      data-testid="row-outcome"
    >
      <Symbol size={14} stroke={2} aria-hidden />
      {isConfirmed ? <span>{t("queue.confirmed")}</span> : found}
    </span>
  );
}

function RowDiagnosis({ analysis }: { readonly analysis: NonNullable<PhotoSummary["analysis"]> }) {
  const { t } = useTranslation();
  const [reason] = analysis.reasons;
  if (analysis.level === "cannot-assess") {
    return (
      <span className={styles["rowDiagnosis"]}>
        <span className={styles["rowName"]}>{reason ? t(`reasons.${reason}`) : null}</span>
      </span>
    );
  }
  return (
    <span className={styles["rowDiagnosis"]}>
      <span className={styles["rowName"]}>{t(`diagnoses.${analysis.diagnosis}.short`)}</span>
      <span className={styles["rowPercent"]}>
        {percent(analysis.probabilities[analysis.diagnosis])}
      </span>
    </span>
  );
}
