import { ActionIcon, Tooltip, UnstyledButton } from "@mantine/core";
import { IconArrowUpRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PhotoDetail, PhotoId, PhotoSummary } from "../../../electron/contract/shapes";
import { LevelBadge } from "../../ui/LevelBadge";
import { Term } from "../../ui/Term";
import { momentText } from "../../words/dates";
import { percent } from "../../../electron/domain/percent";
import { lineLabel } from "../measure/lineLabel";
import { MeasureButton } from "../measure/MeasureButton";
import { MeasureLine } from "../measure/MeasureLine";
import { startMeasuring, type Measuring } from "../measure/measuring";
import { PhotoPane } from "../photo/PhotoPane";
import type { Zoom } from "../photo/useZoom";
import { useTriageView } from "../triage/triageView";
import type { Side } from "./comparison";
import styles from "./compare.module.css";
import { photoTime } from "./lesionPhotos";

interface ComparePaneProps {
  readonly photo: PhotoSummary;
  readonly zoom: Zoom;
  /** Null where the photo stands alone. */
  readonly side: Side | null;
  readonly active: boolean;
  readonly onActivate: () => void;
  readonly onOpen: (photoId: PhotoId) => void;
  /** The same photo with its details; null until they have arrived. */
  readonly detail: PhotoDetail | null;
  /** The line that somebody moves over this photo; null: none. */
  readonly measuring: Measuring | null;
  readonly onMeasure: (measuring: Measuring | null) => void;
}

/** One of the two photos, with its date, level and score. */
export function ComparePane(props: ComparePaneProps) {
  const { photo, zoom, side, active, onActivate, onOpen } = props;
  const { detail, measuring, onMeasure } = props;
  const { t } = useTranslation();
  const { heat } = useTriageView();
  const { analysis } = photo;
  const assessed = analysis !== null && analysis.level !== "cannot-assess" ? analysis : null;
  const when = momentText(photoTime(photo));
  return (
    <section
      className={styles["side"]}
      data-active={active || undefined}
      data-testid={side === null ? "compare-only" : `compare-${side}`}
      data-photo-id={photo.id}
      aria-label={side === null ? when : `${t(`compare.${side}`)}, ${when}`}
    >
      <header className={styles["sideHead"]}>
        {side === null ? (
          <span className={styles["when"]}>{when}</span>
        ) : (
          <Tooltip label={t("compare.replaceHint")}>
            <UnstyledButton className={styles["when"]} aria-pressed={active} onClick={onActivate}>
              <span className={styles["sideName"]}>{t(`compare.${side}`)}</span>
              {when}
            </UnstyledButton>
          </Tooltip>
        )}
        <span className={styles["sideFacts"]}>
          {analysis ? <LevelBadge level={analysis.level} /> : t("queue.waiting")}
          {assessed && (
            <Term name="malignancyScore">
              {t("compare.score", { percent: percent(assessed.malignancy) })}
            </Term>
          )}
        </span>
        <MeasureButton
          pressed={measuring !== null}
          disabled={detail === null}
          hint={active || side === null ? "M" : null}
          onClick={() => {
            onMeasure(detail && !measuring ? startMeasuring(detail) : null);
          }}
        />
        <Tooltip label={t("compare.open")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t("compare.open")}
            onClick={() => {
              onOpen(photo.id);
            }}
          >
            <IconArrowUpRight size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </header>
      <PhotoPane
        key={photo.id}
        photo={photo}
        zoom={zoom}
        heat={
          assessed && heat.shown && !measuring
            ? { analysisId: assessed.id, diagnosis: assessed.diagnosis, opacity: heat.opacity }
            : null
        }
      >
        {detail && measuring && (
          <MeasureLine
            photo={photo}
            zoom={zoom}
            line={measuring.line}
            label={lineLabel(measuring, detail.description.pixelsPerMm)}
            onChange={(line) => {
              onMeasure({ ...measuring, line });
            }}
          />
        )}
      </PhotoPane>
    </section>
  );
}
