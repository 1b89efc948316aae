import { createHmac, randomBytes } from "node:crypto";

/** Bytes of the clinic's data key. */
export const DATA_KEY_BYTES = 32;

/** The keys derived from the data key, one a purpose, so that none serves two. */
export interface StoreKeys {
  readonly database: Buffer;
  readonly blobs: Buffer;
  /** Keys the names of blob files and the recognition of photos: a name betrays no content. */
  readonly names: Buffer;
  /** Seals the end of the audit log. */
  readonly audit: Buffer;
  /** Marks and seals backups. */
  readonly backup: Buffer;
}

/** A new random data key: 256 bits. */
export function createDataKey(): Buffer {
  return randomBytes(DATA_KEY_BYTES);
}

/**
 * A key for one purpose: HKDF-SHA-256 (RFC 5869) without salt, of 256 bits, which is one block.
 * What node:crypto has for it keeps a copy of the secret until garbage is collected, so that it would
 * stay in memory after the lock.
 */
export function derivedKey(secret: Uint8Array, purpose: string): Buffer {
  const extracted = createHmac("sha256", Buffer.alloc(32)).update(secret).digest();
  try {
    return createHmac("sha256", extracted).update(purpose).update(Buffer.of(1)).digest();
  } finally {
    extracted.fill(0);
  }
}

/** Derives the keys of the store. */
export function deriveKeys(dataKey: Buffer): StoreKeys {
  const derive = (purpose: string): Buffer => derivedKey(dataKey, `lentigo ${purpose}`);
  return {
    database: derive("database"),
    blobs: derive("blobs"),
    names: derive("names"),
    audit: derive("audit"),
    backup: derive("backup"),
  };
}

/** Whoever derived keys and needs them no more wipes them. */
export function wipeKeys(keys: StoreKeys): void {
  for (const key of Object.values<Buffer>({ ...keys })) key.fill(0);
}

/** Derives the keys for one piece of work, and wipes them when it is done. */
export function withKeys<T>(dataKey: Buffer, work: (keys: StoreKeys) => T): T {
  const keys = deriveKeys(dataKey);
  try {
    return work(keys);
  } finally {
    wipeKeys(keys);
  }
}
