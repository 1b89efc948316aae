import { Worker } from "node:worker_threads";
import { LentigoError, type Failure } from "../../contract/errors";
import type { BackupCheck, BackupReport } from "../../contract/backups";
import type { Actor } from "../../domain/audit";
import type { Restored } from "../../store/backup/restore";

interface Common {
  readonly dataKey: Uint8Array;
  /** The folder that a person chose for backups. */
  readonly folder: string;
}

interface MakeTask extends Common {
  readonly kind: "make";
  readonly clinic: string;
  readonly at: string;
}
interface CheckTask extends Common {
  readonly kind: "check";
  readonly id: string;
}
interface RestoreTask extends Common {
  readonly kind: "restore";
  readonly id: string;
  readonly clinic: string;
  readonly actor: Actor | null;
  readonly at: string;
}
export type BackupTask = MakeTask | CheckTask | RestoreTask;

/** What a task answers with. */
interface Answers {
  readonly make: BackupReport;
  readonly check: BackupCheck;
  readonly restore: Restored;
}

export type BackupWord =
  | { readonly kind: "progress"; readonly share: number }
  | { readonly kind: "done"; readonly value: unknown }
  | { readonly kind: "failed"; readonly failure: Failure };

export interface BackupThread {
  /** The bundled backupWorker.ts. */
  readonly workerFile: string;
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void;
  /** Ends it early: what was copied stays, and the next backup clears away what was not. */
  readonly signal: AbortSignal;
}

/**
 * Does one piece of work on backups on a thread of its own.
 *
 * @throws LentigoError what makeBackup, checkBackup and restoreBackup throw, or `session.locked`
 * where it was ended
 */
export function onBackupThread<T extends BackupTask>(
  task: T,
  { workerFile, onProgress, signal }: BackupThread,
): Promise<Answers[T["kind"]]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, { workerData: task });
    const end = (): void => {
      reject(new LentigoError("session.locked"));
      void worker.terminate();
    };
    signal.addEventListener("abort", end, { once: true });
    worker.on("message", (word: BackupWord) => {
      switch (word.kind) {
        case "progress":
          onProgress(word.share);
          return;
        case "done":
          resolve(word.value as Answers[T["kind"]]);
          return;
        case "failed":
          reject(new LentigoError(word.failure.code, word.failure.details));
          return;
      }
    });
    worker.on("error", reject);
    worker.on("exit", () => {
      signal.removeEventListener("abort", end);
      // Without effect where it has told its end.
      reject(new Error("The thread of a backup ended"));
    });
    if (signal.aborted) end();
  });
}
