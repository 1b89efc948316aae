import { useTranslation } from "react-i18next";
import type { PartMeasures } from "../../../electron/contract/models";
import styles from "../../ui/charts/charts.module.css";
import { UnitSquare } from "../../ui/charts/UnitSquare";
import { countText } from "../../words/counts";
import { percent } from "../../../electron/domain/percent";
import { ChartCard } from "../../ui/charts/ChartCard";
import chartCard from "../../ui/charts/chartCard.module.css";
import { shareText } from "../../words/shareText";
import own from "./models.module.css";

/** With fewer photos a point is mostly chance. */
const FEW_PHOTOS = 10;

/** Whether the leading class is right as often as its probability says. */
export function PartReliability({ part }: { readonly part: PartMeasures }) {
  const { t } = useTranslation();
  const bins = part.reliability.filter(({ photos }) => photos > 0);
  return (
    <ChartCard
      title={t("charts.reliability.title")}
      term="reliability"
      hint={t("models.reliability.hint", { count: FEW_PHOTOS })}
      testId="model-reliability"
      chart={
        <div className={own["square"]}>
          <UnitSquare
            xName={t("charts.reliability.confidence")}
            yName={t("charts.reliability.accuracy")}
            testId="reliability-chart"
          >
            {({ left, top }) =>
              bins.map(({ photos, confidence, accuracy }) => (
                <g
                  key={confidence}
                  className={styles["mark"]}
                  data-few={photos < FEW_PHOTOS || undefined}
                  transform={`translate(${String(left(confidence))} ${String(top(accuracy))})`}
                >
                  <title>
                    {t("models.reliability.point", {
                      confidence: percent(confidence),
                      accuracy: shareText(accuracy),
                      count: photos,
                    })}
                  </title>
                  <circle r={5} />
                </g>
              ))
            }
          </UnitSquare>
        </div>
      }
      table={
        <table className={chartCard["table"]}>
          <caption>{t("charts.reliability.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("charts.reliability.confidence")}</th>
              <th scope="col">{t("charts.reliability.photos")}</th>
              <th scope="col">{t("charts.reliability.accuracy")}</th>
            </tr>
          </thead>
          <tbody>
            {bins.map(({ photos, confidence, accuracy }) => (
              <tr key={confidence}>
                <th scope="row">{percent(confidence)}</th>
                <td>{countText(photos)}</td>
                <td>{shareText(accuracy)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
