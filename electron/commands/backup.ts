import { join } from "node:path";
import { LentigoError } from "../contract/errors";
import { SnapshotId, type Backup, type BackupCheck, type BackupKey } from "../contract/backups";
import { checkBackup } from "../store/backup/check";
import { makeBackup, type Lacking } from "../store/backup/make";
import { readSealedManifest } from "../store/backup/manifest";
import { existingPlace, type BackupPlace } from "../store/backup/place";
import { restoreBackup, undoRestore } from "../store/backup/restore";
import { unlockBackup, type Unlocked } from "../store/backup/unlock";
import { withKeys } from "../store/keys";
import { installedModel, peekShipped } from "../workflows/modelFolders";
import { backupsIn } from "../workflows/backups/backupsIn";
import { createRecordedChange } from "../workflows/recordedChange";
import { inClinic, type ClinicAccess } from "./clinic";

interface Output {
  /** One JSON object in place of sentences. */
  readonly json: boolean;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void;
}

export interface BackupCommand extends Output {
  readonly access: ClinicAccess;
  readonly folder: string;
  /** Of the model version that came with Lentigo. */
  readonly shippedFolder: string;
}

/**
 * Makes a backup of a clinic; the window may have it open meanwhile.
 *
 * @returns exit status: 0 where the backup holds all, 1 where files of the clinic or model versions
 * are damaged
 */
export function backUp({
  access,
  folder,
  shippedFolder,
  json,
  print,
  onProgress,
}: BackupCommand): Promise<number> {
  return inClinic(access, "backups.make", ({ store, actor, dataKey }) => {
    const now = (): Date => new Date();
    const lacking: Lacking[] = [];
    const report = makeBackup({
      ...{ clinic: access.folder, dataKey, folder, at: now(), onProgress },
      shipped: installedModel(peekShipped(shippedFolder)),
      onLacking: (each) => {
        lacking.push(each);
      },
    });
    const { id, counts, copied, bytes, damaged, removed } = report;
    createRecordedChange({ store, actor, now })("clinic.backed-up", null, () => undefined, {
      backup: id,
      photos: counts.photos,
      damaged,
    });
    // This shape is documented; scripts rely on it.
    if (json) print(JSON.stringify({ ...report, lacking }));
    else {
      print(`Backup ${id}: ${counts.patients} patients, ${counts.photos} photos.`);
      print(
        `${copied} files were new, ${(bytes / 1e6).toFixed(1)} MB written; ${removed} older backups went.`,
      );
      if (damaged > 0)
        print(`${damaged} files or model versions are damaged or gone; the backup lacks them:`);
      for (const owner of lacking) print(`  ${owner.kind} ${owner.id}`);
    }
    return damaged === 0 ? 0 : 1;
  });
}

export interface LookCommand extends Pick<Output, "json" | "print"> {
  readonly folder: string;
}

/** Lists the backups in a folder; no key is needed, and nothing is checked. @returns exit status */
export function listBackups({ folder, json, print }: LookCommand): number {
  existingPlace(folder);
  const backups: readonly Backup[] = backupsIn(folder);
  if (json) print(JSON.stringify({ backups }));
  for (const { id, counts } of json ? [] : backups) {
    print(
      counts ? `${id}  ${counts.patients} patients, ${counts.photos} photos` : `${id}  damaged`,
    );
  }
  return 0;
}

export interface KeyedCommand extends Output {
  readonly folder: string;
  /** Null: the latest. */
  readonly id: string | null;
  /** Asked for once the backup has been found. */
  readonly key: () => Promise<BackupKey>;
}

/**
 * Reads every file of a backup.
 *
 * @returns exit status: 0 where it is whole, 1 where it is not
 */
export async function verifyBackup(command: KeyedCommand): Promise<number> {
  const { json, print, onProgress } = command;
  return withBackup(command, (place, id, { dataKey }) => {
    const check = checkBackup(place, id, dataKey, onProgress);
    // This shape is documented; scripts rely on it.
    print(json ? JSON.stringify({ ...check, whole: check.faults.length === 0 }) : sentence(check));
    return check.faults.length === 0 ? 0 : 1;
  });
}

export interface RestoreCommand extends KeyedCommand {
  /** The clinic's folder, there or not. */
  readonly clinic: string;
  /** Only says what would be restored. */
  readonly preview: boolean;
}

/**
 * Puts a backup in the clinic's place, which nobody may have open.
 *
 * @returns exit status: 0 where all came back, 1 where the backup lacks files
 */
export async function restore(command: RestoreCommand): Promise<number> {
  const { clinic, preview, json, print, onProgress } = command;
  return withBackup(command, (place, id, { dataKey, actor }) => {
    const { counts } = withKeys(dataKey, (keys) =>
      readSealedManifest(join(place.snapshots, id), keys.backup),
    );
    const found = `Backup ${id}: ${counts.patients} patients, ${counts.photos} photos, ${counts.reports} reports.`;
    if (preview) {
      print(json ? JSON.stringify({ id, counts, preview }) : found);
      return 0;
    }
    const at = new Date();
    const { before, damaged } = restoreBackup({
      place,
      id,
      dataKey,
      clinic,
      actor,
      at,
      onProgress,
    });
    if (json) print(JSON.stringify({ id, counts, preview, before, damaged }));
    else {
      print(found);
      if (before !== null)
        print(`What was there lies in ${before}; restore --undo brings it back.`);
      if (damaged > 0) print(`${damaged} files or model versions were not in the backup.`);
    }
    return damaged === 0 ? 0 : 1;
  });
}

/** Takes the latest restore back. @returns exit status */
export function takeBack(clinic: string, { json, print }: Pick<Output, "json" | "print">): number {
  undoRestore(clinic, new Date());
  print(json ? JSON.stringify({ undone: true }) : "The clinic from before the restore is back.");
  return 0;
}

async function withBackup<T>(
  { folder, id, key }: KeyedCommand,
  work: (place: BackupPlace, id: string, unlocked: Unlocked) => T,
): Promise<T> {
  const place = existingPlace(folder);
  const [latest] = backupsIn(folder);
  const chosen = id ?? latest?.id ?? null;
  // It becomes part of a path.
  if (chosen === null || !SnapshotId.safeParse(chosen).success)
    throw new LentigoError("backup.none");
  const unlocked = await unlockBackup(place, chosen, await key());
  try {
    return work(place, chosen, unlocked);
  } finally {
    unlocked.dataKey.fill(0);
  }
}

function sentence({ id, faults }: BackupCheck): string {
  if (faults.length === 0) return `Backup ${id} is whole.`;
  const found = faults.map(({ fault, files }) => `${fault} (${files})`).join(", ");
  return `Backup ${id} is not whole: ${found}.`;
}
