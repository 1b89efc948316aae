import { useTranslation } from "react-i18next";
import type { TrainingRun } from "../../../electron/contract/training";
import { momentText } from "../../words/dates";
import { recipeText } from "../models/modelText";
import styles from "./training.module.css";

/** What a run learns from. */
export function RunData({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation();
  const { photos, source, parent } = run;
  return (
    <p className={styles["soft"]} data-testid="run-data">
      {t("training.summary.data", { count: photos.train, holdout: photos.holdout, source })}{" "}
      {t("training.summary.parent", { parent })}
    </p>
  );
}

/** How a run trains, and who began it when. */
export function RunRecipe({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation();
  const { recipe, startedBy, createdAt } = run;
  return (
    <p className={styles["soft"]} data-testid="run-recipe">
      {t("training.summary.recipe", {
        recipe: recipeText(recipe),
        name: startedBy ?? t("app.name"),
        moment: momentText(createdAt),
      })}
    </p>
  );
}
