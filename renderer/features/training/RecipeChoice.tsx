import { Badge, Radio } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TrainingPreview } from "../../../electron/contract/training";
import {
  PHOTOS_NEEDED,
  RETRAIN_RECIPES,
  type RetrainRecipe,
} from "../../../electron/domain/retrainRecipe";
import { roughDuration } from "../../words/durations";
import { useTrainingDraft } from "./trainingDraft";
import styles from "./training.module.css";

const RECOMMENDED: RetrainRecipe = "quick";

interface RecipeChoiceProps {
  /** Null while it is not known. */
  readonly preview: TrainingPreview | null;
}

/** Three recipes with the time that each may take here, or what it lacks; the rest is a detail. */
export function RecipeChoice({ preview }: RecipeChoiceProps) {
  const { t } = useTranslation();
  const { draft, change } = useTrainingDraft();
  return (
    <>
      <Radio.Group
        aria-label={t("training.recipes.label")}
        value={draft.recipe}
        onChange={(value) => {
          const recipe = RETRAIN_RECIPES.find((each) => each === value);
          if (recipe) change({ recipe });
        }}
      >
        <div className={styles["recipes"]}>
          {RETRAIN_RECIPES.map((recipe) => {
            const seconds = preview?.estimates[recipe] ?? null;
            const lacksPhotos = preview?.obstacles[recipe] === "too-few-photos";
            return (
              <Radio.Card
                key={recipe}
                value={recipe}
                disabled={lacksPhotos}
                className={styles["recipe"] ?? ""}
                data-testid={`recipe-${recipe}`}
              >
                <span className={styles["recipeHead"]}>
                  <Radio.Indicator />
                  <strong>{t(`training.recipes.${recipe}.name`)}</strong>
                  {recipe === RECOMMENDED && (
                    <Badge variant="light" size="sm" tt="none">
                      {t("training.recipes.recommended")}
                    </Badge>
                  )}
                </span>
                <span className={styles["recipeTime"]}>
                  {lacksPhotos
                    ? t("training.recipes.needs", { photos: PHOTOS_NEEDED[recipe] })
                    : seconds === null
                      ? t(`training.recipes.${recipe}.usually`)
                      : t("training.recipes.about", { duration: roughDuration(seconds) })}
                </span>
                <span className={styles["recipeText"]}>{t(`training.recipes.${recipe}.text`)}</span>
              </Radio.Card>
            );
          })}
        </div>
      </Radio.Group>
      <details className={styles["details"]}>
        <summary>{t("training.recipes.details")}</summary>
        <dl className={styles["list"]}>
          {RETRAIN_RECIPES.map((recipe) => (
            <div key={recipe}>
              <dt>{t(`training.recipes.${recipe}.name`)}</dt>
              <dd>{t(`training.recipes.${recipe}.details`)}</dd>
            </div>
          ))}
        </dl>
        <p className={styles["soft"]}>{t("training.recipes.allOfThem")}</p>
      </details>
    </>
  );
}
