/** The database within a backup: looked at, never written. */
import DatabaseConstructor, { type Database } from "better-sqlite3";
import { LentigoError } from "../../contract/errors";
import type { BackupCounts } from "../../contract/backups";
import { countOf } from "../count";
import { useKey } from "../database";
import { MIGRATIONS } from "../migrations/migrate";
import { tableNames } from "../referencedFiles";

/**
 * Runs a look at a database that nobody else has open.
 *
 * @throws LentigoError `backup.damaged` where it does not open with the key or is not whole,
 * `backup.newer` where a newer Lentigo wrote it
 */
export function inSnapshot<T>(file: string, key: Buffer, look: (database: Database) => T): T {
  let database: Database | null = null;
  try {
    database = new DatabaseConstructor(file, { readonly: true, fileMustExist: true });
    useKey(database, key);
    if (schemaOf(database) > MIGRATIONS.length) throw new LentigoError("backup.newer");
    return look(database);
  } catch (error) {
    if (error instanceof LentigoError) throw error;
    throw new LentigoError("backup.damaged", {}, { cause: error });
  } finally {
    database?.close();
  }
}

/** Number of the last migration that ran. */
export function schemaOf(database: Database): number {
  return database.pragma("user_version", { simple: true }) as number;
}

/** True where SQLite finds every page and index in order. */
export function isWhole(database: Database): boolean {
  return database.pragma("integrity_check", { simple: true }) === "ok";
}

/** How much there is; tables that an earlier version lacks hold nothing. */
export function countsOf(database: Database): BackupCounts {
  const tables = tableNames(database);
  const count = (table: keyof BackupCounts): number =>
    tables.has(table) ? countOf(database, `FROM ${table}`)() : 0;
  return {
    patients: count("patients"),
    lesions: count("lesions"),
    photos: count("photos"),
    reports: count("reports"),
    accounts: count("accounts"),
  };
}
