import { useTranslation } from "react-i18next";
import type { DayCases } from "../../../electron/contract/reports";
import { LEFT_OUT_REASONS } from "../../../electron/domain/report";
import styles from "./reports.module.css";

/** Names that are listed; more would push away what matters. */
const SHOWN = 6;

/** The photos of a day that get no report of their own, by reason. */
export function LeftOut({ leftOut }: Pick<DayCases, "leftOut">) {
  const { t } = useTranslation();
  return (
    <ul className={styles["leftOut"]}>
      {LEFT_OUT_REASONS.map((reason) => {
        const names = leftOut.filter(({ because }) => because === reason).map(({ name }) => name);
        if (names.length === 0) return null;
        const more = names.length - SHOWN;
        return (
          <li key={reason} data-testid={`left-out-${reason}`}>
            {t(`reports.leftOut.${reason}`, { count: names.length })}
            <span className={styles["names"]}>
              {names.slice(0, SHOWN).join(", ")}
              {more > 0 && ` ${t("reports.leftOut.more", { count: more })}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
