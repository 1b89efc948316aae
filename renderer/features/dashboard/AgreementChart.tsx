import { useElementSize } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { MonthOfAgreement } from "../../../electron/contract/dashboard";
import { FEW_CASES } from "../../../electron/domain/agreement";
import styles from "../../ui/charts/charts.module.css";
import { countText } from "../../words/counts";
import { monthText, shortMonthText } from "../../words/dates";
import { intervalText, shareText } from "../../words/shareText";

/** Room for the axes around the plot, in pixels. */
const MARGIN = { top: 12, right: 8, bottom: 44, left: 56 };
const SHARES = [0, 0.25, 0.5, 0.75, 1];
const CAP = 5;

/** A month with cases, at its place in the plot. */
interface Mark {
  readonly of: MonthOfAgreement;
  readonly index: number;
  readonly share: number;
}

/** Shares with their intervals by month; the table beside it tells a screen reader the same. */
export function AgreementChart({ months }: { readonly months: readonly MonthOfAgreement[] }) {
  const { t } = useTranslation();
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const plot = {
    width: Math.max(0, width - MARGIN.left - MARGIN.right),
    height: Math.max(0, height - MARGIN.top - MARGIN.bottom),
  };
  const left = (index: number): number =>
    MARGIN.left + ((index + 0.5) * plot.width) / months.length;
  const top = (share: number): number => MARGIN.top + (1 - share) * plot.height;
  const marks = months.flatMap((of, index) =>
    of.cases === 0 ? [] : [{ of, index, share: of.agreed / of.cases }],
  );

  return (
    <div ref={ref} className={styles["chart"]}>
      <svg width={width} height={height} aria-hidden data-testid="agreement-chart">
        {SHARES.map((share) => (
          <g key={share}>
            <line
              className={styles["grid"]}
              x1={MARGIN.left}
              x2={width - MARGIN.right}
              y1={top(share)}
              y2={top(share)}
            />
            <text className={styles["axis"]} x={MARGIN.left - 8} y={top(share) + 4} data-end>
              {`${String(share * 100)}\u202f%`}
            </text>
          </g>
        ))}
        <text className={styles["axis"]} x={MARGIN.left - 8} y={height - 6} data-end>
          {t("dashboard.cases")}
        </text>
        {months.map(({ month, cases }, index) => (
          <g key={month}>
            <text className={styles["axis"]} x={left(index)} y={height - 24} data-middle>
              {shortMonthText(month)}
            </text>
            <text className={styles["number"]} x={left(index)} y={height - 6} data-middle>
              {countText(cases)}
            </text>
          </g>
        ))}
        {linesOf(marks).map(([from, to]) => (
          <line
            key={to.of.month}
            className={styles["line"]}
            x1={left(from.index)}
            y1={top(from.share)}
            x2={left(to.index)}
            y2={top(to.share)}
          />
        ))}
        {marks.map(({ of: { month, cases, agreed, interval }, index, share }) => (
          <g
            key={month}
            className={styles["mark"]}
            data-few={cases < FEW_CASES || undefined}
            data-testid="agreement-month"
            transform={`translate(${String(left(index))} 0)`}
          >
            {interval && (
              <>
                <title>
                  {t("dashboard.agreement.point", {
                    month: monthText(month),
                    share: shareText(share),
                    interval: intervalText(interval),
                    agreed: countText(agreed),
                    cases: countText(cases),
                  })}
                </title>
                <rect
                  className={styles["target"]}
                  x={-12}
                  width={24}
                  y={top(interval.high) - 8}
                  height={top(interval.low) - top(interval.high) + 16}
                />
                <path
                  d={`M${-CAP} ${top(interval.high)}H${CAP}M0 ${top(interval.high)}V${top(interval.low)}M${-CAP} ${top(interval.low)}H${CAP}`}
                />
              </>
            )}
            <circle cy={top(share)} r={5} />
          </g>
        ))}
      </svg>
    </div>
  );
}

/** Lines between months that follow each other, both with enough cases to compare. */
function linesOf(marks: readonly Mark[]): [from: Mark, to: Mark][] {
  return marks.slice(1).flatMap((to, before): [Mark, Mark][] => {
    const from = marks[before];
    if (from?.index !== to.index - 1) return [];
    return Math.min(from.of.cases, to.of.cases) < FEW_CASES ? [] : [[from, to]];
  });
}
