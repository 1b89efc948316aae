import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsMaximize, IconMinus, IconPhotoOff, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { photoUrl } from "../../../electron/contract/bridge";
import type { PhotoDetail } from "../../../electron/contract/shapes";
import type { Diagnosis } from "../../../electron/domain/diagnosis";
import { EmptyState } from "../../ui/EmptyState";
import { useShortcuts } from "../../ui/useShortcuts";
import { momentText } from "../../words/dates";
import { HeatControls } from "./HeatControls";
import { HeatOverlay } from "./HeatOverlay";
import styles from "./stage.module.css";
import { useTriageView } from "./triageView";
import { useZoom } from "./useZoom";

const PAN_STEP = 80;

/** The photo as large as fits, to zoom and move, with the heatmap laid over it. */
export function PhotoStage({ photo }: { readonly photo: PhotoDetail }) {
  const { t } = useTranslation();
  const { heat, setHeat } = useTriageView();
  const [chosenClass, setChosenClass] = useState<Diagnosis | null>(null);
  const [failed, setFailed] = useState(false);
  const { paneRef, paneEvents, view, fitted, margin, isFitted, zoomIn, zoomOut, move, fit } =
    useZoom(photo);
  const { analysis } = photo;
  const assessed = analysis !== null && analysis.level !== "cannot-assess" ? analysis : null;
  const shownClass = chosenClass ?? assessed?.diagnosis ?? null;

  useShortcuts({
    h: () => {
      setHeat({ ...heat, shown: !heat.shown });
    },
    "+": zoomIn,
    "=": zoomIn,
    "-": zoomOut,
    f: fit,
    "shift+arrowleft": () => {
      move(PAN_STEP, 0);
    },
    "shift+arrowright": () => {
      move(-PAN_STEP, 0);
    },
    "shift+arrowup": () => {
      move(0, PAN_STEP);
    },
    "shift+arrowdown": () => {
      move(0, -PAN_STEP);
    },
  });

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
        <div className={styles["zoom"]} role="group" aria-label={t("photo.zoomLevel")}>
          <ZoomButton label={t("photo.zoomOut")} hint="−" onClick={zoomOut}>
            <IconMinus size={18} stroke={1.6} />
          </ZoomButton>
          <ZoomButton label={t("photo.fit")} hint="F" onClick={fit}>
            <IconArrowsMaximize size={18} stroke={1.6} />
          </ZoomButton>
          <ZoomButton label={t("photo.zoomIn")} hint="+" onClick={zoomIn}>
            <IconPlus size={18} stroke={1.6} />
          </ZoomButton>
        </div>
      </header>
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
            {assessed && shownClass && heat.shown && (
              <HeatOverlay
                analysisId={assessed.id}
                diagnosis={shownClass}
                photo={photo}
                opacity={heat.opacity}
              />
            )}
          </div>
        )}
        {assessed && shownClass && heat.shown && !failed && (
          <span
            className={styles["overlayName"]}
            style={{ top: 8 + margin.y, left: 8 + margin.x }}
            data-testid="heatmap-name"
          >
            {t("heat.toggle")}: {t(`diagnoses.${shownClass}.name`)}
          </span>
        )}
      </div>
      <footer className={styles["tools"]}>
        <HeatControls analysis={assessed} shownClass={shownClass} onChooseClass={setChosenClass} />
      </footer>
    </section>
  );
}

interface ZoomButtonProps {
  readonly label: string;
  /** The key that does the same. */
  readonly hint: string;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function ZoomButton({ label, hint, onClick, children }: ZoomButtonProps) {
  return (
    <Tooltip label={`${label} (${hint})`}>
      <ActionIcon variant="default" size={36} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
