import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { LentigoError } from "../contract/errors";
import { requests, type ClinicChannel } from "../contract/requests";
import type { RequestSpec } from "../contract/requestSpec";
import type { Actor } from "../domain/audit";
import { openDoor } from "../store/door";
import { unguarded } from "../store/keyFile";
import { openStore, type Store } from "../store/open";
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
    const store = openStore({ folder, guards: [unguarded] });
    try {
      return await work({ store, actor: { id: null, name: "", role: "admin" } });
    } finally {
      store.close();
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
  if (!session) throw new LentigoError("session.denied");
  try {
    const { roles }: RequestSpec = requests[like];
    if (!roles.includes(session.actor.role)) {
      const recorded = createRecordedChange({ ...session, now });
      recorded("request.refused", null, () => undefined, { channel: like });
      throw new LentigoError("request.forbidden");
    }
    return await work(session);
  } finally {
    await sessions.lock("quit");
  }
}

/**
 * The clinic that the window uses: in LENTIGO_DATA, or where the system keeps applications' data
 * (as Electron's `appData`).
 */
export function clinicFolder(): string {
  const chosen = process.env["LENTIGO_DATA"];
  return join(chosen ? resolve(chosen) : join(applicationData(), "Lentigo"), "clinic");
}

function applicationData(): string {
  if (process.platform === "win32") {
    return process.env["APPDATA"] ?? join(homedir(), "AppData", "Roaming");
  }
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support");
  return process.env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config");
}

/** The password from LENTIGO_PASSWORD, or typed unseen; the command line itself is no place for it. */
export async function givenPassword(): Promise<string> {
  const given = process.env["LENTIGO_PASSWORD"];
  if (given !== undefined) return given;
  if (!process.stdin.isTTY) throw new LentigoError("session.denied");
  process.stderr.write("Password: ");
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
