import { LentigoError } from "../../contract/errors";
import type { Backup, BackupKey, SnapshotId } from "../../contract/backups";
import { existingPlace } from "../../store/backup/place";
import { putAside, undoRestore, type Restored } from "../../store/backup/restore";
import { unlockBackup } from "../../store/backup/unlock";
import type { Sessions } from "../session";
import { backupsIn } from "./backupsIn";
import { onBackupThread } from "./backupThread";

/** Puts backups in the clinic's place, while nobody is signed in; whoever signs in waits for it. */
export interface Restores {
  /**
   * The backups in a folder that a person chose, the latest first.
   *
   * @throws LentigoError `backup.none` or `backup.newer`
   */
  look(folder: string): Backup[];
  /**
   * Restores one of those that were looked at.
   *
   * @throws LentigoError `request.forbidden` while somebody is signed in, `session.slow-down` after
   * several wrong keys; as `unlockBackup` and `restoreBackup` do
   */
  begin(id: SnapshotId, key: BackupKey): Promise<Restored>;
  /** True where the latest restore can be taken back. */
  canUndo(): boolean;
  /**
   * Locks the clinic and takes the latest restore back, once what is under way has come to its end.
   *
   * @throws LentigoError `backup.none`
   */
  undo(): Promise<void>;
}

export interface RestoresOptions {
  readonly clinic: string;
  readonly sessions: Pick<Sessions, "attempt" | "current" | "lock" | "whileClosed">;
  /** Has work in the clinic's folder end that goes on while nobody is signed in. */
  readonly suspend: () => Promise<unknown>;
  /** The bundled backupWorker.ts. */
  readonly workerFile: string;
  readonly now: () => Date;
  /** From 0 to 1; null when it has come to its end. */
  readonly onProgress: (share: number | null) => void;
  /** Logs what should not happen. */
  readonly report: (error: unknown) => void;
}

export function createRestores(options: RestoresOptions): Restores {
  const { clinic, sessions, suspend, workerFile, now, onProgress, report } = options;
  let folder: string | null = null;
  let isAtWork = false;

  return {
    look(chosen) {
      existingPlace(chosen);
      folder = chosen;
      return backupsIn(chosen);
    },

    async begin(id, key) {
      if (sessions.current() || isAtWork) throw new LentigoError("request.forbidden");
      if (folder === null) throw new LentigoError("backup.none");
      const place = existingPlace(folder);
      isAtWork = true;
      try {
        const { dataKey, actor } = await sessions.attempt(() => unlockBackup(place, id, key));
        try {
          await suspend();
          const task = { kind: "restore", folder, id, clinic, actor, dataKey } as const;
          return await sessions.whileClosed(() =>
            onBackupThread(
              { ...task, at: now().toISOString() },
              // Nothing ends it early: whoever quits meanwhile keeps the clinic that was there.
              { workerFile, onProgress, signal: new AbortController().signal },
            ),
          );
        } finally {
          dataKey.fill(0);
        }
      } finally {
        isAtWork = false;
        onProgress(null);
      }
    },

    canUndo: () => putAside(clinic).length > 0,

    async undo() {
      if (putAside(clinic).length === 0) throw new LentigoError("backup.none");
      await suspend();
      // Not waited for: the request that asks for it is under way itself.
      sessions.lock("asked").catch(report);
      const undone = sessions.whileClosed(() => {
        undoRestore(clinic, now());
      });
      undone.catch(report);
    },
  };
}
