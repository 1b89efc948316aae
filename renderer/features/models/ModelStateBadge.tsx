import { IconCircleCheckFilled, IconCircleDashed, IconCircleOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ModelSummary } from "../../../electron/contract/models";
import styles from "./models.module.css";

const ICONS = {
  active: IconCircleCheckFilled,
  candidate: IconCircleDashed,
  discarded: IconCircleOff,
} as const;

/** What a version is at the moment; nothing for one that simply is there. */
export function ModelStateBadge({ state }: Pick<ModelSummary, "state">) {
  const { t } = useTranslation();
  if (state === "available") return null;
  const Symbol = ICONS[state];
  return (
    <span className={styles["state"]} data-state={state} data-testid="model-state">
      <Symbol size={14} stroke={2} aria-hidden />
      {t(`models.states.${state}`)}
    </span>
  );
}
