import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { LentigoError } from "../contract/errors";
import type { StoreKeys } from "./keys";
import { makeFolderDurably, renameDurably, UNFINISHED, writeDurably } from "./writeDurably";

/** Encrypted files, each named by a keyed hash of its content: the same bytes are kept once. */
export interface BlobStore {
  /** Keeps the bytes; when this returns they are on the disk. */
  put(content: Uint8Array): string;
  /**
   * Keeps the bytes under the name of a blob whose own are damaged or gone: the same picture, which
   * another encoder may have put in other bytes.
   */
  putBack(name: string, content: Uint8Array): void;
  /** @throws LentigoError `photo.file-missing`, or `photo.file-damaged` where a byte was changed */
  get(name: string): Buffer;
  /** The file as it lies, once it has been opened. @throws as `get` does */
  getSealed(name: string): Buffer;
  /** True where it is there and holds its bytes. */
  opens(name: string): boolean;
  remove(name: string): void;
  /** Names of the blobs on one of the shelves. */
  list(shelf: string): string[];
  /** Removes what a crash cut short on the shelf; it was never acknowledged. */
  removeUnfinished(shelf: string): void;
  /** Puts a blob that no photo refers to out of the way, where a person can still get it. */
  setAside(name: string): void;
  /**
   * Puts a damaged blob, if it is there, out of the way: whole bytes can take its place then. Until
   * they do it is read from there.
   */
  quarantine(name: string): void;
  /** Names of the blobs that are out of the way. */
  quarantined(): string[];
  /** The keyed hash under which the content is, or would be, kept: 64 hexadecimal digits. */
  nameOf(content: Uint8Array): string;
}

/** File layout: magic, nonce, ciphertext, authentication tag (AES-256-GCM, NIST SP 800-38D). */
const MAGIC = Buffer.from("LTG1");
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Blobs lie on shelves by the first two digits of their names. */
export const SHELVES: readonly string[] = Array.from({ length: 256 }, (_, number) =>
  number.toString(16).padStart(2, "0"),
);

/** Where a blob lies below the folder of blobs. */
export function blobFile(folder: string, name: string): string {
  return join(folder, name.slice(0, 2), name);
}

/** Names of all blobs. */
export function allBlobs({ list }: Pick<BlobStore, "list">): string[] {
  return SHELVES.flatMap(list);
}

/**
 * What keeps one blob from being read; null where it is something else that failed.
 *
 * @param error what `get` threw
 * @returns unreadable where the disk itself does not give it out, which may pass
 */
export function blobFault(error: unknown): "missing" | "damaged" | "unreadable" | null {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "photo.file-missing") return "missing";
  if (code === "photo.file-damaged") return "damaged";
  return code === "EIO" ? "unreadable" : null;
}

/** Opens the folder of blobs; it is made where it does not exist. */
export function openBlobs(folder: string, keys: StoreKeys): BlobStore {
  mkdirSync(folder, { recursive: true });
  const fileOf = (name: string): string => blobFile(folder, name);
  const filesOn = (shelf: string): string[] =>
    existsSync(join(folder, shelf)) ? readdirSync(join(folder, shelf)) : [];
  const moveTo = (other: string) => (name: string) => {
    makeFolderDurably(join(folder, other));
    renameDurably(fileOf(name), join(folder, other, name));
  };
  const nameOf = (content: Uint8Array): string =>
    createHmac("sha256", keys.names).update(content).digest("hex");

  const list = (shelf: string): string[] => filesOn(shelf).filter((file) => BLOB.test(file));
  const write = (name: string, content: Uint8Array): void => {
    makeFolderDurably(join(folder, name.slice(0, 2)));
    writeDurably(fileOf(name), seal(content, name, keys.blobs));
  };

  const readSealed = (name: string): Buffer => {
    // What is out of the way may be whole: a disk that did not give it out may do so again.
    for (const file of [fileOf(name), join(folder, DAMAGED, name)]) {
      try {
        return readFileSync(file);
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    }
    throw new LentigoError("photo.file-missing");
  };
  const get = (name: string): Buffer => unseal(readSealed(name), name, keys.blobs);

  return {
    nameOf,
    put(content) {
      const name = nameOf(content);
      if (!existsSync(fileOf(name))) write(name, content);
      return name;
    },
    putBack: write,
    get,
    getSealed(name) {
      const sealed = readSealed(name);
      unseal(sealed, name, keys.blobs);
      return sealed;
    },
    opens(name) {
      try {
        get(name);
        return true;
      } catch (error) {
        if (blobFault(error)) return false;
        throw error;
      }
    },
    remove(name) {
      // What was put out of the way is the same picture, next to whole.
      for (const shelf of [name.slice(0, 2), DAMAGED, ASIDE]) {
        rmSync(join(folder, shelf, name), { force: true });
      }
    },
    list,
    removeUnfinished(shelf) {
      for (const file of filesOn(shelf)) {
        const isOurs = file.endsWith(UNFINISHED) && BLOB.test(file.slice(0, -UNFINISHED.length));
        if (isOurs) rmSync(join(folder, shelf, file), { force: true });
      }
    },
    setAside: moveTo(ASIDE),
    quarantine(name) {
      if (existsSync(fileOf(name))) moveTo(DAMAGED)(name);
    },
    quarantined: () => list(DAMAGED),
  };
}

const BLOB = /^[0-9a-f]{64}$/;

/** Folder of blobs that nothing referred to. */
const ASIDE = "unreferenced";

/** Folder of blobs that do not open. */
const DAMAGED = "damaged";

function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** The name is authenticated with the content, so that two files cannot be exchanged. */
function seal(content: Uint8Array, name: string, key: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([MAGIC, nonce, sealed, cipher.getAuthTag()]);
}

function unseal(file: Buffer, name: string, key: Buffer): Buffer {
  const start = MAGIC.length + NONCE_BYTES;
  const end = file.length - TAG_BYTES;
  if (end < start || !file.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new LentigoError("photo.file-damaged");
  }
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, file.subarray(MAGIC.length, start))
      .setAAD(Buffer.from(name))
      .setAuthTag(file.subarray(end));
    return Buffer.concat([decipher.update(file.subarray(start, end)), decipher.final()]);
  } catch (error) {
    throw new LentigoError("photo.file-damaged", {}, { cause: error });
  }
}
