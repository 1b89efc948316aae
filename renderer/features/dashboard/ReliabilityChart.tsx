import { useElementSize } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { Reliability } from "../../../electron/contract/dashboard";
import { countText } from "../../words/counts";
import { percent } from "../../words/percent";
import styles from "./charts.module.css";
import { intervalText, shareText } from "./shareText";

/** Room for the axes around the plot, in pixels. */
const MARGIN = { top: 12, right: 16, bottom: 44, left: 64 };
const SHARES = [0, 0.25, 0.5, 0.75, 1];
const CAP = 5;

/** Share found malignant by score, in a square: on its diagonal the score is right. */
export function ReliabilityChart({ reliability }: { readonly reliability: Reliability }) {
  const { t } = useTranslation();
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const side = Math.max(
    0,
    Math.min(width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom),
  );
  const left = (score: number): number => MARGIN.left + score * side;
  const top = (share: number): number => MARGIN.top + (1 - share) * side;
  const middle = MARGIN.top + side / 2;

  return (
    <div ref={ref} className={styles["chart"]}>
      <svg
        width={left(1) + MARGIN.right}
        height={top(0) + MARGIN.bottom}
        aria-hidden
        data-testid="calibration-chart"
      >
        {SHARES.map((share) => (
          <g key={share}>
            <line
              className={styles["grid"]}
              x1={left(0)}
              x2={left(1)}
              y1={top(share)}
              y2={top(share)}
            />
            <text className={styles["axis"]} x={left(0) - 8} y={top(share) + 4} data-end>
              {`${String(share * 100)}\u202f%`}
            </text>
            <text className={styles["axis"]} x={left(share)} y={top(0) + 18} data-middle>
              {`${String(share * 100)}\u202f%`}
            </text>
          </g>
        ))}
        <text className={styles["axisName"]} x={left(0.5)} y={top(0) + 38} data-middle>
          {t("dashboard.calibration.scoreAxis")}
        </text>
        <text
          className={styles["axisName"]}
          transform={`translate(12 ${String(middle)}) rotate(-90)`}
          data-middle
        >
          {t("dashboard.calibration.shareAxis")}
        </text>
        <line className={styles["diagonal"]} x1={left(0)} y1={top(0)} x2={left(1)} y2={top(1)} />
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
      </svg>
    </div>
  );
}
