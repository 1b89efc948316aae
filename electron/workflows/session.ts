import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { LentigoError } from "../contract/errors";
import type { Account, AccountId, NewAccount, SessionState } from "../contract/session";
import { DEMO_LETTERHEAD } from "../demo/clinic/letterhead";
import type { Actor, AuditAction } from "../domain/audit";
import { waitAfterFailures } from "../domain/password";
import type { Door } from "../store/door";
import { openFailureCount } from "../store/failedSignIns";
import { unguarded } from "../store/keyFile";
import { openStore, openStoreWithKey, type Store } from "../store/open";

/** Somebody at work in an open store. */
export interface OpenSession {
  readonly store: Store;
  readonly actor: Actor;
  readonly accountId: AccountId;
  /** The key that opened the store, wiped when it is locked; null in the demo clinic. */
  readonly dataKey: Buffer | null;
  /** Aborted when the clinic is about to be locked: long work ends early. */
  readonly ending: AbortSignal;
}

/** `system`: the computer was locked or went to sleep. */
export type LockReason = "asked" | "idle" | "system" | "quit";

export interface NewClinic {
  readonly clinicName: string;
  /** As in ClinicSettings. */
  readonly logo: string | null;
  readonly name: string;
  readonly fullName: string;
  readonly password: string;
}

/** Who is signed in to the clinic; at most one person at a time on one computer. */
export interface Sessions {
  state(): SessionState;
  current(): OpenSession | null;
  /** @returns the recovery key. @throws LentigoError `request.forbidden` where there are accounts */
  setUp(clinic: NewClinic): Promise<string>;
  /**
   * @throws LentigoError `session.denied`, whichever of the two was wrong, or
   * `session.slow-down` after several wrong attempts
   */
  signIn(name: string, password: string): Promise<void>;
  /**
   * Gives an administrator a new password and signs in.
   *
   * @throws LentigoError `session.recovery-key`, `session.denied` or `session.slow-down`
   */
  recover(recoveryKey: string, name: string, password: string): Promise<void>;
  /** Opens the demo clinic, which needs no password. */
  enterDemo(): Promise<void>;
  /** Leaves the demo clinic and removes all of it. */
  removeDemo(): Promise<void>;
  /** Closes the store and wipes the keys, once what is under way has come to its end. */
  lock(reason: LockReason): Promise<void>;
  /** @throws LentigoError `session.denied` or `session.slow-down` */
  confirmPassword(password: string): Promise<void>;
  /**
   * Looks whether a key opens something: one that was denied counts as a wrong attempt to sign in.
   *
   * @throws LentigoError `session.slow-down` after several of them, and what `look` throws
   */
  readonly attempt: <T>(look: () => T | Promise<T>) => Promise<T>;
  /** Keeps the store open until the work has ended, whoever locks meanwhile. */
  readonly during: <T>(work: () => T | Promise<T>) => Promise<T>;
  /**
   * Does work on the clinic's folder that nobody may have open meanwhile: begins once the lock has
   * come to its end; whoever signs in waits for it.
   *
   * @throws LentigoError `request.forbidden` where somebody is signed in
   */
  readonly whileClosed: <T>(work: () => T | Promise<T>) => Promise<T>;
}

export interface SessionOptions {
  readonly folder: string;
  /** Where the demo clinic is, or will be. */
  readonly demoFolder: string;
  readonly door: Door;
  /** False where another process may have the clinic open: then nothing is set right. */
  readonly isAlone: boolean;
  readonly now: () => Date;
  /** Somebody signed in, or the clinic was locked. */
  readonly onChange: (session: OpenSession | null) => void;
}

export function createSessions(options: SessionOptions): Sessions {
  const { folder, demoFolder, door, isAlone, now, onChange } = options;
  const failures = openFailureCount(join(folder, "failed-sign-ins.json"));
  const underWay = new Set<Promise<unknown>>();
  let open: OpenSession | null = null;
  let ending = new AbortController();
  /** The last lock, or work on the closed clinic. */
  let closing: Promise<unknown> = Promise.resolve();
  let looking: Promise<unknown> = Promise.resolve();
  let last: { readonly clinicName: string; readonly name: string } | null = null;

  const waitSeconds = (): number => {
    const failed = failures.read();
    if (!failed) return 0;
    const passed = (now().getTime() - Date.parse(failed.last)) / 1000;
    // A clock that was wrong and is set right must not keep people out for as long as it was off.
    if (passed < 0) return 0;
    return Math.max(0, Math.ceil(waitAfterFailures(failed.count) - passed));
  };

  const attempt = <T>(look: () => T | Promise<T>): Promise<T> => {
    // One after the other: many at once would all be looked at before the first one counts.
    const looked = looking.then(async (): Promise<T> => {
      const seconds = waitSeconds();
      if (seconds > 0) throw new LentigoError("session.slow-down", { seconds });
      try {
        return await look();
      } catch (error) {
        const isDenied = error instanceof LentigoError && error.code.startsWith("session.");
        // Where there is no clinic yet, there is nothing to guess at.
        if (isDenied && existsSync(folder)) failures.add(now());
        throw error;
      }
    });
    looking = looked.catch(() => undefined);
    return looked;
  };

  /** Resolves when nobody works on the clinic's folder, whatever was begun meanwhile. */
  const untilClosed = async (): Promise<void> => {
    let awaited: unknown = null;
    while (awaited !== closing) {
      awaited = closing;
      await awaited;
    }
  };

  /** Where what works on the open store cannot begin, all of it ends, and nobody is signed in. */
  const begin = (session: Omit<OpenSession, "ending">): void => {
    const own = (ending = new AbortController());
    open = { ...session, ending: own.signal };
    try {
      onChange(open);
    } catch (error) {
      open = null;
      own.abort();
      try {
        onChange(null);
      } finally {
        session.store.close();
      }
      throw error;
    }
  };

  const enter = async (accountId: AccountId, dataKey: Buffer, how: AuditAction): Promise<void> => {
    // What is set right must not meet photos that the session before is still writing.
    await untilClosed();
    if (open) {
      dataKey.fill(0);
      if (open.accountId !== accountId) throw new LentigoError("request.forbidden");
      return;
    }
    const store = openStoreWithKey(folder, dataKey);
    try {
      const account = store.accounts.get(accountId);
      if (account.disabledAt !== null) throw new LentigoError("session.denied");
      if (isAlone) door.settle(store.accounts.list());
      const actor = actorIn(store, accountId);
      const failed = failures.read();
      if (failed) store.audit.add("session.failed", null, now(), null, failed);
      store.audit.add(how, actor, now(), actor.id);
      store.audit.sealHead();
      failures.clear();
      last = { clinicName: store.settings.clinic().name, name: account.name };
      begin({ store, actor, accountId, dataKey });
    } catch (error) {
      store.close();
      dataKey.fill(0);
      throw error;
    }
  };

  const close = async ({ store, actor, dataKey }: OpenSession, reason: LockReason) => {
    // What is under way may begin more, such as entering what came of it.
    while (underWay.size > 0) await Promise.allSettled(underWay);
    try {
      store.audit.add("session.locked", actor, now(), actor.id, { reason });
      store.audit.sealHead();
    } finally {
      store.close();
      dataKey?.fill(0);
    }
  };

  const lock = (reason: LockReason): Promise<void> => {
    const session = open;
    if (!session) return untilClosed();
    open = null;
    ending.abort();
    const closed = close(session, reason);
    // What failed at the end of one session must not keep the next one out.
    closing = closed.catch(() => undefined);
    onChange(null);
    return closed;
  };

  return {
    current: () => open,

    state() {
      if (open) {
        const { id, name, fullName, role } = open.store.accounts.get(open.accountId);
        return {
          state: "open",
          clinicName: open.store.settings.clinic().name,
          account: { id, name, fullName, role },
          demo: open.dataKey === null,
        };
      }
      // Whoever was signed in is told of the lock even where the key file is out of reach by now.
      const entrance = last ? "locked" : door.state();
      if (entrance !== "locked") return { state: "new", hasRecords: entrance === "guarded" };
      return {
        state: "locked",
        clinicName: last?.clinicName ?? null,
        lastName: last?.name ?? null,
        waitSeconds: waitSeconds(),
      };
    },

    async setUp({ clinicName, logo, name, fullName, password }) {
      await untilClosed();
      if (open || door.state() === "locked") throw new LentigoError("request.forbidden");
      const recoveryKey = await door.found(password, name, (store) => {
        const account: NewAccount = { name, fullName, role: "admin" };
        store.accounts.removeAll();
        const id = store.accounts.create(account, now());
        const actor = actorIn(store, id);
        store.settings.updateClinic({ ...store.settings.clinic(), name: clinicName, logo });
        store.audit.add("clinic.created", actor, now());
        store.audit.add("account.created", actor, now(), id, { role: "admin" });
        store.audit.sealHead();
        return id;
      });
      const { accountId, dataKey } = await door.openWithPassword(name, password);
      await enter(accountId, dataKey, "session.signed-in");
      return recoveryKey;
    },

    async signIn(name, password) {
      // The keys may be others once a backup is restored.
      await untilClosed();
      const { accountId, dataKey } = await attempt(() => door.openWithPassword(name, password));
      await enter(accountId, dataKey, "session.signed-in");
    },

    async recover(recoveryKey, name, password) {
      await untilClosed();
      if (open) throw new LentigoError("request.forbidden");
      const dataKey = await attempt(() => door.openWithRecoveryKey(recoveryKey));
      try {
        const accountId = await attempt(() => administratorNamed(folder, dataKey, name));
        await door.admit({ accountId, signInName: name, password }, dataKey);
        await enter(accountId, Buffer.from(dataKey), "clinic.recovered");
      } finally {
        dataKey.fill(0);
      }
    },

    async confirmPassword(password) {
      if (!open) throw new LentigoError("session.locked");
      const { accountId, store } = open;
      const { name } = store.accounts.get(accountId);
      await attempt(async () => {
        const opened = await door.openWithPassword(name, password);
        opened.dataKey.fill(0);
        if (opened.accountId !== accountId) throw new LentigoError("session.denied");
      });
    },

    async enterDemo() {
      await untilClosed();
      if (open) throw new LentigoError("request.forbidden");
      const store = openStore({ folder: demoFolder, guards: [unguarded] });
      const [{ id } = createDemoAccount(store, now())] = store.accounts.list();
      begin({ store, actor: actorIn(store, id), accountId: id, dataKey: null });
    },

    async removeDemo() {
      if (open?.dataKey) throw new LentigoError("request.forbidden");
      try {
        await lock("asked");
      } finally {
        rmSync(demoFolder, { recursive: true, force: true });
      }
    },

    lock,
    attempt,

    async during(work) {
      const running = Promise.resolve().then(work);
      underWay.add(running);
      try {
        return await running;
      } finally {
        underWay.delete(running);
      }
    },

    whileClosed(work) {
      const done = closing.then(() => {
        if (open) throw new LentigoError("request.forbidden");
        return work();
      });
      closing = done.catch(() => undefined);
      return done;
    },
  };
}

/** As the account is whenever it is asked: people correct their names while they work. */
function actorIn({ accounts }: Store, id: AccountId): Actor {
  return {
    id,
    get name() {
      const { name, fullName } = accounts.get(id);
      return fullName || name;
    },
    get role() {
      return accounts.get(id).role;
    },
  };
}

function createDemoAccount(store: Store, at: Date): Account {
  const account: NewAccount = { name: "demo", fullName: "Demo", role: "admin" };
  store.settings.updateClinic({ ...store.settings.clinic(), ...DEMO_LETTERHEAD });
  return store.accounts.get(store.accounts.create(account, at));
}

/** @throws LentigoError `session.denied` where no open account of an administrator has the name */
function administratorNamed(folder: string, dataKey: Buffer, name: string): AccountId {
  const store = openStoreWithKey(folder, dataKey);
  try {
    const account = store.accounts.findByName(name);
    if (account?.role !== "admin" || account.disabledAt !== null) {
      throw new LentigoError("session.denied");
    }
    return account.id;
  } finally {
    store.close();
  }
}
