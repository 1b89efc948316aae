import { Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LesionId, PhotoId, PhotoSummary } from "../../../electron/contract/shapes";
import { FailureNotice } from "../../ui/FailureNotice";
import { useShortcuts } from "../../ui/useShortcuts";
import { ExportListButton } from "../exports/ExportListButton";
import { MeasureBar } from "../measure/MeasureBar";
import { startMeasuring, type Measuring } from "../measure/measuring";
import { usePhotoDetails } from "../photo/usePhotoDetails";
import { useZoom } from "../photo/useZoom";
import { useZoomKeys } from "../photo/useZoomKeys";
import { FITTED } from "../photo/zoom";
import { ZoomButtons } from "../photo/ZoomButtons";
import { ReportSection } from "../reports/ReportSection";
import { useTriageView } from "../triage/triageView";
import { useShowPhoto } from "../triage/useShowPhoto";
import { useHeatKey } from "../triage/useHeatKey";
import { ComparePane } from "./ComparePane";
import styles from "./compare.module.css";
import { neighbour, withPhoto, type Chosen, type Comparison, type Side } from "./comparison";
import { CourseCharts } from "./CourseCharts";
import { CoursePhoto } from "./CoursePhoto";
import { CourseTable } from "./CourseTable";
import { Filmstrip } from "./Filmstrip";

interface LesionCourseProps {
  readonly lesionId: LesionId;
  /** The earliest first. */
  readonly photos: readonly PhotoSummary[];
  readonly shown: Comparison;
  readonly active: Side;
  readonly onChange: (chosen: Chosen) => void;
}

/**
 * Two photos of a lesion side by side, below them all of its photos and charts in time, and
 * further down what was found in each.
 */
export function LesionCourse({ lesionId, photos, shown, active, onChange }: LesionCourseProps) {
  const { t } = useTranslation();
  const openPhoto = useShowPhoto();
  const { heat, setHeat } = useTriageView();
  const { left, right } = shown;
  const view = useState(FITTED);
  const leftZoom = useZoom(left ?? right, view);
  const rightZoom = useZoom(right, view);

  const { details, error, refetch } = usePhotoDetails(photos);
  const detailOf = ({ id }: PhotoSummary) => details.find((detail) => detail.id === id) ?? null;
  const sides = left ? [left, right] : [right];
  const activePhoto = (active === "left" ? left : null) ?? right;
  const activeDetail = detailOf(activePhoto);

  const [line, setLine] = useState<Measuring | null>(null);
  // Its photo may have given way to another one.
  const measuring = sides.some(({ id }) => id === line?.photoId) ? line : null;
  const measured = details.find(({ id }) => id === measuring?.photoId);

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
    m: () => {
      setLine(activeDetail && !measuring ? startMeasuring(activeDetail) : null);
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
      onOpen={openPhoto}
      detail={detailOf(photo)}
      measuring={measuring?.photoId === photo.id ? measuring : null}
      onMeasure={setLine}
    />
  );

  return (
    <div className={styles["course"]}>
      <div className={styles["first"]}>
        <div className={styles["tools"]}>
          {measuring && measured ? (
            <MeasureBar
              photo={measured}
              measuring={measuring}
              onChange={setLine}
              onClose={() => {
                setLine(null);
              }}
            />
          ) : (
            <>
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
            </>
          )}
          <ZoomButtons zoom={rightZoom} />
        </div>
        <div className={styles["sides"]}>
          {left && pane("left", left)}
          {pane("right", right)}
        </div>
        <div className={styles["time"]}>
          <Filmstrip photos={photos} details={details} shown={shown} onChoose={choose} />
          <CourseCharts
            photos={photos}
            details={details}
            shown={sides.map(({ id }) => id)}
            onChoose={choose}
          />
        </div>
      </div>
      <div className={styles["findings"]}>
        <section className={styles["tablePane"]} aria-label={t("course.title")} tabIndex={0}>
          {error && <FailureNotice error={error} onRetry={refetch} />}
          <div className={styles["export"]}>
            <ExportListButton
              chosen={{ list: "course", lesionId }}
              label={t("exports.course")}
              isEmpty={photos.length === 0}
              size={28}
              variant="subtle"
            />
          </div>
          <CourseTable photos={details} shown={sides.map(({ id }) => id)} onChoose={choose} />
          <div className={styles["reports"]}>
            <ReportSection scope={{ kind: "lesion", lesionId }} />
          </div>
        </section>
        {activeDetail && <CoursePhoto key={activeDetail.id} photo={activeDetail} />}
      </div>
    </div>
  );
}
