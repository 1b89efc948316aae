/** Trains a model version by a recipe. */
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { counts, UsageError, type Command } from "./command";
import { printLine } from "./output";
import { BUNDLES } from "./places";
import { words } from "./words";

export const trainCommand: Command = {
  name: "train",
  usage: `  train --data DIR --out DIR [--recipe NAME] [--version NAME] [--start DIR | --from MODEL]
        [--split published] [--epochs N] [--limit N] [--minutes N] [--seed N] [--resume] [--json]
      Trains a model version by a recipe and writes it to --out. The data are a folder in
      HAM10000's layout (metadata.csv, images/), that of the ISIC Archive, or class folders.
      --start: initial weights as a folder in tfjs' format. --from: a model to go on from.
      --split published: divides the data as the recipe's source did, lesions not kept
      together. Ctrl-C keeps a checkpoint; --resume continues.`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        data: { type: "string" },
        out: { type: "string" },
        recipe: { type: "string", default: "lentigo" },
        version: { type: "string" },
        start: { type: "string" },
        from: { type: "string" },
        split: { type: "string", default: "grouped" },
        epochs: { type: "string" },
        limit: { type: "string" },
        minutes: { type: "string" },
        seed: { type: "string" },
        resume: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    });
    const { data, out, start, from } = values;
    if (data === undefined || out === undefined)
      throw new UsageError("train needs --data and --out.");
    if (start !== undefined && from !== undefined) {
      throw new UsageError("--start and --from exclude one another.");
    }
    const { split } = values;
    if (split !== "grouped" && split !== "published") {
      throw new UsageError(`--split is grouped or published, not "${split}".`);
    }
    // Loaded here, because every other command does without TensorFlow in this process.
    const { train } = await import("../commands/train");
    return train({
      options: {
        data,
        out,
        recipe: values.recipe,
        version: values.version ?? basename(out),
        resume: values.resume,
        split,
        ...(start === undefined ? {} : { start: { weights: start } }),
        ...(from === undefined ? {} : { start: { model: from } }),
        ...counts({
          epochs: values.epochs,
          limit: values.limit,
          minutes: values.minutes,
          seed: values.seed,
        }),
      },
      bundles: BUNDLES,
      json: values.json,
      problemWords: words.dataset.problems,
      print: printLine,
    });
  },
};
