import i18next from "i18next";
import { RETRAIN_RECIPES } from "../../../electron/domain/retrainRecipe";

/** Photos of this clinic that the version did not learn from. */
const HOLDOUT = "hold-out";

const NAMED_PARTS = ["val", "isic2018-val", "reference"] as const;

/** A part of the data in words; what has none keeps the name it was given. */
export function partText(part: string): string {
  if (isHoldout(part)) return i18next.t("models.parts.holdout");
  const known = NAMED_PARTS.find((each) => each === part);
  return known ? i18next.t(`models.parts.${known}`) : part;
}

export function isHoldout(part: string): boolean {
  return part === HOLDOUT;
}

/** How a version was trained, in a word. */
export function recipeText(recipe: string): string {
  const known = RETRAIN_RECIPES.find((each) => each === recipe);
  return known ? i18next.t(`training.recipes.${known}.name`) : recipe;
}
