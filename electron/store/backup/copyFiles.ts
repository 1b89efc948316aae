/** Copies within backups: durable, read again, and never over what is there. */
import { createHash } from "node:crypto";
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { blobFault, blobFile, openBlobs } from "../blobs";
import type { StoreKeys } from "../keys";
import { writeDurably } from "../writeDurably";

export function sha256Of(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

export interface FileIdentity {
  readonly bytes: number;
  readonly sha256: string;
}

const CHUNK = 4 * 1024 * 1024;

/** Puts a file that was written by others on the disk for good. */
export function syncFile(file: string): void {
  // Windows syncs no handle that only reads.
  const handle = openSync(file, "r+");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Size and hash of a file of any size. */
export function identityOf(file: string): FileIdentity {
  const hash = createHash("sha256");
  const chunk = Buffer.alloc(CHUNK);
  let bytes = 0;
  const handle = openSync(file, "r");
  try {
    for (;;) {
      const read = readSync(handle, chunk, 0, CHUNK, null);
      if (read === 0) break;
      hash.update(chunk.subarray(0, read));
      bytes += read;
    }
  } finally {
    closeSync(handle);
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** Codes of a file that is gone, or that the disk or the system does not give out. */
const NOT_GIVEN: readonly unknown[] = ["ENOENT", "ENOTDIR", "EISDIR", "EACCES", "EPERM", "EIO"];

/** What is read; null where the file is not given. */
export function ifGiven<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && NOT_GIVEN.includes(error.code)) return null;
    throw error;
  }
}

/** Copies a small file and reads the copy again. */
export function copyDurably(from: string, to: string): FileIdentity {
  return writeCopy(readFileSync(from), to);
}

function writeCopy(content: Buffer, to: string): FileIdentity {
  const sha256 = sha256Of(content);
  mkdirSync(dirname(to), { recursive: true });
  writeDurably(to, content);
  if (sha256Of(readFileSync(to)) !== sha256) throw new Error("A copy differs from what was copied");
  return { bytes: content.length, sha256 };
}

/** Copies a file of any size into a folder that does not count yet. */
export function copyLarge(from: string, to: string): FileIdentity {
  copyFileSync(from, to);
  // Copied with the rest: backups may lie where nothing can be written.
  chmodSync(to, 0o600);
  syncFile(to);
  return identityOf(to);
}

/** Copies a folder with all that is in it. */
export function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyFolder(source, target);
    else copyDurably(source, target);
  }
}

export interface EncryptedCopying {
  readonly from: string;
  readonly to: string;
  /** Those that are wanted. */
  readonly names: Iterable<string>;
  readonly keys: StoreKeys;
  /** Called for every name, copied or there. */
  readonly onCopied: () => void;
}

export interface EncryptedCopies {
  readonly copied: number;
  readonly bytes: number;
  /** Names of files with a fault, of which no copy was put out of the way that opens. */
  readonly damaged: string[];
}

/**
 * Copies the encrypted files that the target lacks. One that is there stays: were it damaged since
 * at its source, the copy would be the only good one.
 */
export function copyEncrypted(copying: EncryptedCopying): EncryptedCopies {
  const { from, to, names, keys, onCopied } = copying;
  const [source, copies] = [openBlobs(from, keys), openBlobs(to, keys)];
  const damaged: string[] = [];
  let copied = 0;
  let bytes = 0;
  for (const name of names) {
    const target = blobFile(to, name);
    if (!existsSync(target)) {
      const sealed = readWhole(() => source.getSealed(name));
      if (sealed) {
        bytes += writeCopy(sealed, target).bytes;
        copied++;
      } else if (!copies.opens(name)) damaged.push(name);
    }
    onCopied();
  }
  return { copied, bytes, damaged };
}

/** Null where the file has a fault. */
function readWhole(read: () => Buffer): Buffer | null {
  try {
    return read();
  } catch (error) {
    if (!blobFault(error)) throw error;
    return null;
  }
}
