import type { ReactNode } from "react";
import type { PhotoId } from "../../../electron/contract/shapes";
import styles from "./trend.module.css";

interface CoursePointProps {
  /** Where its middle lies, in pixels. */
  readonly left: number;
  readonly top: number;
  /** What it says. */
  readonly sentence: string;
  readonly isShown: boolean;
  readonly testId: string;
  readonly onChoose: () => void;
  /** The mark, drawn about its middle. */
  readonly children: ReactNode;
}

/** One photo in a chart over time; a click shows it. */
export function CoursePoint(props: CoursePointProps) {
  const { left, top, sentence, isShown, testId, onChoose, children } = props;
  return (
    <g
      className={styles["point"]}
      data-shown={isShown || undefined}
      data-testid={testId}
      transform={`translate(${String(left)} ${String(top)})`}
      onClick={onChoose}
    >
      <title>{sentence}</title>
      <circle r={10} />
      {children}
    </g>
  );
}

/** What every chart of a lesion's course is given. */
export interface CourseChartProps<Photo> {
  /** The earliest first. */
  readonly photos: readonly Photo[];
  /** The photos that stand side by side. */
  readonly shown: readonly PhotoId[];
  readonly onChoose: (photoId: PhotoId) => void;
}
