import { useTranslation } from "react-i18next";
import type { OperatingPoints, TriageLevel } from "../../../electron/domain/triage";
import { LevelIcon } from "../../ui/LevelIcon";
import { percent } from "../../../electron/domain/percent";
import styles from "./verdict.module.css";

interface ScoreScaleProps {
  /** 0 to 1. */
  readonly score: number;
  readonly level: TriageLevel;
  /** The thresholds of the model that made the analysis; null where they are not known. */
  readonly points: OperatingPoints | null;
}

const MARKED = ["soon", "urgent"] as const;

/** Where the score lies between nothing and all, and against the thresholds. */
export function ScoreScale({ score, level, points }: ScoreScaleProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className={styles["scale"]} data-level={level} aria-hidden>
        <span className={styles["scaleFill"]} style={{ width: `${String(score * 100)}%` }} />
        {points &&
          MARKED.map((name) => (
            <span
              key={name}
              className={styles["threshold"]}
              style={{ left: `${String(points[name].threshold * 100)}%` }}
            />
          ))}
      </div>
      {points && (
        <ul className={styles["thresholds"]}>
          {MARKED.map((name) => (
            <li key={name}>
              <LevelIcon level={name} size={12} />
              {t("verdict.thresholdAt", {
                level: t(`triage.${name}`),
                percent: percent(points[name].threshold),
              })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
