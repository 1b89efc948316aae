import { IconPencil, IconReplace, IconSignature } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import styles from "./reports.module.css";

const ICONS = { draft: IconPencil, signed: IconSignature, corrected: IconReplace } as const;

/** Whether a report is signed, and whether it still counts: by icon, word and colour. */
export function StateMark({ state }: { readonly state: keyof typeof ICONS }) {
  const { t } = useTranslation();
  const Symbol = ICONS[state];
  return (
    <span className={styles["state"]} data-state={state} data-testid="report-state">
      <Symbol size={14} stroke={1.75} aria-hidden />
      {t(`reports.states.${state}`)}
    </span>
  );
}
