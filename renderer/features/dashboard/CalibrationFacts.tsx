import { useTranslation } from "react-i18next";
import type { Practice, Reliability } from "../../../electron/contract/dashboard";
import { Term } from "../../ui/Term";
import { countText } from "../../words/counts";
import { dayText } from "../../words/dates";
import { percent } from "../../../electron/domain/percent";
import styles from "./dashboard.module.css";

interface CalibrationFactsProps {
  readonly calibration: Practice["calibration"];
  readonly reliability: Reliability;
}

/** The calibration error, and what it was measured on. */
export function CalibrationFacts({ calibration, reliability }: CalibrationFactsProps) {
  const { t } = useTranslation();
  const { cases, malignant, histology, since, versions } = calibration;
  return (
    <dl className={styles["facts"]}>
      <div className={styles["lead"]}>
        <dt>
          <Term name="calibrationError">{t("dashboard.calibration.error")}</Term>
        </dt>
        <dd>
          <strong data-testid="calibration-error">{percent(reliability.calibrationError)}</strong>
          <span>
            {t("dashboard.calibration.byChance", { error: percent(reliability.errorByChance) })}
          </span>
        </dd>
      </div>
      <div>
        <dt>{t("dashboard.cases")}</dt>
        <dd>{countText(cases)}</dd>
      </div>
      <div>
        <dt>{t("dashboard.calibration.malignant")}</dt>
        <dd>{countText(malignant)}</dd>
      </div>
      <div>
        <dt>
          <Term name="histology">{t("dashboard.calibration.histology")}</Term>
        </dt>
        <dd>{countText(histology)}</dd>
      </div>
      {since !== null && (
        <div>
          <dt>{t("dashboard.calibration.since")}</dt>
          <dd>{dayText(since)}</dd>
        </div>
      )}
      {versions.map(({ version, cases: answered }) => (
        <div key={version}>
          <dt>{t("dashboard.calibration.version", { version })}</dt>
          <dd>{countText(answered)}</dd>
        </div>
      ))}
    </dl>
  );
}
