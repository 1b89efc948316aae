/** The recipes there are, by name. docs/RECIPES.md compares them with what was published. */
import { LentigoError } from "../../contract/errors";
import { customCnn7, customCnn7MobilenetV2 } from "./customCnn7";
import { lentigo } from "./lentigo";
import { mobilenet7 } from "./mobilenet7";
import { mobilenetv2Malignancy } from "./mobilenetv2Malignancy";
import { mobilenetv2Melanoma } from "./mobilenetv2Melanoma";
import { mobilenetv2TwoPhase } from "./mobilenetv2TwoPhase";
import type { Recipe } from "./recipe";

export const RECIPES: readonly Recipe[] = [
  lentigo,
  mobilenet7,
  mobilenetv2Malignancy,
  mobilenetv2TwoPhase,
  customCnn7,
  customCnn7MobilenetV2,
  mobilenetv2Melanoma,
];

/** @throws LentigoError `recipe.unknown`, which lists those there are */
export function recipeNamed(name: string): Recipe {
  const recipe = RECIPES.find((known) => known.name === name);
  if (!recipe) {
    const known = RECIPES.map((each) => each.name).join(", ");
    throw new LentigoError("recipe.unknown", { recipe: name, known });
  }
  return recipe;
}
