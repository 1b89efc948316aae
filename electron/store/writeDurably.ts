import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { asStoreError } from "./storeErrors";

/** Ending of files that are being written; one that is found later was cut short. */
export const UNFINISHED = ".new";

/**
 * Writes a file so that after a power cut there is either the old one or the whole new one:
 * to a temporary name, synced, renamed, the folder synced.
 *
 * @throws LentigoError `store.full` where the disk has no room left
 */
export function writeDurably(file: string, content: Uint8Array): void {
  const temporary = `${file}${UNFINISHED}`;
  try {
    // Synced through the handle that wrote: Windows syncs no handle that only reads.
    const handle = openSync(temporary, "w", 0o600);
    try {
      for (let at = 0; at < content.length;) at += writeSync(handle, content, at);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameDurably(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw asStoreError(error);
  }
}

/** Renames a file or folder so that the new name outlasts a power cut. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(dirname(to));
}

/**
 * Puts a folder in the place of another, if there is one, which goes aside. It returns where the
 * first cannot be moved: on Windows no folder can while another program reads in it.
 */
export function exchangeDurably(fresh: string, place: string, aside: string): void {
  const isTaken = existsSync(place);
  if (isTaken) renameDurably(place, aside);
  try {
    renameDurably(fresh, place);
  } catch (error) {
    if (isTaken && !existsSync(place)) renameDurably(aside, place);
    throw error;
  }
}

/** Makes a folder so that it outlasts a power cut; its parent must exist. */
export function makeFolderDurably(folder: string): void {
  if (mkdirSync(folder, { recursive: true }) !== undefined) syncFolder(dirname(folder));
}

/** Windows cannot open folders; its file system keeps a journal of names itself. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
