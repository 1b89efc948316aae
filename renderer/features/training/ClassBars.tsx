import { useTranslation } from "react-i18next";
import type { TrainingPreview } from "../../../electron/contract/training";
import { DIAGNOSES, isMalignant } from "../../../electron/domain/diagnosis";
import { Term } from "../../ui/Term";
import { countText } from "../../words/counts";
import styles from "./training.module.css";

type Classes = TrainingPreview["train"]["classes"];

interface ClassBarsProps {
  readonly train: Classes;
  readonly holdout: Classes;
}

/** How many photos of each class there are, to learn from and held out, on one scale. */
export function ClassBars({ train, holdout }: ClassBarsProps) {
  const { t } = useTranslation();
  const most = Math.max(1, ...DIAGNOSES.map((diagnosis) => train[diagnosis] + holdout[diagnosis]));
  return (
    <table className={styles["bars"]} data-testid="class-bars">
      <caption>
        {t("training.classes.title")}
        <span className={styles["key"]}>
          <span className={styles["malignant"]} aria-hidden />
          {t("probabilities.malignant")}
        </span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t("models.measures.class")}</th>
          <td />
          <th scope="col">{t("training.classes.train")}</th>
          <th scope="col">{t("training.classes.holdout")}</th>
        </tr>
      </thead>
      <tbody>
        {DIAGNOSES.map((diagnosis) => (
          <tr key={diagnosis} data-none={train[diagnosis] === 0 || undefined}>
            <th scope="row">
              <Term name={diagnosis}>{t(`diagnoses.${diagnosis}.short`)}</Term>
              {isMalignant(diagnosis) && (
                <span
                  className={styles["malignant"]}
                  role="img"
                  aria-label={t("probabilities.malignant")}
                />
              )}
            </th>
            <td className={styles["barCell"]} aria-hidden>
              <span className={styles["track"]}>
                <span className={styles["fill"]} style={{ width: share(train[diagnosis]) }} />
                <span
                  className={styles["fill"]}
                  data-held
                  style={{ width: share(holdout[diagnosis]) }}
                />
              </span>
            </td>
            <td data-number>{countText(train[diagnosis])}</td>
            <td data-number>{countText(holdout[diagnosis])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );

  function share(photos: number): string {
    return `${String((100 * photos) / most)}%`;
  }
}
