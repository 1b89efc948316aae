import { existsSync } from "node:fs";
import * as z from "zod";
import { LentigoError } from "../contract/errors";
import { AccountId } from "../contract/session";
import { DATA_KEY_BYTES } from "./keys";
import { parseJsonFile } from "./parseJson";
import { writeDurably } from "./writeDurably";

/**
 * Guards the data key of a clinic without accounts while it is closed: the operating system's
 * keyring, or nothing.
 */
export interface KeyGuard {
  /** `keyring`: only this user of this computer can open it; `file`: whoever reads the file. */
  readonly protection: "keyring" | "file";
  protect(key: Buffer): Buffer;
  /** @throws where the guarded bytes are not from this guard */
  reveal(guarded: Buffer): Buffer;
}

/** Without accounts: one guard. */
const GuardedKey = z.strictObject({
  format: z.literal(1),
  protection: z.enum(["keyring", "file"]),
  key: z.base64(),
});
export type GuardedKey = z.output<typeof GuardedKey>;

/** The data key sealed under one person's password. */
const PersonalKey = z.strictObject({
  accountId: AccountId,
  /** As it is typed at sign-in, in its search form. */
  signInName: z.string(),
  salt: z.base64(),
  memoryKib: z
    .int()
    .min(8)
    .max(256 * 1024),
  passes: z.int().min(1).max(10),
  key: z.base64(),
});
export type PersonalKey = z.output<typeof PersonalKey>;

/** With accounts: the data key sealed once a person and once under the recovery key. */
const PersonalKeys = z.strictObject({
  format: z.literal(2),
  people: z.array(PersonalKey),
  recovery: z.base64(),
});
export type PersonalKeys = z.output<typeof PersonalKeys>;

export type KeyFile = GuardedKey | PersonalKeys;

const KeyFile = z.discriminatedUnion("format", [GuardedKey, PersonalKeys]);

/**
 * Reads how the data key is kept.
 *
 * @throws LentigoError `store.key-missing`, or `store.key-damaged`
 */
export function readKeyFile(file: string): KeyFile {
  if (!existsSync(file)) throw new LentigoError("store.key-missing");
  const content = KeyFile.safeParse(parseJsonFile(file));
  if (!content.success) throw new LentigoError("store.key-damaged");
  return content.data;
}

export function writeKeyFile(file: string, content: KeyFile): void {
  writeDurably(file, Buffer.from(`${JSON.stringify(content)}\n`));
}

export function guardKey(key: Buffer, guard: KeyGuard): GuardedKey {
  return {
    format: 1,
    protection: guard.protection,
    key: guard.protect(key).toString("base64"),
  };
}

/**
 * Reveals the data key of a clinic without accounts.
 *
 * @param guards those at hand; the one that protected the key must be among them
 * @throws LentigoError `store.key-damaged`, or `store.key-missing` where the keyring that
 * guards the key is not at hand
 */
export function revealKey({ protection, key }: GuardedKey, guards: readonly KeyGuard[]): Buffer {
  const guard = guards.find((candidate) => candidate.protection === protection);
  if (!guard) throw new LentigoError("store.key-missing");
  try {
    const revealed = guard.reveal(Buffer.from(key, "base64"));
    if (revealed.length !== DATA_KEY_BYTES) throw new Error("length");
    return revealed;
  } catch (error) {
    throw new LentigoError("store.key-damaged", {}, { cause: error });
  }
}

/** The guard where there is no keyring: the key lies in the file as it is. */
export const unguarded: KeyGuard = {
  protection: "file",
  protect: (key) => key,
  reveal: (guarded) => guarded,
};
