import { useElementSize } from "@mantine/hooks";
import type { ReactNode } from "react";
import styles from "./charts.module.css";

/** Room for the axes around the plot, in pixels. */
const MARGIN = { top: 12, right: 16, bottom: 44, left: 64 };
const SHARES = [0, 0.25, 0.5, 0.75, 1];

/** Where shares lie in the drawing, in pixels. */
export interface UnitPlot {
  readonly left: (share: number) => number;
  readonly top: (share: number) => number;
}

interface UnitSquareProps {
  readonly xName: string;
  readonly yName: string;
  readonly testId: string;
  readonly children: (plot: UnitPlot) => ReactNode;
}

/** Two shares against each other, as large a square as fits, with its diagonal. */
export function UnitSquare({ xName, yName, testId, children }: UnitSquareProps) {
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const side = Math.max(
    0,
    Math.min(width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom),
  );
  const left = (share: number): number => MARGIN.left + share * side;
  const top = (share: number): number => MARGIN.top + (1 - share) * side;
  const middle = MARGIN.top + side / 2;

  return (
    <div ref={ref} className={styles["chart"]}>
      <svg
        width={left(1) + MARGIN.right}
        height={top(0) + MARGIN.bottom}
        aria-hidden
        data-testid={testId}
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
          {xName}
        </text>
        <text
          className={styles["axisName"]}
          transform={`translate(12 ${String(middle)}) rotate(-90)`}
          data-middle
        >
          {yName}
        </text>
        <line className={styles["diagonal"]} x1={left(0)} y1={top(0)} x2={left(1)} y2={top(1)} />
        {children({ left, top })}
      </svg>
    </div>
  );
}
