/** Makes the clinic of invented patients. */
import { parseArgs } from "node:util";
import { counts, UsageError, type Command } from "./command";
import { printLine, showProgress } from "./output";
import { BASE_MODEL, BUNDLES, openVision } from "./places";

export const demoCommand: Command = {
  name: "demo",
  usage: `  demo create --out DIR [--patients N] [--json]
      Makes a clinic of invented patients with drawn lesions, to try everything on. The same
      command goes on where it was interrupted. --json: the counts as one object.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: "string" },
        patients: { type: "string" },
        model: { type: "string", default: BASE_MODEL },
        json: { type: "boolean", default: false },
      },
    });
    if (positionals.join(" ") !== "create") throw new UsageError("The one thing is demo create.");
    const { out } = values;
    if (out === undefined) throw new UsageError("demo create needs --out.");
    const { patients } = counts({ patients: values.patients });
    // Loaded here, because most commands open no clinic.
    const { createDemo } = await import("../commands/demo");
    const vision = openVision(values.model);
    try {
      return await createDemo({
        out,
        ...(patients === undefined ? {} : { patients }),
        bundles: BUNDLES,
        vision,
        json: values.json,
        print: printLine,
        onProgress: showProgress,
      });
    } finally {
      vision.stop();
    }
  },
};
