/** Puts a backup in the clinic's place. */
import { parseArgs } from "node:util";
import { BACKUP_OPTIONS, backupKey } from "./backupKey";
import { CLINIC_OPTIONS, clinicAccess } from "./clinicAccess";
import { UsageError, type Command } from "./command";
import { printLine, showShare } from "./output";

export const restoreCommand: Command = {
  name: "restore",
  usage: `  restore --from DIR [--backup ID] (--user NAME | --recovery-key) [--clinic DIR] [--preview] [--json]
      Puts a backup in the clinic's place; what was there is kept beside it. The recovery key
      is read from LENTIGO_RECOVERY_KEY, or typed. --preview: only says what it holds.
  restore --undo [--clinic DIR] [--json]
      Brings back the clinic from before the latest restore.`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        ...CLINIC_OPTIONS,
        ...BACKUP_OPTIONS,
        preview: { type: "boolean", default: false },
        undo: { type: "boolean", default: false },
      },
    });
    const { restore, takeBack } = await import("../commands/backup");
    const output = { json: values.json, print: printLine, onProgress: showShare };
    const { folder: clinic } = await clinicAccess(values);
    if (values.undo) return takeBack(clinic, output);
    const { from, preview } = values;
    if (from === undefined) throw new UsageError("restore needs --from.");
    return restore({
      ...{ ...output, folder: from, id: values.backup ?? null, clinic, preview },
      key: await backupKey(values),
    });
  },
};
