import { useTranslation } from "react-i18next";
import type { Reliability } from "../../../electron/contract/dashboard";
import styles from "../../ui/charts/charts.module.css";
import { UnitSquare } from "../../ui/charts/UnitSquare";
import { countText } from "../../words/counts";
import { percent } from "../../../electron/domain/percent";
import { intervalText, shareText } from "../../words/shareText";

const CAP = 5;

/** Share found malignant by score: on the diagonal the score is right. */
export function ReliabilityChart({ reliability }: { readonly reliability: Reliability }) {
  const { t } = useTranslation();
  return (
    <UnitSquare
      xName={t("dashboard.calibration.scoreAxis")}
      yName={t("dashboard.calibration.shareAxis")}
      testId="calibration-chart"
    >
      {({ left, top }) => (
        <>
          <text className={styles["side"]} x={left(0.04)} y={top(0.93)}>
            {t("dashboard.calibration.tooLow")}
          </text>
          <text className={styles["side"]} x={left(0.96)} y={top(0.05)} data-end>
            {t("dashboard.calibration.tooHigh")}
          </text>
          {reliability.bins.map(({ score, cases, malignant, interval }) => (
            <g
              key={score}
              className={styles["mark"]}
              data-testid="calibration-bin"
              transform={`translate(${String(left(score))} 0)`}
            >
              <title>
                {t("dashboard.calibration.point", {
                  score: percent(score),
                  malignant: countText(malignant),
                  cases: countText(cases),
                  share: shareText(malignant / cases),
                  interval: intervalText(interval),
                })}
              </title>
              <rect
                className={styles["target"]}
                x={-8}
                width={16}
                y={top(interval.high) - 8}
                height={top(interval.low) - top(interval.high) + 16}
              />
              <path
                d={`M${-CAP} ${top(interval.high)}H${CAP}M0 ${top(interval.high)}V${top(interval.low)}M${-CAP} ${top(interval.low)}H${CAP}`}
              />
              <circle cy={top(malignant / cases)} r={5} />
            </g>
          ))}
        </>
      )}
    </UnitSquare>
  );
}
