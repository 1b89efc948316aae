/** Trains on from a model version with a clinic's photos. */
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { RETRAIN_RECIPES } from "../domain/retrainRecipe";
import { counts, UsageError, type Command } from "./command";
import { printLine } from "./output";
import { BASE_MODEL, BUNDLES } from "./places";
import { words } from "./words";

export const retrainCommand: Command = {
  name: "retrain",
  usage: `  retrain --labels CSV --images DIR --recipe quick|upper|full --out DIR [--holdout CSV]
          [--model DIR] [--version NAME] [--seed N] [--resume] [--json]
      Trains on from a model version with the clinic's own photos (columns as for evaluate,
      perhaps patient_id) and compares both on photos held out: those of --holdout, else a
      fifth, drawn by patient or lesion. quick: minutes. upper: an hour. full: a night.`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        labels: { type: "string" },
        images: { type: "string" },
        holdout: { type: "string" },
        recipe: { type: "string", default: "quick" },
        model: { type: "string", default: BASE_MODEL },
        out: { type: "string" },
        version: { type: "string" },
        seed: { type: "string" },
        resume: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    });
    const { labels, images, out } = values;
    if (labels === undefined || images === undefined || out === undefined) {
      throw new UsageError("retrain needs --labels, --images and --out.");
    }
    const recipe = RETRAIN_RECIPES.find((name) => name === values.recipe);
    if (!recipe) throw new UsageError("--recipe is quick, upper or full.");
    const { runRetrain } = await import("../commands/retrain");
    return runRetrain({
      labels,
      images,
      holdout: values.holdout ?? null,
      recipe,
      model: values.model,
      out,
      version: values.version ?? basename(out),
      seed: counts({ seed: values.seed }).seed ?? 1,
      resume: values.resume,
      bundles: BUNDLES,
      json: values.json,
      problemWords: words.evaluation.problems,
      print: printLine,
    });
  },
};
