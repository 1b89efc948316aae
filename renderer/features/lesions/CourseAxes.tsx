import { dayText } from "../../words/dates";
import { MARGIN, type CoursePlot } from "./coursePlot";
import styles from "./trend.module.css";

export interface CourseAxesProps {
  readonly plot: CoursePlot;
  /** Lines across, 0 at the bottom to 1 at the top. */
  readonly lines: readonly { readonly at: number; readonly label: string }[];
  /** Times at both ends, which may be the same; null: none. */
  readonly from: string | null;
  readonly to: string | null;
}

/** The lines behind a chart over time, and the days at its ends. */
export function CourseAxes({ plot, lines, from, to }: CourseAxesProps) {
  return (
    <>
      {lines.map(({ at, label }) => (
        <g key={at}>
          <line
            className={styles["grid"]}
            x1={MARGIN.left}
            x2={plot.right}
            y1={plot.top(at)}
            y2={plot.top(at)}
          />
          <text className={styles["axis"]} x={MARGIN.left - 8} y={plot.top(at) + 4} data-end>
            {label}
          </text>
        </g>
      ))}
      {from !== null && (
        <text className={styles["axis"]} x={MARGIN.left} y={plot.foot}>
          {dayText(from)}
        </text>
      )}
      {to !== null && to !== from && (
        <text className={styles["axis"]} x={plot.right} y={plot.foot} data-end>
          {dayText(to)}
        </text>
      )}
    </>
  );
}
