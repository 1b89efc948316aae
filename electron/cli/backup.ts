/** Backs a clinic up, and looks at its backups. */
import { parseArgs } from "node:util";
import { BACKUP_OPTIONS, backupKey } from "./backupKey";
import { CLINIC_OPTIONS, clinicAccess } from "./clinicAccess";
import { UsageError, type Command } from "./command";
import { printLine, showShare } from "./output";
import { BASE_MODEL } from "./places";

export const backupCommand: Command = {
  name: "backup",
  usage: `  backup --to DIR [--clinic DIR] [--user NAME] [--json]
      Backs the clinic up into a folder on another disk; only what is new is copied.
  backup list --from DIR [--json]
      The backups in a folder, the latest first.
  backup verify --from DIR [--backup ID] (--user NAME | --recovery-key) [--json]
      Reads every file of a backup, the latest unless one is named.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...CLINIC_OPTIONS, ...BACKUP_OPTIONS, to: { type: "string" } },
    });
    const backup = await import("../commands/backup");
    const output = { json: values.json, print: printLine, onProgress: showShare };
    const [action, ...rest] = positionals;
    if (rest.length > 0) throw new UsageError("backup takes one action.");
    if (action === undefined) {
      if (values.to === undefined) throw new UsageError("backup needs --to.");
      return backup.backUp({
        ...{ ...output, folder: values.to, shippedFolder: BASE_MODEL },
        access: await clinicAccess(values),
      });
    }
    const { from } = values;
    if (from === undefined) throw new UsageError(`backup ${action} needs --from.`);
    if (action === "list") return backup.listBackups({ ...output, folder: from });
    if (action !== "verify") throw new UsageError(`There is no backup ${action}.`);
    return backup.verifyBackup({
      ...{ ...output, folder: from, id: values.backup ?? null },
      key: await backupKey(values),
    });
  },
};
