import { existsSync } from "node:fs";
import DatabaseConstructor, { type Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import { migrate } from "./migrations/migrate";
import { asStoreError } from "./storeErrors";

/** How a key is given that is one already, and no password. */
const RAW = Buffer.from("raw:");
const HEX = Buffer.from("0123456789abcdef");

/** Has the database decrypt with the key; the first reading shows whether it fits. */
export function useKey(database: Database, key: Buffer): void {
  // Digits by hand: a string stays in memory until it is collected, and cannot be wiped.
  const digits = Buffer.alloc(RAW.length + 2 * key.length);
  RAW.copy(digits);
  key.forEach((byte, at) => {
    digits[RAW.length + 2 * at] = HEX[byte >> 4] ?? 0;
    digits[RAW.length + 2 * at + 1] = HEX[byte & 15] ?? 0;
  });
  try {
    database.key(digits);
  } finally {
    digits.fill(0);
  }
}

/**
 * Opens the encrypted database (ChaCha20-Poly1305 on every page, WAL included) and brings it
 * to the newest version.
 *
 * @param create make it where it does not exist; otherwise a missing file is an error, since
 * a fresh database must never take the place of a lost one
 * @throws LentigoError `store.missing`, `store.wrong-key`, `store.damaged` or `store.newer`
 */
export function openDatabase(file: string, key: Buffer, create: boolean): Database {
  if (!create && !existsSync(file)) throw new LentigoError("store.missing");
  const database = new DatabaseConstructor(file, { fileMustExist: !create });
  try {
    useKey(database, key);
    database.pragma("journal_mode = WAL");
    // The fork's default under WAL is NORMAL, which may lose the last commits in a power cut.
    database.pragma("synchronous = FULL");
    database.pragma("foreign_keys = ON");
    database.pragma("secure_delete = ON");
    database.pragma("temp_store = MEMORY");
    // KiB. Every page that is not in memory is decrypted again; the default holds 2 MiB.
    database.pragma("cache_size = -65536");
    // A file of no bytes opens as an empty database; it is a lost one, not a new one.
    if (!create && database.pragma("user_version", { simple: true }) === 0) {
      throw new LentigoError("store.damaged");
    }
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw asStoreError(error);
  }
}
