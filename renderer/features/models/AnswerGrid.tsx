import { UnstyledButton } from "@mantine/core";
import { IconArrowRight, IconCheck, IconPhotoOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CellPhoto } from "../../../electron/contract/models";
import { DIAGNOSES, type Diagnosis } from "../../../electron/domain/diagnosis";
import { LevelIcon } from "../../ui/LevelIcon";
import { Thumbnail } from "../../ui/Thumbnail";
import { percent } from "../../../electron/domain/percent";
import { useShowPhoto } from "../triage/useShowPhoto";
import styles from "./answers.module.css";

interface AnswerGridProps {
  readonly photos: readonly CellPhoto[];
  /** A photo was opened in triage. */
  readonly onOpened?: () => void;
}

/** Photos of the hold-out with what they are and what both versions say; each opens in triage. */
export function AnswerGrid({ photos, onOpened }: AnswerGridProps) {
  const { t } = useTranslation();
  const showPhoto = useShowPhoto();
  return (
    <ul className={styles["grid"]}>
      {photos.map((photo, index) => {
        const { photoId, name } = photo;
        return (
          <li key={index} className={styles["card"]} data-testid="answer-photo">
            {photoId === null ? (
              <div className={styles["body"]}>
                <span className={styles["noPhoto"]} title={t("models.answers.noPhoto")}>
                  <IconPhotoOff size={24} stroke={1.25} aria-hidden />
                </span>
                <CardText photo={photo} />
              </div>
            ) : (
              <UnstyledButton
                className={styles["body"]}
                title={t("models.answers.open", { name })}
                onClick={() => {
                  showPhoto(photoId);
                  onOpened?.();
                }}
              >
                <span className={styles["photo"]}>
                  <Thumbnail photoId={photoId} />
                </span>
                <CardText photo={photo} />
              </UnstyledButton>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function CardText({ photo }: { readonly photo: CellPhoto }) {
  const { t } = useTranslation();
  const { label, name, active, candidate } = photo;
  return (
    <span className={styles["text"]}>
      <span className={styles["label"]}>
        {t("models.answers.label", { diagnosis: t(`diagnoses.${label}.short`) })}
      </span>
      <AnswerLine side="active" answer={active} label={label} />
      <AnswerLine side="candidate" answer={candidate} label={label} />
      <span className={styles["name"]} title={name}>
        {name}
      </span>
    </span>
  );
}

interface AnswerLineProps {
  readonly side: "active" | "candidate";
  readonly answer: CellPhoto["active"];
  readonly label: Diagnosis;
}

function AnswerLine({ side, answer, label }: AnswerLineProps) {
  const { t } = useTranslation();
  const { leading, level, probabilities } = answer;
  const isRight = leading === label;
  const Symbol = side === "active" ? null : IconArrowRight;
  return (
    <span className={styles["answer"]} data-side={side}>
      <span className={styles["hidden"]}>{t(`models.comparison.${side}`)}: </span>
      {Symbol && <Symbol size={14} stroke={1.75} aria-hidden />}
      <LevelIcon level={level} size={14} />
      <span className={styles["hidden"]}>{t(`triage.${level}`)}, </span>
      <span className={styles["leading"]}>{t(`diagnoses.${leading}.short`)}</span>
      {isRight && <IconCheck size={14} stroke={2} aria-label={t("models.answers.right")} />}
      <span className={styles["percent"]}>
        {percent(probabilities[DIAGNOSES.indexOf(leading)] ?? 0)}
      </span>
    </span>
  );
}
