import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import { analysisRepository, type AnalysisRepository } from "./analyses";
import { openBlobs, type BlobStore } from "./blobs";
import { openDatabase } from "./database";
import { readKeyFile, writeKeyFile, type KeyGuard } from "./keyFile";
import { createDataKey, deriveKeys } from "./keys";
import { lesionRepository, type LesionRepository } from "./lesions";
import { patientRepository, type PatientRepository } from "./patients";
import { photoRepository, type PhotoRepository } from "./photos";
import { asStoreError } from "./storeErrors";
import { renameDurably } from "./writeDurably";

/** The clinic's records: rows in an encrypted database, pictures in encrypted files. */
export interface Store {
  readonly patients: PatientRepository;
  readonly lesions: LesionRepository;
  readonly photos: PhotoRepository;
  readonly analyses: AnalysisRepository;
  readonly blobs: BlobStore;
  /** How the data key is guarded. */
  readonly keyProtection: KeyGuard["protection"];
  /** What the repair pass found when the store was opened. */
  readonly repair: RepairReport;
  /** Runs writes as one: all of them are kept or none. */
  transaction<T>(work: () => T): T;
  /** What `PRAGMA integrity_check` says: "ok", or what is wrong. */
  integrity(): string;
  close(): void;
}

/** Files and rows that did not belong together; zeros where all is well. */
export interface RepairReport {
  /** Files that no photo referred to; they were set aside. */
  readonly unreferencedFiles: number;
  /** Files that photos refer to and that are gone. */
  readonly missingFiles: number;
}

export interface StoreOptions {
  /** The clinic's folder; made, with a new key, where it does not exist. */
  readonly folder: string;
  /** Guards at hand, the one for a new clinic first. */
  readonly guards: readonly [KeyGuard, ...KeyGuard[]];
}

/**
 * Opens the clinic's store; a new one is made only where there is none at all.
 *
 * @throws LentigoError `store.key-missing`, `store.key-damaged`, `store.missing`,
 * `store.wrong-key`, `store.damaged`, `store.newer` or `store.full`; the files stay untouched
 */
export function openStore({ folder, guards }: StoreOptions): Store {
  if (!existsSync(folder)) createStore(folder, guards[0]);
  const keyFile = join(folder, "key.json");
  if (!existsSync(keyFile)) throw new LentigoError("store.key-missing");
  const { key, protection } = readKeyFile(keyFile, guards);
  const keys = deriveKeys(key);
  key.fill(0);

  const database = openDatabase(databaseFile(folder), keys.database, false);
  try {
    return storeOf(database, openBlobs(join(folder, "photos"), keys), protection);
  } catch (error) {
    database.close();
    throw asStoreError(error);
  }
}

function storeOf(
  database: Database,
  blobs: BlobStore,
  keyProtection: KeyGuard["protection"],
): Store {
  const photos = photoRepository(database);
  return {
    patients: patientRepository(database),
    lesions: lesionRepository(database),
    photos,
    analyses: analysisRepository(database),
    blobs,
    keyProtection,
    repair: repair(blobs, photos),
    transaction: (work) => inTransaction(database, work),
    integrity: () => String(database.pragma("integrity_check", { simple: true })),
    close: () => {
      database.close();
    },
  };
}

function databaseFile(folder: string): string {
  return join(folder, "clinic.db");
}

/**
 * Makes a new clinic beside its place and moves it there whole, so that a crash half-way
 * leaves no key without a database nor the reverse.
 */
function createStore(folder: string, guard: KeyGuard): void {
  const draft = `${folder}.new`;
  mkdirSync(dirname(folder), { recursive: true });
  if (existsSync(join(draft, "key.json"))) {
    // Whole but for its name: the key is written last.
    renameDurably(draft, folder);
    return;
  }
  rmSync(draft, { recursive: true, force: true });
  try {
    mkdirSync(draft);
    const key = createDataKey();
    openDatabase(databaseFile(draft), deriveKeys(key).database, true).close();
    writeKeyFile(join(draft, "key.json"), key, guard);
    renameDurably(draft, folder);
  } catch (error) {
    throw asStoreError(error);
  }
}

/**
 * A crash between writing a photo's file and its row leaves a file nobody refers to. It is
 * only set aside, never deleted: were the database an older copy, such files would be photos.
 */
function repair(blobs: BlobStore, photos: PhotoRepository): RepairReport {
  const referenced = photos.referencedFiles();
  const present = new Set(blobs.list());
  const unreferenced = [...present].filter((name) => !referenced.has(name));
  for (const name of unreferenced) blobs.setAside(name);
  return {
    unreferencedFiles: unreferenced.length,
    missingFiles: [...referenced].filter((name) => !present.has(name)).length,
  };
}

function inTransaction<T>(database: Database, work: () => T): T {
  try {
    return database.transaction(work)();
  } catch (error) {
    throw asStoreError(error);
  }
}
