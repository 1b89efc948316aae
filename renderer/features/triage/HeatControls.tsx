import { Select, Slider, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Analysis } from "../../../electron/contract/shapes";
import { isDiagnosis, rankedDiagnoses, type Diagnosis } from "../../../electron/domain/diagnosis";
import { inferno } from "../../../electron/domain/heatmap";
import { percent } from "../../../electron/domain/percent";
import { Term } from "../../ui/Term";
import styles from "./stage.module.css";
import { useTriageView } from "./triageView";

interface HeatControlsProps {
  /** Null where there is no diagnosis to show a heatmap for. */
  readonly analysis: Analysis | null;
  readonly shownClass: Diagnosis | null;
  readonly onChooseClass: (diagnosis: Diagnosis) => void;
}

export function HeatControls({ analysis, shownClass, onChooseClass }: HeatControlsProps) {
  const { t } = useTranslation();
  const { heat, setHeat } = useTriageView();
  if (!analysis || !shownClass) {
    return <p className={styles["noHeat"]}>{t("heat.notFor")}</p>;
  }
  const choices = rankedDiagnoses(analysis.probabilities).map((diagnosis) => ({
    value: diagnosis,
    label: `${t(`diagnoses.${diagnosis}.short`)}, ${percent(analysis.probabilities[diagnosis])}`,
  }));
  return (
    <div className={styles["heatControls"]}>
      <div className={styles["heatGroup"]}>
        <Switch
          label={t("heat.toggle")}
          checked={heat.shown}
          withThumbIndicator={false}
          classNames={{ track: styles["switchTrack"] ?? "" }}
          data-testid="heatmap-toggle"
          onChange={({ currentTarget }) => {
            setHeat({ ...heat, shown: currentTarget.checked });
          }}
        />
        {heat.shown && (
          <Select
            className={styles["classPicker"]}
            size="sm"
            data={choices}
            value={shownClass}
            allowDeselect={false}
            aria-label={t("heat.class")}
            data-testid="heatmap-class"
            onChange={(value) => {
              if (value !== null && isDiagnosis(value)) onChooseClass(value);
            }}
          />
        )}
      </div>
      {heat.shown && (
        <div className={styles["heatGroup"]}>
          <div className={styles["legend"]}>
            <span className={styles["legendName"]}>
              <Term name="heatmap">
                {t("heat.legend", { diagnosis: t(`diagnoses.${shownClass}.short`) })}
              </Term>
            </span>
            <span className={styles["legendScale"]}>
              {t("heat.weak")}
              <span className={styles["legendBar"]} style={{ backgroundImage: SCALE }} />
              {t("heat.strong")}
            </span>
          </div>
          <div className={styles["opacity"]}>
            <span className={styles["legendName"]}>{t("heat.opacity")}</span>
            <Slider
              className={styles["slider"] ?? ""}
              size="sm"
              min={10}
              max={100}
              value={Math.round(heat.opacity * 100)}
              label={null}
              thumbLabel={t("heat.opacity")}
              onChange={(value) => {
                setHeat({ ...heat, opacity: value / 100 });
              }}
            />
          </div>
        </div>
      )}
    </div>
  );
}

const SCALE = `linear-gradient(to right, ${Array.from({ length: 17 }, (_, index) => {
  const [red, green, blue] = inferno(index / 16);
  return `rgb(${String(red)}, ${String(green)}, ${String(blue)})`;
}).join(", ")})`;
