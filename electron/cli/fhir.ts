/** Writes a case as a FHIR bundle. */
import { parseArgs } from "node:util";
import { version } from "../../package.json";
import { CLINIC_OPTIONS } from "./clinicAccess";
import { UsageError, type Command } from "./command";
import { exportCommand } from "./exportCommand";

export const fhirCommand: Command = {
  name: "fhir",
  usage: `  fhir --case PHOTO --out FILE [--transaction] [--clinic DIR] [--user NAME] [--json]
      Writes what is known of a photo's case as a FHIR R4 bundle. --transaction: one that a
      server can take in.`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        ...CLINIC_OPTIONS,
        case: { type: "string" },
        out: { type: "string" },
        transaction: { type: "boolean", default: false },
      },
    });
    const { case: id, out, transaction } = values;
    if (id === undefined || out === undefined) throw new UsageError("fhir needs --case and --out.");
    const { writeFhir } = await import("../commands/exports");
    const type = transaction ? "transaction" : "collection";
    return writeFhir(await exportCommand(values), { id, out, type, software: version });
  },
};
