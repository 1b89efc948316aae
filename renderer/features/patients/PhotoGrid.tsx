import { UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PhotoId, PhotoSummary } from "../../../electron/contract/shapes";
import { LevelBadge } from "../../ui/LevelBadge";
import { Thumbnail } from "../../ui/Thumbnail";
import { momentText } from "../../words/dates";
import { percent } from "../../../electron/domain/percent";
import styles from "./patients.module.css";

interface PhotoGridProps {
  readonly photos: readonly PhotoSummary[];
  readonly onOpen: (photoId: PhotoId) => void;
  /** What can be done with a photo, below it. */
  readonly action: (photo: PhotoSummary) => ReactNode;
}

export function PhotoGrid({ photos, onOpen, action }: PhotoGridProps) {
  return (
    <ul className={styles["grid"]}>
      {photos.map((photo) => (
        <li key={photo.id} className={styles["card"]}>
          <UnstyledButton
            className={styles["cardButton"]}
            data-testid="patient-photo"
            data-photo-id={photo.id}
            onClick={() => {
              onOpen(photo.id);
            }}
          >
            <span className={styles["cardPhoto"]}>
              <Thumbnail photoId={photo.id} />
            </span>
            <CardText photo={photo} />
          </UnstyledButton>
          <div className={styles["cardAction"]}>{action(photo)}</div>
        </li>
      ))}
    </ul>
  );
}

function CardText({ photo }: { readonly photo: PhotoSummary }) {
  const { t } = useTranslation();
  const { analysis } = photo;
  return (
    <span className={styles["cardText"]}>
      {analysis ? <LevelBadge level={analysis.level} /> : <span>{t("queue.waiting")}</span>}
      {analysis && (
        <span className={styles["cardDiagnosis"]}>
          {analysis.level === "cannot-assess"
            ? analysis.reasons.map((reason) => t(`reasons.${reason}`)).join(" ")
            : t("probabilities.share", {
                name: t(`diagnoses.${analysis.diagnosis}.short`),
                percent: percent(analysis.probabilities[analysis.diagnosis]),
              })}
        </span>
      )}
      <span className={styles["cardTime"]}>{momentText(photo.takenAt ?? photo.addedAt)}</span>
    </span>
  );
}
