/** How well a model's answers agree with labels. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { UsageError, type Command } from "./command";
import { showProgress } from "./output";
import { BASE_MODEL, openVision, RESOURCES } from "./places";
import { diagnosisNames, explain, words } from "./words";

export const evaluateCommand: Command = {
  name: "evaluate",
  usage: `  evaluate --labels CSV --images DIR --out DIR [--model DIR] [--json]
      How well the answers agree with labels: image_id and dx (HAM10000), or image, MEL,
      NV, BCC, AKIEC, BKL, DF, VASC (ISIC 2018), perhaps with patient_id and lesion_id.
      Writes report.md, metrics.json and charts to --out. --json: the numbers as one
      object.`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        labels: { type: "string" },
        images: { type: "string" },
        out: { type: "string" },
        model: { type: "string", default: BASE_MODEL },
        json: { type: "boolean", default: false },
      },
    });
    const { labels, images, out } = values;
    if (labels === undefined || images === undefined || out === undefined) {
      throw new UsageError("evaluate needs --labels, --images and --out.");
    }
    // Loaded here, because no other command draws charts.
    const { evaluateModel } = await import("../commands/evaluate");
    const { evaluationTable } = await import("../commands/evaluationTable");
    const vision = openVision(values.model);
    try {
      const result = await evaluateModel({
        labels,
        images,
        out,
        fonts: join(RESOURCES, "fonts"),
        vision,
        words: {
          problems: words.evaluation.problems,
          charts: {
            ...words.charts,
            classes: diagnosisNames("short"),
            levels: words.evaluation.levels,
          },
        },
        explain,
        onProgress: showProgress,
      });
      process.stdout.write(
        values.json
          ? `${JSON.stringify(result)}\n`
          : `${evaluationTable(result, out)}\n\n${words.app.decisionSupport}\n`,
      );
      return result.problems.length === 0 ? 0 : 1;
    } finally {
      vision.stop();
    }
  },
};
