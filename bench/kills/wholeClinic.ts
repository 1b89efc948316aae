/** What every clinic must be after a kill, whatever was killed. */
import { openDatabase } from "../../electron/store/database";
import { SHELVES } from "../../electron/store/blobs";
import { withKeys } from "../../electron/store/keys";
import { databaseFile, type Store } from "../../electron/store/open";
import { referencedFiles } from "../../electron/store/referencedFiles";
import { must } from "./killKind";

/**
 * The database is whole, the log verifies, and every file that a row names opens. Then puts away
 * what the kill left behind, as the next sign-in does.
 *
 * @returns how many files nothing referred to
 */
export async function mustBeWhole(store: Store, folder: string, dataKey: Buffer): Promise<number> {
  must(store.integrity() === "ok", "the database is whole");
  const names = withKeys(dataKey, (keys) => {
    const database = openDatabase(databaseFile(folder), keys.database, false);
    try {
      const broken = database.pragma("foreign_key_check") as unknown[];
      must(broken.length === 0, "rows refer to rows that are there");
      return referencedFiles(database);
    } finally {
      database.close();
    }
  });
  const verdict = store.audit.verify();
  must(verdict.intact, `the audit log verifies: ${JSON.stringify(verdict)}`);
  for (const name of names) {
    const content = store.blobs.get(name);
    must(store.blobs.nameOf(content) === name, "every file that a row names holds its bytes");
  }
  const ending = new AbortController().signal;
  const { unreferencedFiles } = await store.repair(ending);
  const again = await store.repair(ending);
  must(
    again.unreferencedFiles === 0 && again.missingFiles === 0,
    "setting right is done in one go",
  );
  const left = SHELVES.flatMap((shelf) => store.blobs.list(shelf));
  must(left.length === names.size, "no file is left that nothing refers to");
  return unreferencedFiles;
}
