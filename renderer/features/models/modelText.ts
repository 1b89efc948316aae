import i18next from "i18next";
import { RETRAIN_RECIPES } from "../../../electron/contract/training";

/** Parts of data that have a name in words; others keep the name they were given. */
const PARTS = ["val", "isic2018-val", "holdout", "reference"] as const;

export function partText(part: string): string {
  const known = PARTS.find((each) => each === part);
  return known ? i18next.t(`models.parts.${known}`) : part;
}

/** How a version was trained, in a word. */
export function recipeText(recipe: string): string {
  const known = RETRAIN_RECIPES.find((each) => each === recipe);
  return known ? i18next.t(`training.recipes.${known}.name`) : recipe;
}
