/** Entry of a worker thread: one piece of work on backups, which would hold main up. */
import { parentPort, workerData } from "node:worker_threads";
import { failureOf } from "../../contract/errors";
import { checkBackup } from "../../store/backup/check";
import { makeBackup } from "../../store/backup/make";
import { existingPlace } from "../../store/backup/place";
import { examine } from "../../store/examine";
import { restoreBackup } from "../../store/backup/restore";
import { backupsIn } from "./backupsIn";
import type { BackupAnswer, BackupTask, BackupWord } from "./backupThread";

const port = parentPort;
if (!port) throw new Error("This file runs as a worker thread");

const tell = (word: BackupWord): void => {
  port.postMessage(word);
};

function run(task: BackupTask, onProgress: (share: number) => void): BackupAnswer {
  const dataKey = Buffer.from(task.dataKey);
  try {
    switch (task.kind) {
      case "make":
        return makeBackup({ ...task, dataKey, at: new Date(task.at), onProgress });
      case "list":
        return backupsIn(task.folder);
      case "check":
        return checkBackup(existingPlace(task.folder), task.id, dataKey, onProgress);
      case "restore":
        return restoreBackup({
          ...{ place: existingPlace(task.folder), id: task.id, dataKey, clinic: task.clinic },
          ...{ actor: task.actor, at: new Date(task.at), onProgress },
        });
      case "examine": {
        const { clinic, folder: backups } = task;
        return examine({ clinic, dataKey, backups, at: new Date(task.at), onProgress });
      }
    }
  } finally {
    dataKey.fill(0);
    task.dataKey.fill(0);
  }
}

function answer(task: BackupTask): BackupWord {
  let told = 0;
  try {
    const value = run(task, (share) => {
      // A step in two hundred: more than people see.
      if (share - told < 0.005) return;
      told = share;
      tell({ kind: "progress", progress: share });
    });
    return { kind: "done", value };
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return { kind: "failed", failure };
  }
}

tell(answer(workerData as BackupTask));
