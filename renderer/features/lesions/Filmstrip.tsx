import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PhotoDetail, PhotoId, PhotoSummary } from "../../../electron/contract/shapes";
import { LevelBadge } from "../../ui/LevelBadge";
import { Thumbnail } from "../../ui/Thumbnail";
import { dayText } from "../../words/dates";
import { millimetreText } from "../../words/lengths";
import { percent } from "../../../electron/domain/percent";
import type { Comparison } from "./comparison";
import styles from "./filmstrip.module.css";
import { photoTime } from "./lesionPhotos";
import { diameterOf } from "./sizes";

interface FilmstripProps {
  /** The earliest first. */
  readonly photos: readonly PhotoSummary[];
  /** The same photos, as far as their details have arrived. */
  readonly details: readonly PhotoDetail[];
  readonly shown: Comparison;
  readonly onChoose: (photoId: PhotoId) => void;
}

/** The lesion's photos in the order of time; a click puts one on the active side. */
export function Filmstrip({ photos, details, shown, onChoose }: FilmstripProps) {
  const { t } = useTranslation();
  const sideOf = ({ id }: PhotoSummary) =>
    shown.left === null
      ? null
      : id === shown.left.id
        ? "left"
        : id === shown.right.id
          ? "right"
          : null;
  return (
    <ol className={styles["strip"]} aria-label={t("compare.filmstrip")}>
      {photos.map((photo) => {
        const side = sideOf(photo);
        const { analysis } = photo;
        const detail = details.find(({ id }) => id === photo.id);
        const diameter = detail ? diameterOf(detail) : null;
        return (
          <li key={photo.id}>
            <UnstyledButton
              className={styles["frame"]}
              aria-pressed={side !== null}
              data-testid="filmstrip-photo"
              data-side={side}
              onClick={() => {
                onChoose(photo.id);
              }}
            >
              <span className={styles["picture"]}>
                <Thumbnail photoId={photo.id} />
                {side && <span className={styles["side"]}>{t(`compare.${side}`)}</span>}
              </span>
              <span className={styles["date"]}>
                {dayText(photoTime(photo))}
                {diameter !== null && (
                  <span title={t("measure.diameter", { length: millimetreText(diameter) })}>
                    {millimetreText(diameter)}
                  </span>
                )}
              </span>
              {analysis ? (
                <span className={styles["verdict"]}>
                  <LevelBadge level={analysis.level} />
                  {analysis.level !== "cannot-assess" && percent(analysis.malignancy)}
                </span>
              ) : (
                t("queue.waiting")
              )}
            </UnstyledButton>
          </li>
        );
      })}
    </ol>
  );
}
