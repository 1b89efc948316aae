import type { Database } from "better-sqlite3";

/** Columns that name encrypted files. */
const COLUMNS: readonly (readonly [table: string, columns: readonly string[]])[] = [
  ["photos", ["blob", "thumbnail"]],
  ["reports", ["pdf", "page_pictures"]],
];

/**
 * Names of all files that rows refer to: 64 hexadecimal digits each.
 *
 * @param database perhaps of an earlier version, which lacks some tables
 */
export function referencedFiles(database: Database): Set<string> {
  const tables = tableNames(database);
  const names = new Set<string>();
  for (const [table, columns] of COLUMNS) {
    if (!tables.has(table)) continue;
    for (const column of columns) {
      const rows = database.prepare<[], string>(`SELECT ${column} FROM ${table}`).pluck();
      for (const name of rows.iterate()) names.add(name);
    }
  }
  return names;
}

/** Of the database as it is, whichever version wrote it. */
export function tableNames(database: Database): Set<string> {
  const names = database.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'");
  return new Set(names.pluck().all());
}
