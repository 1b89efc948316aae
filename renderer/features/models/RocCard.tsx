import { useTranslation } from "react-i18next";
import type { Comparison, PhotoAnswers } from "../../../electron/contract/comparison";
import { DIAGNOSES, isMalignant } from "../../../electron/domain/diagnosis";
import { rocCurve, type RocPoint } from "../../../electron/domain/rocCurve";
import styles from "../../ui/charts/charts.module.css";
import { UnitSquare } from "../../ui/charts/UnitSquare";
import { areaIntervalText, areaText } from "../../words/measures";
import { ChartCard } from "../../ui/charts/ChartCard";
import chartCard from "../../ui/charts/chartCard.module.css";
import { NOTHING } from "../../words/shareText";
import own from "./models.module.css";

const SIDES = ["active", "candidate"] as const;

/** Malignant against benign on the hold-out, both versions on the same photos. */
export function RocCard({ comparison }: { readonly comparison: Comparison }) {
  const { t } = useTranslation();
  const { answers, holdout } = comparison;
  const curves = SIDES.map((side) => ({ side, points: curveOf(answers, side) }));
  if (curves.some(({ points }) => points === null)) return null;
  return (
    <ChartCard
      title={t("models.roc.title")}
      term="roc"
      hint={t("models.roc.hint")}
      testId="model-roc"
      chart={
        <>
          <ul className={own["legend"]} aria-hidden>
            {SIDES.map((side) => (
              <li key={side} data-side={side}>
                {t(`models.comparison.${side}`)}
              </li>
            ))}
          </ul>
          <div className={own["square"]}>
            <UnitSquare
              xName={t("charts.roc.falsePositives")}
              yName={t("charts.roc.truePositives")}
              testId="roc-chart"
            >
              {({ left, top }) =>
                curves.map(({ side, points }) => (
                  <path
                    key={side}
                    className={styles["curve"]}
                    data-side={side}
                    d={`M${(points ?? [])
                      .map((point) => `${String(left(point.falsePositives))} ${String(top(point.truePositives))}`)
                      .join("L")}`}
                  />
                ))
              }
            </UnitSquare>
          </div>
        </>
      }
      table={
        <table className={chartCard["table"]}>
          <caption>{t("models.roc.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("models.version")}</th>
              <th scope="col">{t("charts.roc.auc")}</th>
              <th scope="col">{t("dashboard.interval")}</th>
            </tr>
          </thead>
          <tbody>
            {SIDES.map((side) => {
              const measured = holdout[side].malignantAuc;
              return (
                <tr key={side}>
                  <th scope="row">{t(`models.comparison.${side}`)}</th>
                  <td>{measured ? areaText(measured.value) : NOTHING}</td>
                  <td>{measured?.interval ? areaIntervalText(measured.interval) : NOTHING}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      }
    />
  );
}

function curveOf(
  answers: readonly PhotoAnswers[],
  side: (typeof SIDES)[number],
): RocPoint[] | null {
  const scores = answers.map((answer) =>
    DIAGNOSES.reduce(
      (sum, diagnosis, index) =>
        isMalignant(diagnosis) ? sum + (answer[side].probabilities[index] ?? 0) : sum,
      0,
    ),
  );
  return rocCurve(
    scores,
    answers.map(({ label }) => isMalignant(label)),
  );
}
