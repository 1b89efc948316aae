import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PhotoDetail } from "../../../electron/contract/shapes";
import type { Diagnosis } from "../../../electron/domain/diagnosis";
import { momentText } from "../../words/dates";
import { PhotoPane } from "../photo/PhotoPane";
import { useZoom } from "../photo/useZoom";
import { useZoomKeys } from "../photo/useZoomKeys";
import { FITTED } from "../photo/zoom";
import { ZoomButtons } from "../photo/ZoomButtons";
import { HeatControls } from "./HeatControls";
import styles from "./stage.module.css";
import { useTriageView } from "./triageView";
import { useHeatKey } from "./useHeatKey";

/** The photo as large as fits, to zoom and move, with the heatmap laid over it. */
export function PhotoStage({ photo }: { readonly photo: PhotoDetail }) {
  const { t } = useTranslation();
  const { heat } = useTriageView();
  const [chosenClass, setChosenClass] = useState<Diagnosis | null>(null);
  const { analysis } = photo;
  const assessed = analysis !== null && analysis.level !== "cannot-assess" ? analysis : null;
  const shownClass = chosenClass ?? assessed?.diagnosis ?? null;
  const shownHeat =
    assessed && shownClass && heat.shown
      ? { analysisId: assessed.id, diagnosis: shownClass, opacity: heat.opacity }
      : null;

  const zoom = useZoom(photo, useState(FITTED));
  useHeatKey();
  useZoomKeys(zoom);

  return (
    <section className={styles["stage"]} aria-label={t("photo.alt", { name: photo.name })}>
      <header className={styles["head"]}>
        <div className={styles["title"]}>
          <h2 className={styles["name"]} title={photo.name} data-selectable>
            {photo.name}
          </h2>
          <span className={styles["facts"]}>
            {photo.takenAt === null
              ? t("photo.added", { when: momentText(photo.addedAt) })
              : t("photo.taken", { when: momentText(photo.takenAt) })}
            <span className={styles["pixels"]}>
              {t("photo.pixels", { width: photo.width, height: photo.height })}
            </span>
          </span>
        </div>
        <ZoomButtons zoom={zoom} />
      </header>
      <div className={styles["pane"]}>
        <PhotoPane photo={photo} zoom={zoom} heat={shownHeat} />
      </div>
      <footer className={styles["tools"]}>
        <HeatControls analysis={assessed} shownClass={shownClass} onChooseClass={setChosenClass} />
      </footer>
    </section>
  );
}
