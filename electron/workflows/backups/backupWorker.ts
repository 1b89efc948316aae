/** Entry of a worker thread: one piece of work on backups, which would hold main up. */
import { checkBackup } from "../../store/backup/check";
import { makeBackup } from "../../store/backup/make";
import { existingPlace } from "../../store/backup/place";
import { examine } from "../../store/examine";
import { restoreBackup } from "../../store/backup/restore";
import { workOnThread } from "../workOnThread";
import { backupsIn } from "./backupsIn";
import type { BackupAnswer, BackupTask } from "./backupThread";

function run(task: BackupTask, onProgress: (share: number) => void): BackupAnswer {
  // The shared bytes themselves: whoever wipes them, no copy stays.
  const dataKey = Buffer.from(task.dataKey.buffer);
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
        const { clinic, folder: backups, shipped } = task;
        return examine({ clinic, dataKey, backups, shipped, at: new Date(task.at), onProgress });
      }
    }
  } finally {
    dataKey.fill(0);
  }
}

void workOnThread<BackupAnswer, number>((task, { goOn, tell }) => {
  let told = 0;
  return run(task as BackupTask, (share) => {
    // What has come to its end is told all the same.
    if (share < 1) goOn();
    // A step in two hundred: more than people see.
    if (share - told < 0.005) return;
    told = share;
    tell(share);
  });
});
