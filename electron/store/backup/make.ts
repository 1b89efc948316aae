import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { LentigoError } from "../../contract/errors";
import { SnapshotId, type BackupReport, type FileOwner } from "../../contract/backups";
import { outlived } from "../../domain/backupRule";
import { allBlobs, blobFault, openBlobs } from "../blobs";
import { openDatabase } from "../database";
import { withKeys, type StoreKeys } from "../keys";
import { databaseFile } from "../open";
import { fileOwners, referencedFiles } from "../referencedFiles";
import { asStoreError } from "../storeErrors";
import { UNFINISHED, renameDurably } from "../writeDurably";
import {
  copyDurably,
  copyEncrypted,
  copyFolder,
  identityOf,
  sha256Of,
  syncFile,
} from "./copyFiles";
import { readSealedManifest, writeManifest, type BackupManifest } from "./manifest";
import {
  clinicMark,
  momentOf,
  placeFor,
  snapshotId,
  snapshotIds,
  unfinishedSnapshots,
  type BackupPlace,
} from "./place";
import { countsOf, inSnapshot, isWhole, schemaOf } from "./snapshotDatabase";

export interface BackupJob {
  /** The clinic's folder; it may be open and at work meanwhile. */
  readonly clinic: string;
  readonly dataKey: Buffer;
  /** Where backups go: see placeFor. */
  readonly folder: string;
  readonly at: Date;
  /** From 0 to 1. Where it throws, the backup does not count; at 1 it does. */
  readonly onProgress: (share: number) => void;
}

/**
 * Makes one backup: the files that the place lacks, then the records as they are at one moment,
 * then what was added meanwhile. It is opened and checked before it counts as made; one that is cut
 * short is removed by the next. Those that have outlived the rule go.
 *
 * @throws LentigoError `backup.unreachable`, `backup.inside`, `backup.foreign`, `backup.newer`,
 * `backup.full`, `backup.damaged` where the written backup does not pass its check; `store.*` where
 * the clinic cannot be read
 */
export function makeBackup(job: BackupJob): BackupReport {
  try {
    return withKeys(job.dataKey, (keys) => make(job, keys));
  } catch (error) {
    throw asBackupError(error);
  }
}

function make({ clinic, folder, at, onProgress }: BackupJob, keys: StoreKeys): BackupReport {
  const mark = clinicMark(keys.backup);
  const place = placeFor(folder, mark, clinic);
  for (const name of unfinishedSnapshots(place)) {
    rmSync(join(place.snapshots, name), { recursive: true, force: true });
  }
  const id = snapshotId(at);
  if (existsSync(join(place.snapshots, id))) throw new LentigoError("backup.running");

  // Before the records: a photo that is deleted while they are written may still be named in them.
  const photos = join(clinic, "photos");
  const present = allBlobs(openBlobs(photos, keys));
  const copying = {
    ...{ from: photos, to: place.photos, keys },
    isFault: (error: unknown) => blobFault(error) !== null,
  };
  let done = 0;
  const first = copyEncrypted({
    ...copying,
    names: present,
    onCopied: () => {
      done++;
      onProgress((0.8 * done) / present.length);
    },
  });

  const draft = join(place.snapshots, `${id}${UNFINISHED}`);
  mkdirSync(draft);
  // The head of the log before the log: one that lags is in order, one that is ahead is not.
  const files: BackupManifest["files"] = {};
  for (const name of ["key.json", "audit-head.json"]) {
    files[name] = copyDurably(join(clinic, name), join(draft, name));
  }
  const records = databaseFile(draft);
  copyRecords(databaseFile(clinic), records, keys.database);
  onProgress(0.9);

  const { schema, counts, wanted } = inSnapshot(records, keys.database, (database) => {
    if (!isWhole(database)) throw new LentigoError("backup.damaged");
    return {
      schema: schemaOf(database),
      counts: countsOf(database),
      wanted: referencedFiles(database),
    };
  });
  const second = copyEncrypted({
    ...copying,
    names: wanted,
    onCopied: () => {
      onProgress(0.9);
    },
  });
  const lacking = inSnapshot(records, keys.database, (database) =>
    ownersOf(database, second.damaged),
  );
  syncFile(records);
  const written = identityOf(records);
  files["clinic.db"] = written;
  const manifest: BackupManifest = {
    format: 1,
    clinic: mark,
    takenAt: at.toISOString(),
    schema,
    counts,
    files,
    models: copyModels(join(clinic, "models"), place),
  };
  writeManifest(draft, manifest, keys.backup);
  onProgress(0.95);
  renameDurably(draft, join(place.snapshots, id));

  const removed = removeOutlived(place, present, at, keys);
  onProgress(1);
  return {
    id: SnapshotId.parse(id),
    takenAt: manifest.takenAt,
    counts,
    copied: first.copied + second.copied,
    bytes: first.bytes + second.bytes + written.bytes,
    damaged: second.damaged.length,
    lacking,
    removed,
  };
}

/** Each once, however many of its files there are. */
function ownersOf(database: Database, files: readonly string[]): FileOwner[] {
  const owners = files.flatMap(fileOwners(database));
  return [...new Map(owners.map((owner) => [owner.id, owner])).values()];
}

/** As they are at one moment, whoever writes meanwhile; the copy keeps the key. */
function copyRecords(from: string, to: string, key: Buffer): void {
  const database = openDatabase(from, key, false);
  try {
    database.prepare("VACUUM INTO ?").run(to);
  } finally {
    database.close();
  }
}

/** Versions never change, so that one that is there is whole. */
function copyModels(models: string, place: BackupPlace): BackupManifest["models"] {
  if (!existsSync(models)) return [];
  return readdirSync(models)
    .filter(
      (version) => !version.startsWith(".") && existsSync(join(models, version, "manifest.json")),
    )
    .map((version) => {
      const manifestHash = sha256Of(readFileSync(join(models, version, "manifest.json")));
      const folder = `${version}-${manifestHash.slice(0, 12)}`;
      const target = join(place.models, folder);
      if (!existsSync(target)) {
        const draft = `${target}${UNFINISHED}`;
        rmSync(draft, { recursive: true, force: true });
        copyFolder(join(models, version), draft);
        renameDurably(draft, target);
      }
      return { version, folder, manifestHash };
    });
}

/** @param present files that the clinic itself has */
function removeOutlived(
  place: BackupPlace,
  present: readonly string[],
  at: Date,
  keys: StoreKeys,
): number {
  const moments = snapshotIds(place).flatMap((id) => momentOf(id) ?? []);
  const gone = outlived(moments, at).map(snapshotId);
  for (const id of gone) rmSync(join(place.snapshots, id), { recursive: true, force: true });
  if (gone.length === 0) return 0;
  try {
    removeUnreferenced(place, present, keys);
  } catch (error) {
    // A backup that cannot be read may refer to anything: then all stays.
    if (!(error instanceof LentigoError)) throw error;
  }
  return gone.length;
}

/** Removes files and model versions that neither the clinic nor a backup that stays refers to. */
function removeUnreferenced(place: BackupPlace, present: readonly string[], keys: StoreKeys): void {
  const inClinic = new Set(present);
  const copies = openBlobs(place.photos, keys);
  const names = [...allBlobs(copies), ...copies.quarantined()];
  const orphans = new Set(names.filter((name) => !inClinic.has(name)));
  const models = new Set(readdirSync(place.models));
  for (const id of snapshotIds(place)) {
    const folder = join(place.snapshots, id);
    for (const model of readSealedManifest(folder, keys.backup).models) models.delete(model.folder);
    inSnapshot(databaseFile(folder), keys.database, (database) => {
      for (const name of referencedFiles(database)) orphans.delete(name);
    });
  }
  for (const name of orphans) copies.remove(name);
  for (const name of models) rmSync(join(place.models, name), { recursive: true, force: true });
}

/** The disk that is full, or gone, is the backup's, not the clinic's. */
function asBackupError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  if (code === "store.full" || code === "SQLITE_FULL" || /^(ENOSPC|EDQUOT)/.test(code)) {
    return new LentigoError("backup.full", {}, { cause: error });
  }
  if (/^(ENOENT|EACCES|EPERM|EROFS|EIO|ENODEV|ENXIO|SQLITE_CANTOPEN)/.test(code)) {
    return new LentigoError("backup.unreachable", {}, { cause: error });
  }
  return asStoreError(error);
}
