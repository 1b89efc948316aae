import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { argon2id } from "hash-wasm";
import { LentigoError } from "../contract/errors";
import { DATA_KEY_BYTES, derivedKey } from "./keys";

/**
 * How a password becomes a key: Argon2id (RFC 9106) with its second recommended choice of
 * memory, 64 MiB and three passes; about 0.3 s on one core. Kept beside each key, so that
 * later versions can ask for more.
 */
export interface PasswordCost {
  readonly memoryKib: number;
  readonly passes: number;
}

export const PASSWORD_COST: PasswordCost = { memoryKib: 65_536, passes: 3 };

export const SALT_BYTES = 16;

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key that opens the data key, from a password. 256 bits; whoever gets it wipes it. */
export async function keyFromPassword(
  password: string,
  salt: Buffer,
  { memoryKib, passes }: PasswordCost,
): Promise<Buffer> {
  const key = await argon2id({
    // People type the same letters in more than one way.
    password: password.normalize("NFKC"),
    salt,
    memorySize: memoryKib,
    iterations: passes,
    parallelism: 1,
    hashLength: DATA_KEY_BYTES,
    outputType: "binary",
  });
  return Buffer.from(key.buffer, key.byteOffset, key.length);
}

/**
 * A key that opens the data key, from the recovery key's bits: random enough to need no cost.
 * Whoever gets it wipes it.
 */
export function keyFromRecovery(bits: Buffer): Buffer {
  return derivedKey(bits, "lentigo recovery");
}

/**
 * Seals the data key: AES-256-GCM (NIST SP 800-38D), nonce first, tag last.
 *
 * @param owner whose seal it is, so that seals cannot be exchanged
 */
export function sealKey(dataKey: Buffer, key: Buffer, owner: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(owner));
  return Buffer.concat([nonce, cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]);
}

/** @throws LentigoError `session.denied` where key or owner is another */
export function unsealKey(sealed: Buffer, key: Buffer, owner: string): Buffer {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(owner))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    const dataKey = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
    // Under GCM nothing is left to come; it only checks the tag.
    decipher.final();
    return dataKey;
  } catch (error) {
    throw new LentigoError("session.denied", {}, { cause: error });
  }
}
