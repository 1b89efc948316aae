import { useTranslation } from "react-i18next";
import type { TriageLevel } from "../../electron/domain/triage";
import { LevelIcon } from "./LevelIcon";
import styles from "./level.module.css";

/** Urgency as icon and word. */
export function LevelBadge({ level }: { readonly level: TriageLevel }) {
  const { t } = useTranslation();
  return (
    <span className={styles["badge"]} data-level={level}>
      <LevelIcon level={level} size={14} />
      {t(`triage.${level}`)}
    </span>
  );
}
