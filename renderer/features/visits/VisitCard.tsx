import { ActionIcon, UnstyledButton } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PhotoId, PhotoSummary } from "../../../electron/contract/shapes";
import type { Visit } from "../../../electron/contract/visits";
import { handFocusOver } from "../../ui/handFocusOver";
import { LevelIcon } from "../../ui/LevelIcon";
import { Thumbnail } from "../../ui/Thumbnail";
import { FailureNotice } from "../../ui/FailureNotice";
import { showUndo } from "../../ui/showUndo";
import { calendarText } from "../../words/dates";
import { useVisitActions } from "./useVisits";
import { VisitNote } from "./VisitNote";
import styles from "./visits.module.css";

interface VisitCardProps {
  readonly visit: Visit;
  /** All of the patient's. */
  readonly photos: readonly PhotoSummary[];
  readonly onOpen: (photoId: PhotoId) => void;
}

export function VisitCard({ visit, photos, onOpen }: VisitCardProps) {
  const { t } = useTranslation();
  const { putBack, remove } = useVisitActions(visit.patientId);
  const date = calendarText(visit.date);
  const count = visit.photoIds.length;
  const shown = visit.photoIds.flatMap((id) => photos.find((photo) => photo.id === id) ?? []);
  return (
    <li className={styles["visit"]} data-testid="visit" aria-label={t("visits.label", { date })}>
      <header className={styles["head"]}>
        <h4 className={styles["date"]}>{date}</h4>
        <span className={styles["faint"]}>
          {count === 0 ? t("visits.noPhotos") : t("visits.photos", { count })}
        </span>
        {count === 0 && (
          <ActionIcon
            variant="subtle"
            color="gray"
            className={styles["remove"] ?? ""}
            loading={remove.isPending}
            aria-label={t("visits.remove", { date })}
            title={t("visits.remove", { date })}
            data-testid="visit-remove"
            onClick={({ currentTarget }) => {
              remove.mutate(visit.id, {
                onSuccess: () => {
                  handFocusOver(currentTarget);
                  showUndo(t("visits.removed", { date }), () => putBack(visit));
                },
              });
            }}
          >
            <IconTrash size={16} stroke={1.6} />
          </ActionIcon>
        )}
      </header>
      {remove.error && <FailureNotice error={remove.error} />}
      {shown.length > 0 && (
        <ul className={styles["photos"]}>
          {shown.map((photo) => (
            <li key={photo.id}>
              <UnstyledButton
                className={styles["photo"]}
                aria-label={t("visits.openPhoto", { name: photo.name })}
                onClick={() => {
                  onOpen(photo.id);
                }}
                data-testid="visit-photo"
              >
                <Thumbnail photoId={photo.id} />
                {photo.analysis && (
                  <span className={styles["level"]}>
                    <LevelIcon level={photo.analysis.level} size={12} />
                  </span>
                )}
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
      <VisitNote visit={visit} date={date} />
    </li>
  );
}
