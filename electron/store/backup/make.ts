import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { LentigoError } from "../../contract/errors";
import { SnapshotId, type BackupReport } from "../../contract/backups";
import type { FileOwner } from "../../contract/examination";
import { outlived } from "../../domain/backupRule";
import { allBlobs, openBlobs } from "../blobs";
import { openDatabase } from "../database";
import { withKeys, type StoreKeys } from "../keys";
import { databaseFile } from "../open";
import { fileOwners, referencedFiles } from "../referencedFiles";
import { asStoreError } from "../storeErrors";
import { UNFINISHED, renameDurably } from "../writeDurably";
import { copyDurably, copyEncrypted, copyFolder, identityOf, syncFile } from "./copyFiles";
import { readSealedManifest, writeManifest, type BackupManifest } from "./manifest";
import {
  clinicMark,
  damagedCopy,
  momentOf,
  placeFor,
  snapshotId,
  snapshotIds,
  unfinishedSnapshots,
  type BackupPlace,
} from "./place";
import { countsOf, inSnapshot, isWhole, schemaOf } from "./snapshotDatabase";
import {
  inPlace,
  installedModels,
  isBrought,
  isModelWhole,
  wholeCopy,
  type InstalledModel,
} from "./wholeModel";

/** What a backup lacks because the clinic's own is damaged or gone; a model version by its name. */
export interface Lacking {
  readonly kind: FileOwner["kind"] | "model";
  readonly id: string;
}

export interface BackupJob {
  /** The clinic's folder; it may be open and at work meanwhile. */
  readonly clinic: string;
  readonly dataKey: Buffer;
  /** Where backups go: see placeFor. */
  readonly folder: string;
  /** The model version that comes with this Lentigo; null where it is missing. */
  readonly shipped: InstalledModel | null;
  readonly at: Date;
  /** From 0 to 1. Where it throws, the backup does not count; at 1 it does. */
  readonly onProgress: (share: number) => void;
  /** Called for each once the backup counts; the report only counts their files. */
  readonly onLacking?: (lacking: Lacking) => void;
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

function make(
  { clinic, folder, shipped, at, onProgress, onLacking }: BackupJob,
  keys: StoreKeys,
): BackupReport {
  const mark = clinicMark(keys.backup);
  const place = placeFor(folder, mark, clinic);
  for (const name of unfinishedSnapshots(place)) {
    rmSync(join(place.snapshots, name), { recursive: true, force: true });
  }
  const id = snapshotId(at);
  if (existsSync(join(place.snapshots, id))) throw new LentigoError("backup.running");

  // Before the records: what is deleted while they are written may still be named in them.
  const photos = join(clinic, "photos");
  const present = allBlobs(openBlobs(photos, keys));
  const copying = { from: photos, to: place.photos, keys };
  const models = { from: join(clinic, "models"), shipped, place };
  copyModels(inClinic(databaseFile(clinic), keys.database, installedModels), models);
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
  // As they are at one moment, whoever writes meanwhile; the copy keeps the key.
  inClinic(databaseFile(clinic), keys.database, (database) =>
    database.prepare("VACUUM INTO ?").run(records),
  );
  onProgress(0.9);

  const { schema, counts, wanted, versions } = inSnapshot(records, keys.database, (database) => {
    if (!isWhole(database)) throw new LentigoError("backup.damaged");
    return {
      schema: schemaOf(database),
      counts: countsOf(database),
      wanted: referencedFiles(database),
      versions: installedModels(database),
    };
  });
  const second = copyEncrypted({
    ...copying,
    names: wanted,
    onCopied: () => {
      onProgress(0.9);
    },
  });
  const modelCopies = copyModels(versions, models);
  const lacking: readonly Lacking[] = [
    ...inSnapshot(records, keys.database, (database) => ownersOf(database, second.damaged)),
    ...modelCopies.lacking.map((id) => ({ kind: "model", id }) as const),
  ];
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
    models: modelCopies.named,
  };
  writeManifest(draft, manifest, keys.backup);
  onProgress(0.95);
  renameDurably(draft, join(place.snapshots, id));

  const removed = removeOutlived(place, present, at, keys);
  onProgress(1);
  for (const each of lacking) onLacking?.(each);
  return {
    id: SnapshotId.parse(id),
    takenAt: manifest.takenAt,
    counts,
    copied: first.copied + second.copied,
    bytes: first.bytes + second.bytes + written.bytes,
    damaged: second.damaged.length + modelCopies.lacking.length,
    removed,
  };
}

/** Each once, however many of its files there are. */
function ownersOf(database: Database, files: readonly string[]): FileOwner[] {
  const owners = files.flatMap(fileOwners(database));
  return [...new Map(owners.map((owner) => [owner.id, owner])).values()];
}

function inClinic<T>(file: string, key: Buffer, look: (database: Database) => T): T {
  const database = openDatabase(file, key, false);
  try {
    return look(database);
  } finally {
    database.close();
  }
}

interface ModelCopying {
  /** Where the clinic's versions lie. */
  readonly from: string;
  readonly shipped: InstalledModel | null;
  readonly place: BackupPlace;
}

interface CopiedModels {
  readonly named: BackupManifest["models"];
  /** Versions that are not whole in the clinic, and of which there is no copy. */
  readonly lacking: readonly string[];
}

/**
 * Copies the versions that the place lacks. They never change, so that one that is there stays, as
 * with encrypted files. One that is lacking is named all the same: a copy that a check put aside
 * stays as long as it is.
 */
function copyModels(
  versions: readonly InstalledModel[],
  { from, shipped, place }: ModelCopying,
): CopiedModels {
  const named: BackupManifest["models"] = [];
  const lacking: string[] = [];
  for (const version of versions) {
    const model = inPlace(version);
    const [own, target] = [join(from, model.version), join(place.models, model.folder)];
    const isThere = existsSync(target) || copyWhole(own, target, model.manifestHash);
    if (!isThere && wholeCopy(place, model) === null) {
      if (isBrought(version, own, shipped)) continue;
      lacking.push(model.version);
    }
    named.push(model);
  }
  return { named, lacking };
}

/** False where the version is not whole: nothing is copied then. */
function copyWhole(own: string, target: string, manifestHash: string): boolean {
  if (!isModelWhole(own, manifestHash)) return false;
  try {
    copyModel(own, target);
    return true;
  } catch (error) {
    // Somebody may have deleted it meanwhile.
    if (isModelWhole(own, manifestHash)) throw error;
    return false;
  }
}

function copyModel(from: string, to: string): void {
  const draft = `${to}${UNFINISHED}`;
  rmSync(draft, { recursive: true, force: true });
  copyFolder(from, draft);
  renameDurably(draft, to);
  rmSync(damagedCopy(to), { recursive: true, force: true });
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
    for (const model of readSealedManifest(folder, keys.backup).models) {
      models.delete(model.folder);
      models.delete(damagedCopy(model.folder));
    }
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
