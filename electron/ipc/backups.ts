import { LentigoError } from "../contract/errors";
import type { OpenChannel } from "../contract/requests";
import type { Backups } from "../workflows/backups/backups";
import type { Restores } from "../workflows/backups/restores";
import type { HandlersFor, HandlersOf } from "./handlers";

export interface BackupHandlerOptions {
  /** Null in the demo clinic. */
  readonly backups: Backups | null;
  readonly restores: Pick<Restores, "canUndo" | "undo">;
  /** Asks for a folder; null where the person thought better of it. */
  readonly chooseFolder: () => Promise<string | null>;
}

export function backupHandlers({
  backups,
  restores,
  chooseFolder,
}: BackupHandlerOptions): HandlersOf<"backups"> {
  const real = (): Backups => {
    if (!backups) throw new LentigoError("request.forbidden");
    return backups;
  };
  return {
    "backups.state": () => real().state(),
    "backups.list": () => real().list(),
    "backups.chooseFolder": async () => {
      const folder = await chooseFolder();
      return folder === null ? real().state() : real().chooseFolder(folder);
    },
    "backups.setInterval": ({ interval }) => real().setInterval(interval),
    "backups.make": () => real().make(),
    "backups.check": ({ id }) => real().check(id),
    "backups.canUndoRestore": () => ({ canUndo: restores.canUndo() }),
    "backups.undoRestore": async () => {
      await restores.undo();
      return {};
    },
  };
}

export interface RestoreHandlerOptions {
  readonly restores: Pick<Restores, "look" | "begin">;
  readonly chooseFolder: () => Promise<string | null>;
}

export function restoreHandlers({
  restores,
  chooseFolder,
}: RestoreHandlerOptions): HandlersFor<Extract<OpenChannel, `restore.${string}`>> {
  return {
    "restore.look": async () => {
      const folder = await chooseFolder();
      return folder === null ? null : { backups: restores.look(folder) };
    },
    "restore.begin": async ({ id, key }) => {
      const { before, damaged } = await restores.begin(id, key);
      return { kept: before !== null, damaged };
    },
  };
}
