import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { asStoreError } from "./storeErrors";

/**
 * Writes a file so that after a power cut there is either the old one or the whole new one:
 * to a temporary name, synced, renamed, the folder synced.
 *
 * @throws LentigoError `store.full` where the disk has no room left
 */
export function writeDurably(file: string, content: Uint8Array): void {
  const temporary = `${file}.new`;
  try {
    writeFileSync(temporary, content, { mode: 0o600, flush: false });
    syncPath(temporary);
    renameSync(temporary, file);
    if (process.platform !== "win32") syncPath(dirname(file)); // Windows cannot open folders
  } catch (error) {
    rmSync(temporary, { force: true });
    throw asStoreError(error);
  }
}

function syncPath(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
