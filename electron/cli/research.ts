/** Writes confirmed photos under drawn names. */
import { parseArgs } from "node:util";
import { CLINIC_OPTIONS } from "./clinicAccess";
import { UsageError, type Command } from "./command";
import { exportCommand } from "./exportCommand";

export const researchCommand: Command = {
  name: "research",
  usage: `  research --out DIR --keys FILE [--clinic DIR] [--user NAME] [--json]
      Writes confirmed photos of patients who consent to training, under drawn names and in
      HAM10000's layout, which train reads; and the keys to the names, which stay in the
      clinic, to FILE outside DIR.`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: { ...CLINIC_OPTIONS, out: { type: "string" }, keys: { type: "string" } },
    });
    const { out, keys } = values;
    if (out === undefined || keys === undefined) {
      throw new UsageError("research needs --out and --keys.");
    }
    const { writeResearch } = await import("../commands/exports");
    return writeResearch(await exportCommand(values), out, keys);
  },
};
