/** The clinic's model versions. */
import { parseArgs } from "node:util";
import { CLINIC_OPTIONS, clinicAccess } from "./clinicAccess";
import { UsageError, type Command } from "./command";
import { printLine } from "./output";
import { BASE_MODEL, openVision } from "./places";

export const modelsCommand: Command = {
  name: "models",
  usage: `  models list | export VERSION --out FILE | import FILE | promote VERSION [--reason TEXT]
        [--clinic DIR] [--user NAME] [--json]
      The clinic's model versions: lists them, writes one as a file, installs one from a
      file, makes one the active one. A version that the gate has not let pass takes a
      reason. A window that is open takes the active version up at the next sign-in.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...CLINIC_OPTIONS, out: { type: "string" }, reason: { type: "string" } },
    });
    const [action, subject, ...rest] = positionals;
    const models = await import("../commands/models");
    const command = {
      access: await clinicAccess(values),
      shippedFolder: BASE_MODEL,
      json: values.json,
      print: printLine,
    };
    if (rest.length > 0) throw new UsageError("models takes one version or file.");
    if (action === "list" && subject === undefined) return models.listModels(command);
    if (subject === undefined) throw new UsageError("models is list, export, import or promote.");
    if (action === "export") {
      if (values.out === undefined) throw new UsageError("models export needs --out.");
      return models.exportModel(command, subject, values.out);
    }
    if (action === "import") return models.importModel(command, subject);
    if (action !== "promote") throw new UsageError(`There is no models ${String(action)}.`);
    const { reason = null } = values;
    if (reason !== null && reason.trim().length < 10) {
      throw new UsageError("--reason takes at least ten characters.");
    }
    const vision = openVision(BASE_MODEL);
    try {
      return await models.promoteModel(command, subject, reason, vision);
    } finally {
      vision.stop();
    }
  },
};
