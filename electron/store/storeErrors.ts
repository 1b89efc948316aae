import { LentigoError, type ErrorCode } from "../contract/errors";

/** What SQLite's and the operating system's codes mean to people; others stay as they are. */
const MEANING: readonly (readonly [RegExp, ErrorCode])[] = [
  // Without room for the index of its write-ahead log SQLite speaks of an error of the disk.
  [/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/, "store.full"],
  [/^SQLITE_NOTADB/, "store.wrong-key"],
  [/^SQLITE_(CORRUPT|IOERR)/, "store.damaged"],
];

/** Turns an error of SQLite or of a file operation into one with a code for people. */
export function asStoreError(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const code = String(error.code);
  const meaning = MEANING.find(([pattern]) => pattern.test(code));
  return meaning ? new LentigoError(meaning[1], {}, { cause: error }) : error;
}
