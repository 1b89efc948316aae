/** Whether the audit log is whole. */
import { parseArgs } from "node:util";
import { CLINIC_OPTIONS, clinicAccess } from "./clinicAccess";
import { UsageError, type Command } from "./command";
import { printLine } from "./output";

export const auditCommand: Command = {
  name: "audit",
  usage: `  audit verify [--clinic DIR] [--user NAME] [--json]
      Whether the audit log is whole.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: CLINIC_OPTIONS,
    });
    if (positionals.join(" ") !== "verify") throw new UsageError("The one thing is audit verify.");
    const { verifyAudit } = await import("../commands/audit");
    return verifyAudit({
      access: await clinicAccess(values),
      json: values.json,
      print: printLine,
    });
  },
};
