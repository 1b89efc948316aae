import { useElementSize } from "@mantine/hooks";
import type { ReactNode } from "react";
import { CourseAxes, type CourseAxesProps } from "./CourseAxes";
import { coursePlot, type CoursePlot } from "./coursePlot";
import styles from "./trend.module.css";

interface CourseFrameProps extends Omit<CourseAxesProps, "plot"> {
  /** The chart in words. */
  readonly label: string;
  readonly testId: string;
  /** What is drawn on the axes. */
  readonly children: (plot: CoursePlot) => ReactNode;
}

/** A chart over time that fills its place. */
export function CourseFrame({ label, testId, children, ...axes }: CourseFrameProps) {
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const plot = coursePlot(width, height);
  return (
    <div ref={ref} className={styles["trend"]}>
      <svg width={width} height={height} role="img" aria-label={label} data-testid={testId}>
        <CourseAxes plot={plot} {...axes} />
        {children(plot)}
      </svg>
    </div>
  );
}
