import type { Backup, BackupCheck, BackupReport } from "../../contract/backups";
import type { Examination } from "../../contract/examination";
import type { Actor } from "../../domain/audit";
import type { Restored } from "../../store/backup/restore";
import type { InstalledModel } from "../../store/backup/wholeModel";
import { onThread, type ThreadOptions } from "../onThread";

interface Common {
  readonly dataKey: Uint8Array;
  /** The folder that a person chose for backups. */
  readonly folder: string;
}

interface MakeTask extends Common {
  readonly kind: "make";
  readonly clinic: string;
  readonly shipped: InstalledModel | null;
  readonly at: string;
}
interface ListTask extends Common {
  readonly kind: "list";
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
interface ExamineTask extends Omit<Common, "folder"> {
  readonly kind: "examine";
  readonly clinic: string;
  readonly shipped: InstalledModel | null;
  readonly at: string;
  /** As above; null where none was chosen. */
  readonly folder: string | null;
}
export type BackupTask = MakeTask | ListTask | CheckTask | RestoreTask | ExamineTask;

/** What a task answers with. */
interface Answers {
  readonly make: BackupReport;
  readonly list: Backup[];
  readonly check: BackupCheck;
  readonly restore: Restored;
  readonly examine: Examination;
}

export type BackupAnswer = Answers[BackupTask["kind"]];

/**
 * Does one piece of work on backups on a thread of its own. Ended early, what was copied stays, and
 * the next backup clears away what was not.
 *
 * @param options progress goes from 0 to 1
 * @throws LentigoError what makeBackup, checkBackup, restoreBackup and examine throw, or `session.locked`
 * where it was ended
 */
export async function onBackupThread<T extends BackupTask>(
  task: T,
  options: ThreadOptions<number>,
): Promise<Answers[T["kind"]]> {
  // Shared: what travels in a message stays behind in it, where nobody can wipe it.
  const dataKey = new Uint8Array(new SharedArrayBuffer(task.dataKey.length));
  dataKey.set(task.dataKey);
  try {
    return await onThread({ ...task, dataKey }, options);
  } finally {
    dataKey.fill(0);
  }
}
