import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { LentigoError } from "../../contract/errors";
import { SnapshotId, type BackupCheck, type BackupFault } from "../../contract/backups";
import { openBlobs } from "../blobs";
import { withKeys, type StoreKeys } from "../keys";
import { databaseFile } from "../open";
import { referencedFiles } from "../referencedFiles";
import { renameDurably } from "../writeDurably";
import { identityOf, ifGiven } from "./copyFiles";
import { readSealedManifest, type BackupManifest } from "./manifest";
import { damagedCopy, type BackupPlace } from "./place";
import { countsOf, inSnapshot, isWhole } from "./snapshotDatabase";
import { wholeCopy } from "./wholeModel";

/**
 * Reads every file of a backup: the records' pages, and photos and model versions to their last
 * byte. A copy of these that is damaged, or that the disk does not give out, is put out of the way,
 * so that the next backup writes it anew; until then it is read from there.
 *
 * @param onProgress from 0 to 1
 * @throws LentigoError `backup.none`, `backup.foreign` where the key is another clinic's,
 * `backup.newer`, or `backup.damaged` where nothing can be said of it
 */
export function checkBackup(
  place: BackupPlace,
  id: string,
  dataKey: Buffer,
  onProgress: (share: number) => void,
): BackupCheck {
  return withKeys(dataKey, (keys) => check(place, id, keys, onProgress));
}

function check(
  place: BackupPlace,
  id: string,
  keys: StoreKeys,
  onProgress: (share: number) => void,
): BackupCheck {
  const folder = join(place.snapshots, id);
  if (!existsSync(folder)) throw new LentigoError("backup.none");
  const manifest = readSealedManifest(folder, keys.backup);

  const faults = new Map<BackupFault, number>();
  const found = (fault: BackupFault): void => void faults.set(fault, (faults.get(fault) ?? 0) + 1);

  for (const [name, expected] of Object.entries(manifest.files)) {
    if (!isSame(join(folder, name), expected)) found(name === "clinic.db" ? "records" : "key");
  }
  for (const model of manifest.models) {
    onProgress(0);
    if (wholeCopy(place, model) !== null) continue;
    found("models");
    ifWritable(() => {
      putAside(join(place.models, model.folder));
    });
  }
  const copies = openBlobs(place.photos, keys);
  const names = filesNamed(folder, manifest, keys, found);
  for (const [index, name] of names.entries()) {
    onProgress(index / names.length);
    if (copies.opens(name)) continue;
    found("photos");
    ifWritable(() => {
      copies.quarantine(name);
    });
  }
  onProgress(1);
  return {
    id: SnapshotId.parse(id),
    takenAt: manifest.takenAt,
    counts: manifest.counts,
    faults: [...faults].map(([fault, files]) => ({ fault, files })),
  };
}

/** Puts a copy of a model version out of the way; it goes when a backup has a whole one again. */
function putAside(copy: string): void {
  if (!existsSync(copy)) return;
  const aside = damagedCopy(copy);
  rmSync(aside, { recursive: true, force: true });
  renameDurably(copy, aside);
}

/** On a disk that nothing can be written to, a damaged copy stays where it is: it is told all the same. */
function ifWritable(move: () => void): void {
  try {
    move();
  } catch {
    // The next check tries again.
  }
}

/** Files that the records refer to; none where the records cannot be read. */
function filesNamed(
  folder: string,
  manifest: BackupManifest,
  keys: StoreKeys,
  found: (fault: BackupFault) => void,
): string[] {
  try {
    return inSnapshot(databaseFile(folder), keys.database, (database) => {
      const counts = countsOf(database);
      const agrees = Object.entries(manifest.counts).every(
        ([noun, count]) => counts[noun as keyof typeof counts] === count,
      );
      if (!isWhole(database) || !agrees) found("records");
      return [...referencedFiles(database)];
    });
  } catch (error) {
    if (!(error instanceof LentigoError) || error.code !== "backup.damaged") throw error;
    found("records");
    return [];
  }
}

function isSame(file: string, expected: { bytes: number; sha256: string }): boolean {
  return ifGiven(() => identityOf(file))?.sha256 === expected.sha256;
}
