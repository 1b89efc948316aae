import { Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PhotoId, PhotoSummary } from "../../../electron/contract/shapes";
import { useShortcuts } from "../../ui/useShortcuts";
import { useNavigation } from "../frame/navigation";
import { useZoom } from "../photo/useZoom";
import { useZoomKeys } from "../photo/useZoomKeys";
import { FITTED } from "../photo/zoom";
import { ZoomButtons } from "../photo/ZoomButtons";
import { useTriageView } from "../triage/triageView";
import { useHeatKey } from "../triage/useHeatKey";
import { ComparePane } from "./ComparePane";
import styles from "./compare.module.css";
import { neighbour, withPhoto, type Chosen, type Comparison, type Side } from "./comparison";
import { Filmstrip } from "./Filmstrip";
import { TrendChart } from "./TrendChart";

interface LesionCourseProps {
  /** The earliest first. */
  readonly photos: readonly PhotoSummary[];
  readonly shown: Comparison;
  readonly active: Side;
  readonly onChange: (chosen: Chosen) => void;
}

/** Two photos of a lesion side by side, and below them all of its photos and scores in time. */
export function LesionCourse({ photos, shown, active, onChange }: LesionCourseProps) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { heat, setHeat, choose: choosePhoto } = useTriageView();
  const { left, right } = shown;
  const view = useState(FITTED);
  const leftZoom = useZoom(left ?? right, view);
  const rightZoom = useZoom(right, view);

  const choose = (photoId: PhotoId): void => {
    onChange(withPhoto(shown, active, photoId));
  };
  const activate = (side: Side): void => {
    onChange({ left: left?.id ?? null, right: right.id, active: side });
  };
  const step = (by: 1 | -1): void => {
    const next = neighbour(photos, shown, active, by);
    if (next !== null) choose(next);
  };
  useHeatKey();
  useZoomKeys(rightZoom);
  useShortcuts({
    arrowleft: () => {
      step(-1);
    },
    arrowright: () => {
      step(1);
    },
    x: () => {
      activate(active === "left" ? "right" : "left");
    },
  });

  const pane = (side: Side, photo: PhotoSummary) => (
    <ComparePane
      photo={photo}
      zoom={side === "left" ? leftZoom : rightZoom}
      side={left === null ? null : side}
      active={left !== null && side === active}
      onActivate={() => {
        activate(side);
      }}
      onOpen={(photoId) => {
        choosePhoto(photoId);
        go({ room: "triage" });
      }}
    />
  );

  return (
    <div className={styles["course"]}>
      <div className={styles["tools"]}>
        <Switch
          label={t("heat.toggle")}
          checked={heat.shown}
          withThumbIndicator={false}
          data-testid="heatmap-toggle"
          onChange={({ currentTarget }) => {
            setHeat({ ...heat, shown: currentTarget.checked });
          }}
        />
        <span className={styles["hint"]}>
          {t(left === null ? "compare.onlyOne" : "compare.linked")}
        </span>
        <ZoomButtons zoom={rightZoom} />
      </div>
      <div className={styles["sides"]}>
        {left && pane("left", left)}
        {pane("right", right)}
      </div>
      <div className={styles["time"]}>
        <Filmstrip photos={photos} shown={shown} onChoose={choose} />
        <section className={styles["trendPane"]} aria-label={t("trend.title")}>
          <h3 className={styles["trendTitle"]}>{t("trend.title")}</h3>
          <TrendChart
            photos={photos}
            shown={left ? [left.id, right.id] : [right.id]}
            onChoose={choose}
          />
        </section>
      </div>
    </div>
  );
}
