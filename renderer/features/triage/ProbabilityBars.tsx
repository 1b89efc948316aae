import { useTranslation } from "react-i18next";
import type { Analysis } from "../../../electron/contract/shapes";
import { isMalignant, rankedDiagnoses } from "../../../electron/domain/diagnosis";
import { Panel } from "../../ui/Panel";
import { Term } from "../../ui/Term";
import { percent } from "../../../electron/domain/percent";
import styles from "./verdict.module.css";

/** The seven classes, the most probable first. */
export function ProbabilityBars({ analysis }: { readonly analysis: Analysis }) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t("probabilities.title")}
      aside={
        <span className={styles["malignantKey"]} aria-hidden>
          <span className={styles["malignant"]} />
          {t("probabilities.malignant")}
        </span>
      }
    >
      <ol className={styles["bars"]}>
        {rankedDiagnoses(analysis.probabilities).map((diagnosis, rank) => {
          const share = analysis.probabilities[diagnosis];
          return (
            <li
              key={diagnosis}
              className={styles["bar"]}
              data-lead={rank === 0 || undefined}
              data-testid={`probability-${diagnosis}`}
              data-share={share}
            >
              <span className={styles["barName"]}>
                <Term name={diagnosis}>{t(`diagnoses.${diagnosis}.name`)}</Term>
                {isMalignant(diagnosis) && (
                  <span
                    className={styles["malignant"]}
                    role="img"
                    aria-label={t("probabilities.malignant")}
                  />
                )}
              </span>
              <span className={styles["barPercent"]}>{percent(share)}</span>
              <span className={styles["barTrack"]}>
                <span className={styles["barFill"]} style={{ width: `${String(share * 100)}%` }} />
              </span>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
