import { readFileSync } from "node:fs";
import * as z from "zod";
import { LentigoError } from "../contract/errors";
import { DATA_KEY_BYTES } from "./keys";
import { writeDurably } from "./writeDurably";

/**
 * Guards the data key while the clinic is closed. The operating system's keyring is one;
 * passwords and a recovery key will be others. The rest of the store never knows which.
 */
export interface KeyGuard {
  /** `keyring`: only this user of this computer can open it; `file`: whoever reads the file. */
  readonly protection: "keyring" | "file";
  protect(key: Buffer): Buffer;
  /** @throws where the guarded bytes are not from this guard */
  reveal(guarded: Buffer): Buffer;
}

const KeyFile = z.strictObject({
  format: z.literal(1),
  protection: z.enum(["keyring", "file"]),
  key: z.base64(),
});

/** Writes the guarded data key. */
export function writeKeyFile(file: string, key: Buffer, guard: KeyGuard): void {
  const content: z.input<typeof KeyFile> = {
    format: 1,
    protection: guard.protection,
    key: guard.protect(key).toString("base64"),
  };
  writeDurably(file, Buffer.from(`${JSON.stringify(content)}\n`));
}

/**
 * Reads the data key.
 *
 * @param guards those at hand; the one that protected the key must be among them
 * @throws LentigoError `store.key-damaged`, or `store.key-missing` where the keyring that
 * guards the key is not at hand
 */
export function readKeyFile(
  file: string,
  guards: readonly KeyGuard[],
): { key: Buffer; protection: KeyGuard["protection"] } {
  const content = KeyFile.safeParse(parseJson(readFileSync(file, "utf8")));
  if (!content.success) throw new LentigoError("store.key-damaged");
  const { protection } = content.data;
  const guard = guards.find((candidate) => candidate.protection === protection);
  if (!guard) throw new LentigoError("store.key-missing");
  try {
    const key = guard.reveal(Buffer.from(content.data.key, "base64"));
    if (key.length !== DATA_KEY_BYTES) throw new Error("length");
    return { key, protection };
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
