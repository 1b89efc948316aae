import { useTranslation } from "react-i18next";
import type { PartMeasures } from "../../../electron/contract/models";
import { measureIntervalText, measureText } from "../../words/measures";
import { NOTHING } from "../../words/shareText";
import styles from "./models.module.css";

const MEASURES = [
  "balancedAccuracy",
  "accuracy",
  "top2",
  "top3",
  "macroAuc",
  "malignantAuc",
  "melanomaAuc",
  "calibrationError",
] as const satisfies readonly (keyof PartMeasures["measures"])[];

/** Measures of one part of the data with their intervals. */
export function MeasureTable({ measures }: Pick<PartMeasures, "measures">) {
  const { t } = useTranslation();
  return (
    <table className={styles["table"]} aria-label={t("models.measures.title")}>
      <thead>
        <tr>
          <th scope="col">{t("models.measures.measure")}</th>
          <th scope="col" data-number>
            {t("models.measures.value")}
          </th>
          <th scope="col" data-number>
            {t("dashboard.interval")}
          </th>
        </tr>
      </thead>
      <tbody>
        {MEASURES.map((name) => {
          const measured = measures[name];
          return (
            <tr key={name} data-testid={`measure-${name}`}>
              <th scope="row">{t(`models.measures.names.${name}`)}</th>
              <td data-number>{measured ? measureText(measured.value) : NOTHING}</td>
              <td data-number>
                {measured?.interval ? measureIntervalText(measured.interval) : NOTHING}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
