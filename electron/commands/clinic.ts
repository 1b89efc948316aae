import { join } from "node:path";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { LentigoError } from "../contract/errors";
import { requests, type ClinicChannel } from "../contract/requests";
import type { RequestSpec } from "../contract/requestSpec";
import type { Actor } from "../domain/audit";
import { dataFolderOf } from "../store/dataFolder";
import { openDoor } from "../store/door";
import { readKeyFile, revealKey, unguarded } from "../store/keyFile";
import { keyFileOf, openStoreWithKey, type Store } from "../store/open";
import { createRecordedChange } from "../workflows/recordedChange";
import { createSessions } from "../workflows/session";

/** How a command gets into a clinic. */
export interface ClinicAccess {
  /** The clinic's folder. */
  readonly folder: string;
  /** Sign-in name; null where the clinic has no accounts. */
  readonly user: string | null;
  /** Asked for where a password is needed. */
  readonly password: () => Promise<string>;
}

export interface OpenClinic {
  readonly store: Store;
  readonly actor: Actor;
  /** Wiped when the clinic is closed. */
  readonly dataKey: Buffer;
}

/**
 * Opens a clinic for one piece of work, as whoever signs in, and closes it again. The window may
 * have it open meanwhile.
 *
 * @param like the request of the window that the work is the same as: its roles may do it
 * @throws LentigoError `store.missing`, `session.denied`, `session.slow-down`,
 * `request.forbidden`, or what the work throws
 */
export async function inClinic<T>(
  { folder, user, password }: ClinicAccess,
  like: ClinicChannel,
  work: (clinic: OpenClinic) => T | Promise<T>,
): Promise<T> {
  const door = openDoor({ folder, guards: [unguarded] });
  const state = door.state();
  if (state === "new") throw new LentigoError("store.missing");
  if (state === "guarded") {
    const content = readKeyFile(keyFileOf(folder));
    if (content.format !== 1) throw new LentigoError("session.locked");
    const dataKey = revealKey(content, [unguarded]);
    const store = openStoreWithKey(folder, dataKey);
    try {
      return await work({ store, dataKey, actor: { id: null, name: "", role: "admin" } });
    } finally {
      store.close();
      dataKey.fill(0);
    }
  }
  const now = (): Date => new Date();
  const sessions = createSessions({
    folder,
    demoFolder: join(folder, "..", "demo"),
    door,
    isAlone: false,
    now,
    onChange: () => undefined,
  });
  if (user === null) throw new LentigoError("session.locked");
  await sessions.signIn(user, await password());
  const session = sessions.current();
  if (!session?.dataKey) throw new LentigoError("session.denied");
  const { store, actor, dataKey } = session;
  try {
    const { roles }: RequestSpec = requests[like];
    if (!roles.includes(session.actor.role)) {
      const recorded = createRecordedChange({ ...session, now });
      recorded("request.refused", null, () => undefined, { channel: like });
      throw new LentigoError("request.forbidden");
    }
    return await work({ store, actor, dataKey });
  } finally {
    await sessions.lock("quit");
  }
}

/** The clinic that the window uses when it runs from the same sources. */
export function clinicFolder(): string {
  const { platform, env } = process;
  return join(dataFolderOf({ platform, env, asked: "", program: null }), "clinic");
}

/** The password from LENTIGO_PASSWORD, or typed unseen; the command line itself is no place for it. */
export function givenPassword(): Promise<string> {
  return givenSecret("LENTIGO_PASSWORD", "Password");
}

/** The recovery key from LENTIGO_RECOVERY_KEY, or typed unseen. */
export function givenRecoveryKey(): Promise<string> {
  return givenSecret("LENTIGO_RECOVERY_KEY", "Recovery key");
}

async function givenSecret(variable: string, name: string): Promise<string> {
  const given = process.env[variable];
  if (given !== undefined) return given;
  if (!process.stdin.isTTY) throw new LentigoError("session.denied");
  process.stderr.write(`${name}: `);
  const unseen = new Writable({
    write: (_, __, done) => {
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output: unseen, terminal: true });
  return new Promise((resolve) => {
    terminal.question("", (password) => {
      terminal.close();
      process.stderr.write("\n");
      resolve(password);
    });
  });
}
