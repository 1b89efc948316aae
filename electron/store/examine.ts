/** Looks through a clinic: every page of the database, every file to its last byte. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { failureOf, LentigoError } from "../contract/errors";
import type { Examination, FileFault } from "../contract/examination";
import type { ModelSummary } from "../contract/models";
import { existingPlace } from "./backup/place";
import { isModelWhole } from "./backup/wholeModel";
import { isWhole } from "./backup/snapshotDatabase";
import { blobFault, openBlobs, type BlobStore } from "./blobs";
import { openDatabase } from "./database";
import { withKeys, type StoreKeys } from "./keys";
import { databaseFile } from "./open";
import { fileReferences } from "./referencedFiles";
import { asStoreError } from "./storeErrors";

export interface ExamineJob {
  /** The clinic's folder; it may be open and at work meanwhile. */
  readonly clinic: string;
  readonly dataKey: Buffer;
  /** Where backups go; null: nowhere. */
  readonly backups: string | null;
  readonly at: Date;
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/**
 * Names what is damaged. A damaged file is put out of the way; where the backups hold a whole copy,
 * that takes its place.
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

function look({ clinic, backups, at, onProgress }: ExamineJob, keys: StoreKeys): Examination {
  const database = openDatabase(databaseFile(clinic), keys.database, false);
  try {
    const records = attempt(() => isWhole(database)) === true ? "whole" : "damaged";
    const files = attempt(() => namedFiles(database)) ?? [];
    // What damaged records do not tell any more may be theirs all the same.
    const isReferenced = attempt(() => fileReferences(database));
    const isNamed = (name: string): boolean => attempt(() => isReferenced?.(name)) ?? true;
    const models = attempt(() => damagedModels(database, join(clinic, "models"))) ?? [];
    onProgress(SHARE_OF_RECORDS);
    const blobs = openBlobs(join(clinic, "photos"), keys);
    const copies = copiesIn(backups, keys);
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
    return { at: at.toISOString(), records, files: files.length, faults, models };
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

interface InstalledVersion {
  readonly version: string;
  readonly origin: ModelSummary["origin"];
  readonly hash: string;
}

/** Versions whose folder is not what was installed, or is gone. */
function damagedModels(database: Database, folder: string): string[] {
  const installed = database.prepare<[], InstalledVersion>(
    "SELECT version, origin, manifest_hash AS hash FROM model_versions ORDER BY version",
  );
  const isInstalled = database.prepare<[string]>("SELECT 1 FROM model_versions WHERE version = ?");
  return installed
    .all()
    .filter(({ version, origin, hash }) => {
      const own = join(folder, version);
      // The shipped version may have no folder: Lentigo brings it.
      if (isModelWhole(own, hash) || (origin === "shipped" && !existsSync(own))) return false;
      // People are at work meanwhile: what they delete is no fault.
      return isInstalled.get(version) !== undefined;
    })
    .map(({ version }) => version);
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

function copiesIn(backups: string | null, keys: StoreKeys): BlobStore | null {
  try {
    return backups === null ? null : openBlobs(existingPlace(backups).photos, keys);
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
