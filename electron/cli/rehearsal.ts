/** Gives a model what it needs to be retrained in minutes. */
import { parseArgs } from "node:util";
import { UsageError, type Command } from "./command";
import { printLine } from "./output";

export const rehearsalCommand: Command = {
  name: "rehearsal",
  usage: `  rehearsal --model DIR --data DIR [--json]
      Puts into a model folder what versions need to be retrained from it in minutes:
      features of photos that it was trained and measured on.`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        model: { type: "string" },
        data: { type: "string" },
        json: { type: "boolean", default: false },
      },
    });
    const { model, data } = values;
    if (model === undefined || data === undefined) {
      throw new UsageError("rehearsal needs --model and --data.");
    }
    const { rehearsal } = await import("../commands/rehearsal");
    return rehearsal({
      options: { model, data },
      json: values.json,
      print: printLine,
    });
  },
};
