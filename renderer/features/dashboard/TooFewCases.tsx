import { Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Practice } from "../../../electron/contract/dashboard";
import { CASES_FOR_RELIABILITY } from "../../../electron/domain/reliability";
import { countText } from "../../words/counts";
import styles from "./dashboard.module.css";

interface TooFewCasesProps {
  readonly calibration: Practice["calibration"];
}

/** How many cases there are, and how many are needed. */
export function TooFewCases({ calibration }: TooFewCasesProps) {
  const { t } = useTranslation();
  return (
    <div className={styles["tooFew"]} data-testid="calibration-too-few">
      <p>{t("dashboard.calibration.tooFew", CASES_FOR_RELIABILITY)}</p>
      {(["cases", "malignant"] as const).map((what) => {
        const needed = CASES_FOR_RELIABILITY[what];
        const text = t("dashboard.calibration.progress", {
          has: countText(calibration[what]),
          needed: countText(needed),
        });
        const name = t(`dashboard.calibration.needed.${what}`);
        return (
          <div key={what} className={styles["progress"]}>
            <span>{name}</span>
            <span>{text}</span>
            <Progress.Root size={8}>
              <Progress.Section
                value={Math.min(100, (calibration[what] / needed) * 100)}
                aria-label={name}
                aria-valuetext={text}
              />
            </Progress.Root>
          </div>
        );
      })}
    </div>
  );
}
