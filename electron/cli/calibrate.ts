/** Measures a model version anew. */
import { parseArgs } from "node:util";
import { UsageError, type Command } from "./command";
import { printLine } from "./output";

export const calibrateCommand: Command = {
  name: "calibrate",
  usage: `  calibrate --model DIR --data DIR --out DIR [--json]
      Measures a model version anew on the data it was trained on and writes it to --out
      (which may be --model) with fresh temperature, thresholds, limits of what it can
      assess, figures and card. The weights stay.`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        model: { type: "string" },
        data: { type: "string" },
        out: { type: "string" },
        json: { type: "boolean", default: false },
      },
    });
    const { model, data, out } = values;
    if (model === undefined || data === undefined || out === undefined) {
      throw new UsageError("calibrate needs --model, --data and --out.");
    }
    const { calibrate } = await import("../commands/calibrate");
    return calibrate({
      options: { model, data, out },
      json: values.json,
      print: printLine,
    });
  },
};
