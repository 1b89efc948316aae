import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import { analysisRepository, type AnalysisRepository } from "./analyses";
import { openBlobs, type BlobStore } from "./blobs";
import { openDatabase } from "./database";
import { readKeyFile, writeKeyFile, type KeyGuard } from "./keyFile";
import { createDataKey, deriveKeys } from "./keys";
import { patientRepository, type PatientRepository } from "./patients";
import { photoRepository, type PhotoRepository } from "./photos";
import { asStoreError } from "./storeErrors";

/** The clinic's records: rows in an encrypted database, pictures in encrypted files. */
export interface Store {
  readonly patients: PatientRepository;
  readonly photos: PhotoRepository;
  readonly analyses: AnalysisRepository;
  readonly blobs: BlobStore;
  /** How the data key is guarded. */
  readonly keyProtection: KeyGuard["protection"];
  /** Runs writes as one: all of them are kept or none. */
  transaction<T>(work: () => T): T;
  /** What `PRAGMA integrity_check` says: "ok", or what is wrong. */
  integrity(): string;
  close(): void;
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
  const blobs = openBlobs(join(folder, "photos"), keys);
  const photos = photoRepository(database);
  removeOrphans(blobs, photos);
  return {
    patients: patientRepository(database),
    photos,
    analyses: analysisRepository(database),
    blobs,
    keyProtection: protection,
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
  rmSync(draft, { recursive: true, force: true });
  try {
    mkdirSync(draft);
    const key = createDataKey();
    openDatabase(databaseFile(draft), deriveKeys(key).database, true).close();
    writeKeyFile(join(draft, "key.json"), key, guard);
    renameSync(draft, folder);
  } catch (error) {
    throw asStoreError(error);
  }
}

/**
 * A crash between writing a photo's file and its row leaves a file nobody refers to. It is
 * removed: what was not acknowledged was not taken in.
 */
function removeOrphans(blobs: BlobStore, photos: PhotoRepository): void {
  const referenced = photos.referencedFiles();
  const { names, unfinished } = blobs.list();
  for (const name of names) if (!referenced.has(name)) blobs.remove(name);
  for (const file of unfinished) blobs.removeUnfinished(file);
}

function inTransaction<T>(database: Database, work: () => T): T {
  try {
    return database.transaction(work)();
  } catch (error) {
    throw asStoreError(error);
  }
}
