import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PhotoDetail, PhotoId, PhotoSummary } from "../../../electron/contract/shapes";
import { Choices } from "../../ui/Choices";
import styles from "./compare.module.css";
import { SizeChart } from "./SizeChart";
import { TrendChart } from "./TrendChart";

const CHARTS = ["scores", "sizes"] as const;

interface CourseChartsProps {
  /** The earliest first. */
  readonly photos: readonly PhotoSummary[];
  /** The same photos, as far as their details have arrived. */
  readonly details: readonly PhotoDetail[];
  /** The photos that stand side by side. */
  readonly shown: readonly PhotoId[];
  readonly onChoose: (photoId: PhotoId) => void;
}

/** The course of a lesion: its malignancy scores, or its sizes. */
export function CourseCharts({ photos, details, shown, onChoose }: CourseChartsProps) {
  const { t } = useTranslation();
  const [chart, setChart] = useState<(typeof CHARTS)[number]>("scores");
  return (
    <section className={styles["trendPane"]} aria-label={t("course.charts")}>
      <Choices
        legend={t("course.charts")}
        isLegendHidden
        kind="one"
        options={CHARTS.map((value) => ({ value, label: t(`course.${value}`) }))}
        chosen={[chart]}
        onChange={([chosen]) => {
          if (chosen) setChart(chosen);
        }}
      />
      {chart === "scores" ? (
        <TrendChart photos={photos} shown={shown} onChoose={onChoose} />
      ) : (
        <SizeChart photos={details} shown={shown} onChoose={onChoose} />
      )}
    </section>
  );
}
