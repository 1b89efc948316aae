import { useElementSize } from "@mantine/hooks";
import { Term, type TermName } from "../Term";
import styles from "./charts.module.css";

/** Room for the axes around the plot, in pixels. */
const MARGIN = { top: 12, right: 12, bottom: 24, left: 56 };

/** Below, a course would look like more than it is. */
const LEAST_SPAN = 1e-6;

export interface LinePoint {
  readonly at: number;
  readonly value: number;
}

interface LineChartProps {
  readonly title: string;
  /** What explains the title. */
  readonly term: TermName;
  /** By rising `at`, from 0 on. */
  readonly points: readonly LinePoint[];
  /** Ends of the vertical axis; null: those of the values. */
  readonly range: readonly [low: number, high: number] | null;
  readonly textOf: (value: number) => string;
  readonly testId: string;
}

/** One course as it grows; a screen reader is told where it began and where it is. */
export function LineChart({ title, term, points, range, textOf, testId }: LineChartProps) {
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const values = points.map(({ value }) => value);
  const [low, high] = range ?? [Math.min(...values), Math.max(...values)];
  const span = Math.max(high - low, LEAST_SPAN);
  const end = Math.max(points.at(-1)?.at ?? 0, LEAST_SPAN);
  const right = Math.max(MARGIN.left, width - MARGIN.right);
  const bottom = Math.max(MARGIN.top, height - MARGIN.bottom);
  const left = (at: number): number => MARGIN.left + (at / end) * (right - MARGIN.left);
  const top = (value: number): number => bottom - ((value - low) / span) * (bottom - MARGIN.top);
  const first = points[0];
  const last = points.at(-1);
  const lines = high - low < LEAST_SPAN ? [low] : [low, (low + high) / 2, high];

  return (
    <figure className={styles["figure"]} data-testid={testId}>
      <figcaption className={styles["caption"]}>
        <Term name={term}>{title}</Term> {last && <strong>{textOf(last.value)}</strong>}
      </figcaption>
      <div ref={ref} className={styles["plot"]}>
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={`${title}: ${first && last ? `${textOf(first.value)} → ${textOf(last.value)}` : "–"}`}
        >
          {points.length > 0 &&
            lines.map((value) => (
              <g key={value}>
                <line
                  className={styles["grid"]}
                  x1={MARGIN.left}
                  x2={right}
                  y1={top(value)}
                  y2={top(value)}
                />
                <text className={styles["axis"]} x={MARGIN.left - 8} y={top(value) + 4} data-end>
                  {textOf(value)}
                </text>
              </g>
            ))}
          <path
            className={styles["curve"]}
            d={points
              .map(
                ({ at, value }, index) =>
                  `${index === 0 ? "M" : "L"}${String(left(at))} ${String(top(value))}`,
              )
              .join("")}
          />
          {last && (
            <g className={styles["mark"]}>
              <circle cx={left(last.at)} cy={top(last.value)} r={4} />
            </g>
          )}
        </svg>
      </div>
    </figure>
  );
}
