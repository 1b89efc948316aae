import { failureOf, LentigoError } from "../../contract/errors";
import type {
  Backup,
  BackupCheck,
  BackupInterval,
  BackupState,
  SnapshotId,
} from "../../contract/backups";
import { isDue } from "../../domain/isDue";
import type { InstalledModel } from "../../store/backup/wholeModel";
import type { Store } from "../../store/open";
import type { RecordedChange } from "../recordedChange";
import { onBackupThread } from "./backupThread";

/** The backups of a clinic while somebody is signed in to it. */
export interface Backups {
  state(): BackupState;
  /** Those in the folder, the latest first; none where none was chosen or it is out of reach. */
  list(): Promise<Backup[]>;
  /** From now on backups go to this folder. */
  chooseFolder(folder: string): BackupState;
  setInterval(interval: BackupInterval): BackupState;
  /**
   * Begins a backup.
   *
   * @throws LentigoError `backup.no-folder` or `backup.running`
   */
  make(): BackupState;
  /** @throws LentigoError `backup.no-folder`, or as `checkBackup` does */
  check(id: SnapshotId): Promise<BackupCheck>;
}

export interface BackupsOptions {
  readonly store: Store;
  readonly recorded: RecordedChange;
  /** The clinic's folder. */
  readonly clinic: string;
  readonly dataKey: Buffer;
  /** The model version that comes with this Lentigo; null where it is missing. */
  readonly shipped: InstalledModel | null;
  /** The bundled backupWorker.ts. */
  readonly workerFile: string;
  readonly now: () => Date;
  /** Aborted when the clinic is about to be locked. */
  readonly ending: AbortSignal;
  readonly during: <T>(work: () => T | Promise<T>) => Promise<T>;
  /** From 0 to 1; null when it has come to its end. */
  readonly onProgress: (share: number | null) => void;
  /** Logs what should not happen. */
  readonly report: (error: unknown) => void;
}

const HOUR = 3_600_000;
/** Null: only when they are asked for. */
const EVERY: Readonly<Record<BackupInterval, number | null>> = {
  hourly: HOUR,
  daily: 24 * HOUR,
  never: null,
};

/** How often it is looked whether one is due; one that failed is tried again after as long. */
const LOOK_EVERY = 5 * 60_000;

/** Makes backups when they are due, and when they are asked for. */
export function createBackups(options: BackupsOptions): Backups {
  const { store, recorded, clinic, dataKey, shipped, workerFile, now } = options;
  const { ending, during, onProgress, report } = options;
  const unwatched = { workerFile, onProgress: () => undefined, signal: ending };
  let progress: number | null = null;

  const folder = (): string => {
    const chosen = store.settings.backup().folder;
    if (chosen === null) throw new LentigoError("backup.no-folder");
    return chosen;
  };

  const state = (): BackupState => ({ ...store.settings.backup(), progress });

  const run = async (): Promise<void> => {
    const at = now();
    try {
      const made = await onBackupThread(
        {
          ...{ kind: "make", dataKey, folder: folder(), clinic, shipped },
          at: at.toISOString(),
        },
        {
          workerFile,
          onProgress: (share) => {
            progress = share;
            onProgress(share);
          },
          signal: ending,
        },
      );
      const { id, counts, damaged } = made;
      recorded(
        "clinic.backed-up",
        null,
        () => {
          store.settings.noteBackup(made, null);
        },
        { backup: id, photos: counts.photos, damaged },
      );
    } catch (error) {
      const failure = failureOf(error);
      // Ended by the lock: it is made at the next sign-in.
      if (failure?.code === "session.locked") return;
      if (!failure) report(error);
      const code = failure?.code ?? "internal";
      store.settings.noteBackup(null, { code, at: at.toISOString() });
    } finally {
      progress = null;
      onProgress(null);
    }
  };

  const begin = (): void => {
    folder();
    if (progress !== null) throw new LentigoError("backup.running");
    progress = 0;
    during(run).catch(report);
  };

  const beginIfDue = (): void => {
    const { folder: chosen, interval, last, failure } = store.settings.backup();
    const every = EVERY[interval];
    if (chosen === null || progress !== null || every === null) return;
    const made = last && new Date(last.takenAt);
    const failed = failure && new Date(failure.at);
    if (isDue(made, every, now()) && isDue(failed, LOOK_EVERY, now())) begin();
  };

  const timer = setInterval(beginIfDue, LOOK_EVERY);
  timer.unref();
  ending.addEventListener("abort", () => {
    clearInterval(timer);
  });
  beginIfDue();

  return {
    state,
    chooseFolder(chosen) {
      recorded("clinic.changed", null, () => {
        store.settings.chooseBackupFolder(chosen);
      });
      return state();
    },
    setInterval(interval) {
      recorded("clinic.changed", null, () => {
        store.settings.setBackupInterval(interval);
      });
      beginIfDue();
      return state();
    },
    make() {
      begin();
      return state();
    },
    list: async () =>
      store.settings.backup().folder === null
        ? []
        : onBackupThread({ kind: "list", dataKey, folder: folder() }, unwatched),
    check: (id) => onBackupThread({ kind: "check", dataKey, folder: folder(), id }, unwatched),
  };
}
