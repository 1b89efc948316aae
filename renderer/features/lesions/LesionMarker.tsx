import { Tooltip } from "@mantine/core";
import { IconPin } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Lesion, PhotoSummary } from "../../../electron/contract/shapes";
import type { BodyPosition } from "../../../electron/domain/bodyMap/position";
import { LevelBadge } from "../../ui/LevelBadge";
import { LevelIcon } from "../../ui/LevelIcon";
import { dayText } from "../../words/dates";
import styles from "./bodyMap.module.css";
import { lesionTitle } from "./lesionName";
import { photoTime } from "./lesionPhotos";

interface LesionMarkerProps {
  readonly lesion: Lesion;
  readonly position: BodyPosition;
  /** Null: no photo shows it yet. */
  readonly latest: PhotoSummary | null;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

/** A lesion on the map: its number, and the urgency of its latest photo as shape and colour. */
export function LesionMarker({ lesion, position, latest, chosen, onChoose }: LesionMarkerProps) {
  const { t } = useTranslation();
  const level = latest?.analysis?.level ?? null;
  const title = lesionTitle(lesion);
  const site = t(`sites.${lesion.site}`);
  const lastPhoto = latest
    ? t("lesions.lastPhoto", { date: dayText(photoTime(latest)) })
    : t("lesions.noPhotos");
  return (
    <Tooltip
      label={
        <span className={styles["tip"]}>
          <strong>{t("lesions.named", { number: lesion.number, title })}</strong>
          {title !== site && <span>{site}</span>}
          {level && <LevelBadge level={level} />}
          <span>{lastPhoto}</span>
        </span>
      }
      openDelay={0}
      classNames={{ tooltip: styles["tipBox"] ?? "" }}
      events={{ hover: true, focus: true, touch: true }}
    >
      <button
        type="button"
        className={styles["marker"]}
        style={placed(position)}
        data-level={level ?? "none"}
        data-testid="lesion-marker"
        aria-pressed={chosen}
        aria-label={[
          t("lesions.named", { number: lesion.number, title }),
          site,
          level && t(`triage.${level}`),
          lastPhoto,
        ]
          .filter(Boolean)
          .join(", ")}
        onClick={onChoose}
      >
        {level && <LevelIcon level={level} size={11} />}
        {lesion.number}
      </button>
    </Tooltip>
  );
}

/** Where the lesion in the form would be. */
export function DraftMarker({ position }: { readonly position: BodyPosition }) {
  return (
    <span
      className={styles["marker"]}
      style={placed(position)}
      data-draft
      data-testid="lesion-draft-marker"
      aria-hidden
    >
      <IconPin size={14} stroke={2} />
    </span>
  );
}

/** Style that puts a marker at a place of its view. */
export function placed({ x, y }: BodyPosition) {
  return { left: `${String(x * 100)}%`, top: `${String(y * 100)}%` };
}
