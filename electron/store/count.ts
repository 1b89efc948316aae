import type { Database } from "better-sqlite3";

/**
 * Prepares a statement that counts rows; what it is given are its parameters.
 *
 * @param from what follows `SELECT count(*)`
 */
export function countOf(
  database: Database,
  from: string,
): (...parameters: readonly (string | object)[]) => number {
  const statement = database.prepare<unknown[], number>(`SELECT count(*) ${from}`).pluck();
  return (...parameters) => Number(statement.get(...parameters));
}
