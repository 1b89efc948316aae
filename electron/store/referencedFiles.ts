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

/** Tells whether a row refers to a file, in a database of this version. */
export function fileReferences(database: Database): (name: string) => boolean {
  const conditions = COLUMNS.map(
    ([table, columns]) =>
      `SELECT 1 FROM ${table} WHERE ${columns.map((column) => `${column} = @name`).join(" OR ")}`,
  );
  const reference = database.prepare(`${conditions.join(" UNION ALL ")} LIMIT 1`);
  return (name) => reference.get({ name }) !== undefined;
}

/** Of the database as it is, whichever version wrote it. */
export function tableNames(database: Database): Set<string> {
  const names = database.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'");
  return new Set(names.pluck().all());
}
