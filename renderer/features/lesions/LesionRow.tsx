import { ActionIcon, Button, Tooltip, UnstyledButton } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Lesion, PhotoId, PhotoSummary } from "../../../electron/contract/shapes";
import { LevelBadge } from "../../ui/LevelBadge";
import { LevelIcon } from "../../ui/LevelIcon";
import { Thumbnail } from "../../ui/Thumbnail";
import { dayText } from "../../words/dates";
import { lesionTitle } from "./lesionName";
import { photoTime } from "./lesionPhotos";
import styles from "./lesions.module.css";

interface LesionRowProps {
  readonly lesion: Lesion;
  /** Its photos, the earliest first. */
  readonly photos: readonly PhotoSummary[];
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onEdit: () => void;
  /** Opens the lesion's page, with a photo if one was clicked. */
  readonly onOpen: (photoId: PhotoId | null) => void;
}

/** A lesion beside the map: what it is called, how urgent, and its photos in time. */
export function LesionRow({ lesion, photos, chosen, onChoose, onEdit, onOpen }: LesionRowProps) {
  const { t } = useTranslation();
  const latest = photos.at(-1);
  const title = lesionTitle(lesion);
  const site = t(`sites.${lesion.site}`);
  return (
    <li
      className={styles["row"]}
      data-chosen={chosen || undefined}
      data-testid="lesion-row"
      data-number={lesion.number}
    >
      <div className={styles["rowHead"]}>
        <UnstyledButton className={styles["rowName"]} aria-pressed={chosen} onClick={onChoose}>
          <span className={styles["number"]}>{lesion.number}</span>
          <span className={styles["rowText"]}>
            <span className={styles["rowTitle"]} title={title}>
              {title}
            </span>
            <span className={styles["rowFacts"]}>
              {[
                title !== site && site,
                lesion.position === null && t("lesions.noPlace"),
                lesion.archivedAt !== null &&
                  t("lesions.archivedSince", { date: dayText(lesion.archivedAt) }),
                photos.length > 0
                  ? t("lesions.photos", { count: photos.length })
                  : t("lesions.noPhotos"),
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </span>
        </UnstyledButton>
        {latest?.analysis && <LevelBadge level={latest.analysis.level} />}
        <Tooltip label={t("lesions.edit")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t("lesions.editNamed", { number: lesion.number })}
            onClick={onEdit}
            data-testid="lesion-edit"
          >
            <IconPencil size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <Button
          variant="default"
          size="xs"
          aria-label={t("lesions.openNamed", { number: lesion.number })}
          onClick={() => {
            onOpen(null);
          }}
          data-testid="lesion-open"
        >
          {t("lesions.open")}
        </Button>
      </div>
      {photos.length > 0 && (
        <ol className={styles["timeline"]}>
          {photos.map((photo) => (
            <li key={photo.id}>
              <UnstyledButton
                className={styles["moment"]}
                data-testid="lesion-moment"
                onClick={() => {
                  onOpen(photo.id);
                }}
              >
                <span className={styles["momentPhoto"]}>
                  <Thumbnail photoId={photo.id} />
                </span>
                <span className={styles["momentDate"]}>
                  {photo.analysis && <LevelIcon level={photo.analysis.level} size={11} />}
                  <span className={styles["hidden"]}>
                    {photo.analysis && t(`triage.${photo.analysis.level}`)}
                  </span>
                  {dayText(photoTime(photo))}
                </span>
              </UnstyledButton>
            </li>
          ))}
        </ol>
      )}
    </li>
  );
}
