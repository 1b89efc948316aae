import type { Database } from "better-sqlite3";
import type { FileOwner } from "../contract/examination";

interface FileColumns {
  readonly table: string;
  readonly columns: readonly string[];
  readonly kind: FileOwner["kind"];
}

/** Columns that name encrypted files. */
const COLUMNS: readonly FileColumns[] = [
  { table: "photos", columns: ["blob", "thumbnail"], kind: "photo" },
  { table: "reports", columns: ["pdf", "page_pictures"], kind: "report" },
];

/**
 * Names of all files that rows refer to: 64 hexadecimal digits each.
 *
 * @param database perhaps of an earlier version, which lacks some tables
 */
export function referencedFiles(database: Database): Set<string> {
  const tables = tableNames(database);
  const names = new Set<string>();
  for (const { table, columns } of COLUMNS) {
    if (!tables.has(table)) continue;
    for (const column of columns) {
      const rows = database.prepare<[], string>(`SELECT ${column} FROM ${table}`).pluck();
      for (const name of rows.iterate()) names.add(name);
    }
  }
  return names;
}

/** Tells whose a file is, in a database of this version; nobody's where no row refers to it. */
export function fileOwners(database: Database): (name: string) => FileOwner[] {
  const selects = COLUMNS.map(
    ({ table, columns, kind }) =>
      `SELECT '${kind}' AS kind, id FROM ${table}
       WHERE ${columns.map((column) => `${column} = @name`).join(" OR ")}`,
  );
  const owners = database.prepare<[{ name: string }], FileOwner>(selects.join(" UNION ALL "));
  return (name) => owners.all({ name });
}

/** Tells whether a row refers to a file, in a database of this version. */
export function fileReferences(database: Database): (name: string) => boolean {
  const ownersOf = fileOwners(database);
  return (name) => ownersOf(name).length > 0;
}

/** Of the database as it is, whichever version wrote it. */
export function tableNames(database: Database): Set<string> {
  const names = database.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'");
  return new Set(names.pluck().all());
}
