import { useTranslation } from "react-i18next";
import type { PartMeasures } from "../../../electron/contract/models";
import { Term, type TermName } from "../../ui/Term";
import { NOTHING } from "../../words/shareText";
import { formOf } from "./measureForm";
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

/** What explains a measure; the areas under a curve are explained once. */
const TERMS: Partial<Record<(typeof MEASURES)[number], TermName>> = {
  balancedAccuracy: "balancedAccuracy",
  accuracy: "accuracy",
  macroAuc: "auc",
  calibrationError: "calibrationError",
};

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
            <Term name="interval">{t("dashboard.interval")}</Term>
          </th>
        </tr>
      </thead>
      <tbody>
        {MEASURES.map((name) => {
          const measured = measures[name];
          const { textOf, intervalOf } = formOf(name);
          const title = t(`models.measures.names.${name}`);
          const term = TERMS[name];
          return (
            <tr key={name} data-testid={`measure-${name}`}>
              <th scope="row">{term ? <Term name={term}>{title}</Term> : title}</th>
              <td data-number>{measured ? textOf(measured.value) : NOTHING}</td>
              <td data-number>
                {measured?.interval ? intervalOf(measured.interval) : NOTHING}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
