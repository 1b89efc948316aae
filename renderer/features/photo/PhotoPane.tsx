import { IconPhotoOff } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { photoUrl } from "../../../electron/contract/bridge";
import type { AnalysisId, PhotoSummary } from "../../../electron/contract/shapes";
import type { Diagnosis } from "../../../electron/domain/diagnosis";
import { EmptyState } from "../../ui/EmptyState";
import { HeatOverlay } from "./HeatOverlay";
import styles from "./photo.module.css";
import type { Zoom } from "./useZoom";

export interface ShownHeat {
  readonly analysisId: AnalysisId;
  readonly diagnosis: Diagnosis;
  /** 0 to 1. */
  readonly opacity: number;
}

interface PhotoPaneProps {
  readonly photo: PhotoSummary;
  readonly zoom: Zoom;
  /** Null: no heatmap is laid over the photo. */
  readonly heat: ShownHeat | null;
  /** What lies over the whole pane, such as a line that measures. */
  readonly children?: ReactNode;
}

/** A photo as large as fits, to zoom and move, with the heatmap laid over it. */
export function PhotoPane({ photo, zoom, heat, children }: PhotoPaneProps) {
  const { t } = useTranslation();
  const [failed, setFailed] = useState(false);
  const { paneRef, paneEvents, view, fitted, margin, isFitted } = zoom;
  return (
    <div
      ref={paneRef}
      className={styles["pane"]}
      data-zoomed={!isFitted || undefined}
      role="group"
      aria-label={t("photo.viewer")}
      {...paneEvents}
    >
      {failed ? (
        <EmptyState icon={IconPhotoOff} title={t("photo.loadFailed")} text={photo.name} />
      ) : (
        <div
          className={styles["photo"]}
          data-testid="photo-picture"
          style={{
            width: fitted.width,
            height: fitted.height,
            transform: `translate(-50%, -50%) translate(${String(view.x)}px, ${String(view.y)}px) scale(${String(view.scale)})`,
          }}
        >
          <img
            src={photoUrl(photo.id)}
            alt={t("photo.alt", { name: photo.name })}
            draggable={false}
            onError={() => {
              setFailed(true);
            }}
          />
          {heat && <HeatOverlay {...heat} photo={photo} />}
        </div>
      )}
      {heat && !failed && (
        <span
          className={styles["overlayName"]}
          style={{ top: 8 + margin.y, left: 8 + margin.x }}
          data-testid="heatmap-name"
        >
          {t("heat.toggle")}: {t(`diagnoses.${heat.diagnosis}.name`)}
        </span>
      )}
      {!failed && children}
    </div>
  );
}
