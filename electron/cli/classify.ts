/** Photos to resemblance and urgency, a line each. */
import { parseArgs } from "node:util";
import { classify, type ClassifyLine } from "../commands/classify";
import { TABLE_HEAD, tableLine } from "../commands/classifyTable";
import { UsageError, type Command } from "./command";
import { BASE_MODEL, openVision } from "./places";
import { diagnosisNames, explain, words } from "./words";

export const classifyCommand: Command = {
  name: "classify",
  usage: `  classify <file or folder>... [--json] [--heatmap DIR] [--model DIR]
      What each photo resembles and how urgent it is. A folder means its pictures,
      subfolders included. --json: one object a line on standard output. --heatmap:
      paints where the model looked into DIR.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        heatmap: { type: "string" },
        model: { type: "string", default: BASE_MODEL },
      },
    });
    if (positionals.length === 0) throw new UsageError("classify needs a file or a folder.");

    const vision = openVision(values.model);
    const table = {
      levels: words.triage,
      diagnoses: diagnosisNames("name"),
      reasons: words.reasons,
    };
    const print = (line: ClassifyLine): void => {
      process.stdout.write(`${values.json ? JSON.stringify(line) : tableLine(line, table)}\n`);
    };
    try {
      if (!values.json) process.stdout.write(`${TABLE_HEAD}\n`);
      const { classified, refused } = await classify({
        paths: positionals,
        heatmapFolder: values.heatmap ?? null,
        vision,
        explain,
        onLine: print,
      });
      if (classified + refused === 0) throw new UsageError("There are no pictures there.");
      if (!values.json) process.stdout.write(`\n${words.app.decisionSupport}\n`);
      return refused === 0 ? 0 : 1;
    } finally {
      vision.stop();
    }
  },
};
