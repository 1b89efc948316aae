import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Analysis } from "../../../electron/contract/shapes";
import { useStatus } from "../../api/useStatus";
import { LevelIcon } from "../../ui/LevelIcon";
import { Term } from "../../ui/Term";
import { percent } from "../../../electron/domain/percent";
import { evidenceFor, type Evidence } from "./operatingPointText";
import { ScoreScale } from "./ScoreScale";
import styles from "./verdict.module.css";

/** Urgency, the score, and the sentence behind it; or why the photo cannot be assessed. */
export function TriageBlock({ analysis }: { readonly analysis: Analysis }) {
  const { t } = useTranslation();
  const { data: status } = useStatus();
  const model = status?.vision.state === "ready" ? status.vision.model : null;
  const evidence = evidenceFor(analysis, model);
  const { level } = analysis;
  const sameModel = model?.version === analysis.modelVersion;
  return (
    <section className={styles["triage"]} data-level={level}>
      <div className={styles["levelLine"]}>
        <h2 className={styles["level"]} data-testid="triage-level" data-level={level}>
          <LevelIcon level={level} size={24} />
          <Term name={level}>{t(`triage.${level}`)}</Term>
        </h2>
        {level !== "cannot-assess" && (
          <p className={styles["score"]}>
            <span className={styles["scoreName"]}>
              <Term name="malignancyScore">{t("verdict.score")}</Term>
            </span>
            <span className={styles["scoreNumber"]} data-testid="malignancy-score">
              {percent(analysis.malignancy)}
            </span>
          </p>
        )}
      </div>
      {level === "cannot-assess" ? (
        <Refusal analysis={analysis} />
      ) : (
        <>
          <ScoreScale
            score={analysis.malignancy}
            level={level}
            points={sameModel ? model.operatingPoints : null}
          />
          {evidence && <EvidenceText evidence={evidence} />}
          {analysis.warnings.map((warning) => (
            <p key={warning} className={styles["warning"]} data-warning={warning}>
              <IconAlertTriangle size={16} aria-hidden />
              {t(`warnings.${warning}`)}
            </p>
          ))}
        </>
      )}
    </section>
  );
}

function EvidenceText({ evidence }: { readonly evidence: Evidence }) {
  const { t } = useTranslation();
  if (evidence.kind === "other-model") {
    return (
      <p className={styles["evidence"]}>{t("verdict.otherModel", { version: evidence.version })}</p>
    );
  }
  if (evidence.kind === "not-measured") {
    return (
      <p className={styles["evidence"]} data-testid="evidence">
        {t("verdict.notMeasured")}
      </p>
    );
  }
  const sentence =
    evidence.kind === "reached"
      ? t("verdict.reached", { found: evidence.found, called: evidence.called })
      : t("verdict.below", { missed: evidence.missed, cleared: evidence.cleared });
  return (
    <p className={styles["evidence"]} data-testid="evidence">
      {sentence}{" "}
      <span className={styles["measuredOn"]}>
        <Term name="operatingPoint">{t("verdict.measuredOn", { data: evidence.measuredOn })}</Term>
      </span>
    </p>
  );
}

/** No diagnosis is shown: only why, and how to take the photo again. */
function Refusal({ analysis }: { readonly analysis: Analysis }) {
  const { t } = useTranslation();
  return (
    <div className={styles["refusal"]} data-testid="refusal">
      <h3>{t("verdict.refusedTitle")}</h3>
      <p>{t("verdict.refusedText")}</p>
      <ul>
        {analysis.reasons.map((reason) => (
          <li key={reason} data-reason={reason}>
            <strong>
              <Term name={reason}>{t(`reasons.${reason}`)}</Term>
            </strong>{" "}
            {t(`retake.${reason}`)}
          </li>
        ))}
      </ul>
      <p>{t("verdict.refusedSafe")}</p>
    </div>
  );
}
