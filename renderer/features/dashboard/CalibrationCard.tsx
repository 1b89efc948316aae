import { useTranslation } from "react-i18next";
import type { Practice, Reliability } from "../../../electron/contract/dashboard";
import { ChartCard } from "../../ui/charts/ChartCard";
import chartCard from "../../ui/charts/chartCard.module.css";
import { countText } from "../../words/counts";
import { percent } from "../../../electron/domain/percent";
import { CalibrationFacts } from "./CalibrationFacts";
import styles from "./dashboard.module.css";
import { ReliabilityChart } from "./ReliabilityChart";
import { intervalText, shareText } from "../../words/shareText";
import { TooFewCases } from "./TooFewCases";

interface CalibrationCardProps {
  readonly calibration: Practice["calibration"];
}

/** Whether the malignancy score means what it says, in this clinic. */
export function CalibrationCard({ calibration }: CalibrationCardProps) {
  const { t } = useTranslation();
  const { reliability } = calibration;
  return (
    <ChartCard
      title={t("dashboard.calibration.title")}
      term="calibration"
      hint={reliability && t("dashboard.calibration.hint")}
      testId="dashboard-calibration"
      table={reliability && <ReliabilityTable reliability={reliability} />}
      chart={
        reliability ? (
          <div className={styles["calibration"]}>
            <ReliabilityChart reliability={reliability} />
            <CalibrationFacts calibration={calibration} reliability={reliability} />
          </div>
        ) : (
          <TooFewCases calibration={calibration} />
        )
      }
    />
  );
}

function ReliabilityTable({ reliability }: { readonly reliability: Reliability }) {
  const { t } = useTranslation();
  return (
    <table className={chartCard["table"]} data-testid="calibration-table">
      <caption>{t("dashboard.calibration.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("dashboard.calibration.score")}</th>
          <th scope="col">{t("dashboard.cases")}</th>
          <th scope="col">{t("dashboard.calibration.malignant")}</th>
          <th scope="col">{t("dashboard.share")}</th>
          <th scope="col">{t("dashboard.interval")}</th>
        </tr>
      </thead>
      <tbody>
        {reliability.bins.map(({ score, cases, malignant, interval }) => (
          <tr key={score}>
            <th scope="row">{percent(score)}</th>
            <td>{countText(cases)}</td>
            <td>{countText(malignant)}</td>
            <td>{shareText(malignant / cases)}</td>
            <td>{intervalText(interval)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
