import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TrainingPreview } from "../../../electron/contract/training";
import {
  LEAST_PATIENTS,
  preventsTraining,
  type TrainingObstacle,
} from "../../../electron/domain/trainingObstacle";
import { LEAST_GROUPS } from "../../../electron/domain/promotionGate";
import { PHOTOS_NEEDED } from "../../../electron/domain/retrainRecipe";
import { Term } from "../../ui/Term";
import { countText } from "../../words/counts";
import { ClassBars } from "./ClassBars";
import { DatasetProblems } from "./DatasetProblems";
import { HintNotice } from "./HintNotice";
import { SuspiciousLabels } from "./SuspiciousLabels";
import styles from "./training.module.css";

const SIDES = ["train", "holdout"] as const;

/** Counts, problems and doubtful labels of the photos that a version would learn from. */
export function DataPreview({ preview }: { readonly preview: TrainingPreview }) {
  const { t } = useTranslation();
  const { source, train, holdout, sources, leftOut } = preview;
  // The one that asks least: what the others lack beside is said of each.
  const obstacle = preview.obstacles.quick;
  const labels = (["histology", "clinical", "table"] as const).filter((kind) => sources[kind] > 0);
  const isClinic = source.kind === "clinic";
  return (
    <div className={styles["preview"]} data-testid="training-preview">
      {obstacle !== null && <Obstacle obstacle={obstacle} />}
      {isClinic && <HintNotice hint={preview.hint} />}
      <div className={styles["sides"]}>
        {SIDES.map((side) => {
          const { photos, patients } = preview[side];
          return (
            <div key={side} data-testid={`side-${side}`}>
              <h4>
                {side === "holdout" ? (
                  <Term name="holdout">{t("training.sides.holdout")}</Term>
                ) : (
                  t("training.sides.train")
                )}
              </h4>
              <p className={styles["count"]}>{t("models.photoCount", { count: photos })}</p>
              <p className={styles["faint"]}>
                {t(isClinic ? "training.sides.patients" : "training.sides.groups", {
                  count: patients,
                })}
                {". "}
                {t(`training.sides.${side}Text`)}
              </p>
            </div>
          );
        })}
      </div>
      <ClassBars train={train.classes} holdout={holdout.classes} />
      <div className={styles["sides"]}>
        <div>
          <h4>{t("training.labels.title")}</h4>
          {labels.length === 0 && <p className={styles["soft"]}>{t("training.labels.none")}</p>}
          <dl className={styles["list"]}>
            {labels.map((kind) => (
              <div key={kind}>
                <dt>
                  {kind === "histology" ? (
                    <Term name="histology">{t("training.labels.histology")}</Term>
                  ) : (
                    t(`training.labels.${kind}`)
                  )}
                </dt>
                <dd>{countText(sources[kind])}</dd>
              </div>
            ))}
          </dl>
        </div>
        <div>
          <h4>{t("training.leftOut.title")}</h4>
          {leftOut.length === 0 ? (
            <p className={styles["soft"]}>{t("training.leftOut.none")}</p>
          ) : (
            <dl className={styles["list"]} data-testid="training-left-out">
              {leftOut.map(({ reason, photos }) => (
                <div key={reason}>
                  <dt>{t(`training.leftOut.${reason}`)}</dt>
                  <dd>{countText(photos)}</dd>
                </div>
              ))}
            </dl>
          )}
        </div>
      </div>
      {preview.problemCount > 0 && <DatasetProblems preview={preview} />}
      {preview.suspicious.length > 0 && <SuspiciousLabels preview={preview} />}
    </div>
  );
}

/** What stands in the way, and what would help. */
function Obstacle({ obstacle }: { readonly obstacle: TrainingObstacle }) {
  const { t } = useTranslation();
  return (
    <div
      className={styles["obstacle"]}
      role="status"
      data-testid="training-obstacle"
      data-obstacle={obstacle}
    >
      <IconAlertTriangle size={20} stroke={1.6} aria-hidden />
      <p>
        <strong>
          {t(preventsTraining(obstacle) ? "training.obstacles.cannot" : "training.obstacles.can")}
        </strong>{" "}
        {t(`training.obstacles.${obstacle}`, {
          photos: PHOTOS_NEEDED.quick,
          patients: LEAST_PATIENTS,
          groups: LEAST_GROUPS,
        })}
      </p>
    </div>
  );
}
