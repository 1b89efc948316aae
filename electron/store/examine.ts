/** Looks through a clinic: every page of the database, every file to its last byte. */
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Database } from "better-sqlite3";
import { failureOf, LentigoError } from "../contract/errors";
import type { Examination, FileFault } from "../contract/examination";
import { copyFolder, ifGiven } from "./backup/copyFiles";
import { existingPlace, type BackupPlace } from "./backup/place";
import { isWhole } from "./backup/snapshotDatabase";
import {
  inPlace,
  installedModels,
  isBrought,
  isModelWhole,
  wholeCopy,
  type InstalledModel,
} from "./backup/wholeModel";
import { blobFault, openBlobs, type BlobStore } from "./blobs";
import { openDatabase } from "./database";
import { withKeys, type StoreKeys } from "./keys";
import { databaseFile } from "./open";
import { fileReferences } from "./referencedFiles";
import { asStoreError } from "./storeErrors";
import { renameDurably } from "./writeDurably";

export interface ExamineJob {
  /** The clinic's folder; it may be open and at work meanwhile. */
  readonly clinic: string;
  readonly dataKey: Buffer;
  /** Where backups go; null: nowhere. */
  readonly backups: string | null;
  /** The model version that comes with this Lentigo; null where it is missing. */
  readonly shipped: InstalledModel | null;
  readonly at: Date;
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/**
 * Names what is damaged. A damaged file is put out of the way; where the backups hold a whole copy of
 * it or of a model version, that takes its place.
 *
 * @throws LentigoError `store.*` where the clinic cannot be opened
 */
export function examine(job: ExamineJob): Examination {
  try {
    return withKeys(job.dataKey, (keys) => look(job, keys));
  } catch (error) {
    throw asStoreError(error);
  }
}

function look(job: ExamineJob, keys: StoreKeys): Examination {
  const { clinic, backups, shipped, at, onProgress } = job;
  const database = openDatabase(databaseFile(clinic), keys.database, false);
  try {
    const records = attempt(() => isWhole(database)) === true ? "whole" : "damaged";
    const files = attempt(() => namedFiles(database)) ?? [];
    // What damaged records do not tell any more may be theirs all the same.
    const isReferenced = attempt(() => fileReferences(database));
    const isNamed = (name: string): boolean => attempt(() => isReferenced?.(name)) ?? true;
    const place = placeIn(backups);
    const versions = { folder: join(clinic, "models"), shipped, place };
    const models = attempt(() => lookAtModels(database, versions)) ?? NO_MODELS;
    onProgress(SHARE_OF_RECORDS);
    const blobs = openBlobs(join(clinic, "photos"), keys);
    const copies = place && openBlobs(place.photos, keys);
    const faults: FileFault[] = [];
    for (const [index, { name, kind, id }] of files.entries()) {
      const fault = faultOf(blobs, name);
      // People are at work meanwhile: what they delete for good is no fault, and must not come back.
      if (fault && isNamed(name)) {
        // What the disk does not give out today it may give out tomorrow.
        if (fault === "damaged") blobs.quarantine(name);
        const restored = takeBack(copies, blobs, name);
        const told = fault === "missing" ? fault : "damaged";
        if (isNamed(name)) faults.push({ kind, id, fault: told, restored });
        else blobs.remove(name);
      }
      onProgress(SHARE_OF_RECORDS + (1 - SHARE_OF_RECORDS) * (index / files.length));
    }
    onProgress(1);
    return { at: at.toISOString(), records, files: files.length, faults, ...models };
  } finally {
    database.close();
  }
}

/** How much of the work it is to read the database. */
const SHARE_OF_RECORDS = 0.1;

interface NamedFile {
  readonly name: string;
  readonly kind: FileFault["kind"];
  /** Of the photo or report. */
  readonly id: string;
}

/** Each file once, for the first that it belongs to. */
function namedFiles(database: Database): NamedFile[] {
  return database
    .prepare<[], NamedFile>(
      `SELECT name, kind, id FROM (
         SELECT blob AS name, 'photo' AS kind, id FROM photos
         UNION ALL SELECT thumbnail, 'photo', id FROM photos
         UNION ALL SELECT pdf, 'report', id FROM reports
         UNION ALL SELECT page_pictures, 'report', id FROM reports
       ) GROUP BY name`,
    )
    .all();
}

interface Models {
  /** Where the clinic's versions lie. */
  readonly folder: string;
  readonly shipped: InstalledModel | null;
  readonly place: BackupPlace | null;
}

type ModelsFound = Pick<Examination, "models" | "modelsRestored">;

const NO_MODELS: ModelsFound = { models: [], modelsRestored: [] };

/** Versions whose folder is not what was installed, or is gone. */
function lookAtModels(database: Database, { folder, shipped, place }: Models): ModelsFound {
  const row = database.prepare<[string, string]>(
    "SELECT 1 FROM model_versions WHERE version = ? AND manifest_hash = ?",
  );
  const found: ModelsFound = { models: [], modelsRestored: [] };
  for (const model of installedModels(database)) {
    const { version, manifestHash } = model;
    const own = join(folder, version);
    if (isModelWhole(own, manifestHash) || isBrought(model, own, shipped)) continue;
    // People are at work meanwhile: what they delete is no fault, and must not come back.
    const isInstalled = (): boolean => row.get(version, manifestHash) !== undefined;
    const isRestored = place !== null && bringBack(place, model, own, isInstalled);
    if (isInstalled()) (isRestored ? found.modelsRestored : found.models).push(version);
    else if (isRestored) rmSync(own, { recursive: true, force: true });
  }
  return found;
}

/**
 * Whatever keeps a version from coming back, a full disk or one that was pulled out: it is named, and
 * the look goes on.
 *
 * @returns true where there was a whole copy, and it has taken the version's place
 */
function bringBack(
  place: BackupPlace,
  model: InstalledModel,
  own: string,
  isInstalled: () => boolean,
): boolean {
  // What a crash leaves of it goes at the next sign-in, for its dot.
  const draft = join(dirname(own), `.restored-${model.version}`);
  try {
    const copy = wholeCopy(place, inPlace(model));
    if (copy === null) return false;
    copyFolder(copy, draft);
    if (!isInstalled()) return false;
    rmSync(own, { recursive: true, force: true });
    renameDurably(draft, own);
    return true;
  } catch {
    return false;
  } finally {
    ifGiven(() => {
      rmSync(draft, { recursive: true, force: true });
    });
  }
}

function faultOf(blobs: BlobStore, name: string): ReturnType<typeof blobFault> {
  try {
    blobs.get(name);
    return null;
  } catch (error) {
    const fault = blobFault(error);
    if (!fault) throw error;
    return fault;
  }
}

function placeIn(backups: string | null): BackupPlace | null {
  try {
    return backups === null ? null : existingPlace(backups);
  } catch (error) {
    if (error instanceof LentigoError) return null;
    throw error;
  }
}

/** @returns true where there was a whole copy */
function takeBack(copies: BlobStore | null, blobs: BlobStore, name: string): boolean {
  if (!copies?.opens(name)) return false;
  blobs.putBack(name, copies.get(name));
  return true;
}

/** Null where damage keeps it from being done. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    const known = failureOf(asStoreError(error));
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (known?.code === "store.damaged" || known?.code === "store.wrong-key" || code === "ENOENT") {
      return null;
    }
    throw error;
  }
}
