import type { TriageLevel } from "../../electron/domain/triage";
import styles from "./level.module.css";

interface LevelIconProps {
  readonly level: TriageLevel;
  readonly size?: number;
}

/** One shape per level, so that urgency never hangs on colour alone. Its word stands beside it. */
export function LevelIcon({ level, size = 16 }: LevelIconProps) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      className={styles["icon"]}
      data-level={level}
      aria-hidden
    >
      {SHAPES[level]}
    </svg>
  );
}

const SHAPES = {
  urgent: <path d="M8 1.4 15.2 14H.8Z" fill="currentColor" strokeLinejoin="round" />,
  soon: (
    <>
      <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4Z" fill="currentColor" />
    </>
  ),
  routine: <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  "cannot-assess": (
    <>
      <circle
        cx="8"
        cy="8"
        r="6.4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
        strokeDasharray="2.2 1.8"
      />
      <path
        d="M6.1 6.3a1.95 1.95 0 1 1 2.9 1.75c-.65.36-.95.7-.95 1.35"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
      <circle cx="8.05" cy="11.5" r=".95" fill="currentColor" />
    </>
  ),
} satisfies Record<TriageLevel, React.ReactNode>;
