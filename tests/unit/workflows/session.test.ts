import { mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LentigoError } from "../../../electron/contract/errors";
import { NO_AUDIT_FILTER } from "../../../electron/contract/session";
import { openDoor } from "../../../electron/store/door";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { createAccounts } from "../../../electron/workflows/accounts";
import {
  createRecordedChange,
  type RecordedChange,
} from "../../../electron/workflows/recordedChange";
import { createSessions, type OpenSession } from "../../../electron/workflows/session";
import { filesHolding } from "../../fixtures/files";
import { newPatient } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const FOUNDER = {
  clinicName: "Hautarztpraxis am Markt",
  logo: null,
  name: "Ines",
  fullName: "Dr. Ines Albrecht",
  password: "sieben kleine Muttermale",
};

/** A clinic's sessions with a clock that the test moves; passwords cost little. */
function someSessions(parent = temporaryFolder()) {
  let time = Date.parse("2026-05-06T07:00:00Z");
  const folder = join(parent, "clinic");
  const door = openDoor({ folder, guards: [unguarded], cost: { memoryKib: 64, passes: 1 } });
  const changes: (OpenSession | null)[] = [];
  const sessions = createSessions({
    folder,
    demoFolder: join(parent, "demo"),
    door,
    isAlone: true,
    now: () => new Date(time),
    onChange: (session) => changes.push(session),
  });
  const now = (): Date => new Date(time);
  const pass = (seconds: number): void => {
    time += seconds * 1000;
  };
  const accounts = (given?: RecordedChange) => {
    const session = current(sessions);
    const recorded = given ?? createRecordedChange({ ...session, now });
    return createAccounts({ session, sessions, door, recorded, now });
  };
  return { parent, folder, door, sessions, changes, pass, accounts };
}

function current(sessions: { current(): OpenSession | null }): OpenSession {
  const session = sessions.current();
  if (!session) throw new Error("nobody is signed in");
  return session;
}

function codeOf(error: unknown): string {
  return error instanceof LentigoError ? error.code : String(error);
}

const failing = (code: string) => expect.objectContaining({ code }) as unknown;

describe("a new clinic", () => {
  it("has its founder signed in as administrator, and everything in the log", async () => {
    const { sessions } = someSessions();
    expect(sessions.state()).toEqual({ state: "new", hasRecords: false });
    await sessions.setUp(FOUNDER);
    expect(sessions.state()).toMatchObject({
      state: "open",
      clinicName: FOUNDER.clinicName,
      account: { name: "Ines", role: "admin" },
      demo: false,
    });
    const { store } = current(sessions);
    const actions = store.audit.list(NO_AUDIT_FILTER, 10, 0).entries.map(({ action }) => action);
    expect(actions).toEqual(["session.signed-in", "account.created", "clinic.created"]);
    await sessions.lock("quit");
  });

  it("cannot be founded twice", async () => {
    const { sessions } = someSessions();
    await sessions.setUp(FOUNDER);
    await sessions.lock("asked");
    await expect(sessions.setUp(FOUNDER)).rejects.toEqual(failing("request.forbidden"));
  });

  it("keeps the records of a clinic that had no accounts", async () => {
    const { parent, folder, sessions } = someSessions();
    const before = openStore({ folder, guards: [unguarded] });
    before.patients.create(newPatient({ familyName: "Öberg" }), new Date(0));
    before.close();
    expect(sessions.state()).toEqual({ state: "new", hasRecords: true });
    await sessions.setUp(FOUNDER);
    expect(current(sessions).store.patients.list("öberg", 5, 0).total).toBe(1);
    await sessions.lock("quit");
    expect(() => openStore({ folder, guards: [unguarded] })).toThrow(failing("session.locked"));
    expect(someSessions(parent).sessions.state()).toMatchObject({ state: "locked" });
  });

  it("holds neither password, recovery key nor data key in its files", async () => {
    const { folder, sessions } = someSessions();
    const recoveryKey = await sessions.setUp(FOUNDER);
    const dataKey = current(sessions).dataKey;
    if (!dataKey) throw new Error("no data key");
    const marks = [
      FOUNDER.password,
      FOUNDER.fullName,
      recoveryKey,
      recoveryKey.replaceAll("-", ""),
      dataKey.toString("base64"),
      dataKey.toString("hex"),
      dataKey.toString("latin1"),
    ];
    for (const mark of marks) expect(filesHolding(folder, mark)).toEqual([]);
    await sessions.lock("quit");
  });
});

describe("signing in", () => {
  it("opens the clinic by name, however it is written, and password", async () => {
    const { sessions } = someSessions();
    await sessions.setUp(FOUNDER);
    await sessions.lock("asked");
    expect(sessions.state()).toMatchObject({
      state: "locked",
      clinicName: FOUNDER.clinicName,
      lastName: "Ines",
    });
    await sessions.signIn(" INES ", FOUNDER.password);
    expect(sessions.state().state).toBe("open");
    await sessions.lock("quit");
  });

  it("tells a wrong name from a wrong password by nothing", async () => {
    const { sessions } = someSessions();
    await sessions.setUp(FOUNDER);
    await sessions.lock("asked");
    const wrongName = await sessions.signIn("nobody", FOUNDER.password).catch(String);
    const wrongPassword = await sessions.signIn("Ines", "eight kleine Muttermale").catch(String);
    expect(wrongName).toBe(wrongPassword);
  });

  it("slows down after five wrong attempts, across a restart, and tells the log", async () => {
    const { parent, sessions } = someSessions();
    await sessions.setUp(FOUNDER);
    await sessions.lock("asked");
    for (let round = 0; round < 5; round++) {
      await expect(sessions.signIn("Ines", "wrong")).rejects.toEqual(failing("session.denied"));
    }
    const restarted = someSessions(parent);
    await expect(restarted.sessions.signIn("Ines", FOUNDER.password)).rejects.toEqual(
      failing("session.slow-down"),
    );
    expect(restarted.sessions.state()).toMatchObject({ waitSeconds: 15 });
    restarted.pass(15);
    await restarted.sessions.signIn("Ines", FOUNDER.password);
    const { store } = current(restarted.sessions);
    const [entry] = store.audit.list(
      { ...NO_AUDIT_FILTER, action: "session.failed" },
      1,
      0,
    ).entries;
    expect(entry?.details).toMatchObject({ count: 5 });
    await restarted.sessions.lock("quit");
    expect(restarted.sessions.state()).toMatchObject({ waitSeconds: 0 });
  });

  it("slows down as soon when the attempts come all at once", async () => {
    const { sessions } = someSessions();
    await sessions.setUp(FOUNDER);
    await sessions.lock("asked");
    const attempts = Array.from({ length: 8 }, () => sessions.signIn("Ines", "wrong"));
    const ends = await Promise.allSettled(attempts);
    const codes = ends.map((end) => end.status === "rejected" && codeOf(end.reason));
    expect(codes.filter((code) => code === "session.denied")).toHaveLength(5);
    expect(codes.filter((code) => code === "session.slow-down")).toHaveLength(3);
  });

  it("does not keep people out for as long as the clock was wrong", async () => {
    const { sessions, pass } = someSessions();
    await sessions.setUp(FOUNDER);
    await sessions.lock("asked");
    const year = 365 * 24 * 60 * 60;
    pass(year);
    for (let round = 0; round < 5; round++) {
      await expect(sessions.signIn("Ines", "wrong")).rejects.toEqual(failing("session.denied"));
    }
    pass(-year);
    await sessions.signIn("Ines", FOUNDER.password);
    expect(sessions.state().state).toBe("open");
    await sessions.lock("quit");
  });

  it("does not pass for somebody else who is signed in by then", async () => {
    const { sessions, accounts } = someSessions();
    await sessions.setUp(FOUNDER);
    const nurse = { name: "omar", fullName: "", role: "staff" } as const;
    await accounts().create(nurse, "rote Gummistiefel");
    await sessions.lock("asked");
    const both = [sessions.signIn("ines", FOUNDER.password)];
    both.push(sessions.signIn("omar", "rote Gummistiefel"));
    const [first, second] = await Promise.allSettled(both);
    expect(first?.status).toBe("fulfilled");
    expect(second).toMatchObject({ reason: failing("request.forbidden") });
    expect(sessions.state()).toMatchObject({ account: { name: "Ines" } });
    await sessions.lock("quit");
  });
});

describe("locking", () => {
  it("wipes the data key and closes the store, once what is under way has ended", async () => {
    const { sessions, changes } = someSessions();
    await sessions.setUp(FOUNDER);
    const { store, dataKey } = current(sessions);
    let finish: () => void = () => undefined;
    const work = sessions.during(
      () =>
        new Promise<number>((resolve) => {
          finish = () => {
            resolve(store.patients.list("", 1, 0).total);
          };
        }),
    );
    await Promise.resolve();
    const locked = sessions.lock("idle");
    expect(sessions.state().state).toBe("locked");
    finish();
    expect(await work).toBe(0);
    await locked;
    expect(dataKey?.every((byte) => byte === 0)).toBe(true);
    expect(() => store.patients.list("", 1, 0)).toThrow();
    expect(changes.at(-1)).toBeNull();
  });

  it("waits for what the work under way begins in its turn", async () => {
    const { sessions } = someSessions();
    await sessions.setUp(FOUNDER);
    const { store } = current(sessions);
    let entered: Promise<number> | null = null;
    const work = sessions.during(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      entered = sessions.during(async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return store.patients.create(newPatient(), new Date(0)).length;
      });
    });
    await sessions.lock("idle");
    await work;
    await expect(entered).resolves.toBeGreaterThan(0);
  });

  it("wipes the key, and lets people in again, also where its end cannot be written", async () => {
    const { sessions } = someSessions();
    await sessions.setUp(FOUNDER);
    const { store, dataKey } = current(sessions);
    store.close();
    await expect(sessions.lock("idle")).rejects.toThrow();
    expect(dataKey?.every((byte) => byte === 0)).toBe(true);
    await sessions.signIn("ines", FOUNDER.password);
    expect(sessions.state().state).toBe("open");
    await sessions.lock("quit");
  });

  it("is told even where the key file is out of reach", async () => {
    const { folder, sessions } = someSessions();
    await sessions.setUp(FOUNDER);
    rmSync(join(folder, "key.json"));
    await sessions.lock("idle");
    expect(sessions.state()).toMatchObject({ state: "locked", lastName: "Ines" });
  });

  it("happens though whoever is told of it fails", async () => {
    const parent = temporaryFolder();
    const { folder, door, sessions: before } = someSessions(parent);
    await before.setUp(FOUNDER);
    await before.lock("asked");
    const sessions = createSessions({
      ...{ folder, demoFolder: join(parent, "demo"), door, isAlone: true },
      now: () => new Date(),
      onChange: (session) => {
        if (!session) throw new Error("the window is gone");
      },
    });
    await sessions.signIn("ines", FOUNDER.password);
    const { dataKey } = current(sessions);
    expect(() => sessions.lock("idle")).toThrow("the window is gone");
    await sessions.lock("idle");
    expect(dataKey?.every((byte) => byte === 0)).toBe(true);
  });
});

describe("a sign-in that comes to nothing", () => {
  it.each(["the clinic", "the demo clinic"])("ends all that it began in %s", async (where) => {
    const parent = temporaryFolder();
    const { folder, door, sessions: before } = someSessions(parent);
    await before.setUp(FOUNDER);
    await before.lock("asked");
    const told: (OpenSession | null)[] = [];
    let isFull = true;
    const sessions = createSessions({
      ...{ folder, demoFolder: join(parent, "demo"), door, isAlone: true },
      now: () => new Date(),
      onChange: (session) => {
        told.push(session);
        if (session && isFull) throw new LentigoError("store.full");
      },
    });
    const enter = (): Promise<void> =>
      where === "the clinic" ? sessions.signIn("ines", FOUNDER.password) : sessions.enterDemo();
    await expect(enter()).rejects.toMatchObject({ code: "store.full" });
    const [begun, ended] = told;
    expect(begun?.ending.aborted).toBe(true);
    expect(begun?.dataKey?.every((byte) => byte === 0) ?? true).toBe(true);
    expect(() => begun?.store.patients.list("", 1, 0)).toThrow();
    expect(ended).toBeNull();
    expect(sessions.current()).toBeNull();
    isFull = false;
    await enter();
    expect(sessions.current()).not.toBeNull();
    await sessions.lock("asked");
  });
});

describe("work on the closed clinic", () => {
  it("waits for the end of the lock, and whoever signs in waits for it", async () => {
    const { sessions } = someSessions();
    await sessions.setUp(FOUNDER);
    const { store } = current(sessions);
    const order: string[] = [];
    let finish: () => void = () => undefined;
    void sessions
      .during(() => new Promise<void>((resolve) => (finish = resolve)))
      .then(() => order.push(`written ${String(store.patients.list("", 1, 0).total)}`));
    await Promise.resolve();
    const locked = sessions.lock("asked");
    const worked = sessions.whileClosed(async () => {
      order.push("begun");
      await new Promise((resolve) => setImmediate(resolve));
      expect(() => store.patients.list("", 1, 0)).toThrow();
      expect(sessions.current()).toBeNull();
      order.push("ended");
    });
    const entered = sessions.signIn("ines", FOUNDER.password).then(() => order.push("signed in"));
    finish();
    await Promise.all([locked, worked, entered]);
    expect(order).toEqual(["written 0", "begun", "ended", "signed in"]);
    await sessions.lock("quit");
  });

  it("is refused while somebody is signed in, and lets people in though it fails", async () => {
    const { sessions } = someSessions();
    await sessions.setUp(FOUNDER);
    const work = (): never => {
      throw new Error("no backup");
    };
    await expect(sessions.whileClosed(work)).rejects.toEqual(failing("request.forbidden"));
    await sessions.lock("asked");
    await expect(sessions.whileClosed(work)).rejects.toThrow("no backup");
    await sessions.signIn("ines", FOUNDER.password);
    await sessions.lock("quit");
  });
});

describe("a recorded change", () => {
  it("that is kept does not fail for the seal outside; the next start seals anew", async () => {
    const { folder, sessions } = someSessions();
    await sessions.setUp(FOUNDER);
    const { store, ...rest } = current(sessions);
    const recorded = createRecordedChange({ store, ...rest, now: () => new Date() });
    const head = join(folder, "audit-head.json");
    renameSync(head, `${head}.kept`);
    mkdirSync(join(head, "in the way"), { recursive: true });
    const id = recorded(
      "patient.created",
      (created) => created,
      () => store.patients.create(newPatient({ familyName: "Öberg" }), new Date(0)),
    );
    expect(store.patients.get(id).familyName).toBe("Öberg");
    rmSync(head, { recursive: true });
    renameSync(`${head}.kept`, head);
    await sessions.lock("asked");
    await sessions.signIn("ines", FOUNDER.password);
    expect(current(sessions).store.audit.verify()).toMatchObject({ intact: true });
    await sessions.lock("quit");
  });
});

describe("accounts", () => {
  it("open the clinic with a role of their own, until they are closed", async () => {
    const { sessions, accounts } = someSessions();
    await sessions.setUp(FOUNDER);
    const nurse = { name: "omar", fullName: "Omar Haddad", role: "staff" } as const;
    const { id } = await accounts().create(nurse, "rote Gummistiefel");
    await sessions.lock("asked");
    await sessions.signIn("omar", "rote Gummistiefel");
    expect(current(sessions).actor).toMatchObject({ name: "Omar Haddad", role: "staff" });
    await sessions.lock("asked");

    await sessions.signIn("ines", FOUNDER.password);
    accounts().update(id, nurse, true);
    await sessions.lock("asked");
    await expect(sessions.signIn("omar", "rote Gummistiefel")).rejects.toEqual(
      failing("session.denied"),
    );
  });

  it("can be renamed, and get a new password from an administrator", async () => {
    const { sessions, accounts } = someSessions();
    await sessions.setUp(FOUNDER);
    const nurse = { name: "omar", fullName: "", role: "staff" } as const;
    const { id } = await accounts().create(nurse, "rote Gummistiefel");
    accounts().update(id, { ...nurse, name: "haddad" }, false);
    await accounts().resetPassword(id, "gelber Regenschirm");
    await sessions.lock("asked");
    await sessions.signIn("haddad", "gelber Regenschirm");
    expect(current(sessions).actor.name).toBe("haddad");
    await sessions.lock("quit");
  });

  it("give what is done from then on the name that somebody corrects at work", async () => {
    const { sessions, accounts } = someSessions();
    await sessions.setUp(FOUNDER);
    const { store, actor, accountId } = current(sessions);
    accounts().update(
      accountId,
      { name: "Ines", fullName: "Dr. Ines Brandt", role: "admin" },
      false,
    );
    expect(actor.name).toBe("Dr. Ines Brandt");
    createRecordedChange({ store, actor, now: () => new Date(0) })("photo.added", null, () => null);
    const [entry] = store.audit.list(NO_AUDIT_FILTER, 1, 0).entries;
    expect(entry).toMatchObject({ action: "photo.added", accountName: "Dr. Ines Brandt" });
    await sessions.lock("quit");
  });

  it("change their own password only by the present one", async () => {
    const { sessions, accounts } = someSessions();
    await sessions.setUp(FOUNDER);
    await expect(accounts().changeOwnPassword("wrong", "gelber Regenschirm")).rejects.toEqual(
      failing("session.denied"),
    );
    await accounts().changeOwnPassword(FOUNDER.password, "gelber Regenschirm");
    await sessions.lock("asked");
    await sessions.signIn("ines", "gelber Regenschirm");
    await sessions.lock("quit");
  });

  it("always leave somebody who can administer", async () => {
    const { sessions, accounts } = someSessions();
    await sessions.setUp(FOUNDER);
    const { accountId } = current(sessions);
    const staff = { name: "Ines", fullName: "", role: "staff" } as const;
    expect(() => accounts().update(accountId, staff, false)).toThrow(failing("account.last-admin"));
    await sessions.lock("quit");
  });
});

describe("accounts and their keys", () => {
  const nurse = { name: "omar", fullName: "", role: "staff" } as const;

  it("are brought together where a crash left them apart", async () => {
    const { sessions, accounts } = someSessions();
    await sessions.setUp(FOUNDER);
    const { id } = await accounts().create(nurse, "rote Gummistiefel");
    // The row was written, the key file not any more.
    const { store } = current(sessions);
    store.accounts.update(id, { ...nurse, name: "haddad" }, false, new Date(0));
    await sessions.lock("asked");
    await expect(sessions.signIn("haddad", "rote Gummistiefel")).rejects.toEqual(
      failing("session.denied"),
    );
    await sessions.signIn("ines", FOUNDER.password);
    await sessions.lock("asked");
    await sessions.signIn("haddad", "rote Gummistiefel");
    expect(sessions.state()).toMatchObject({ account: { name: "haddad" } });
    await sessions.lock("quit");
  });

  it("leave no key with an account that is closed", async () => {
    const { sessions, accounts, door } = someSessions();
    await sessions.setUp(FOUNDER);
    const { id } = await accounts().create(nurse, "rote Gummistiefel");
    const reset = accounts().resetPassword(id, "gelber Regenschirm");
    accounts().update(id, nurse, true);
    await reset;
    expect(door.admits(id)).toBe(false);
    await expect(accounts().resetPassword(id, "gelber Regenschirm")).rejects.toEqual(
      failing("request.forbidden"),
    );
    current(sessions).store.accounts.update(id, nurse, false, new Date(0));
    await accounts().resetPassword(id, "gelber Regenschirm");
    current(sessions).store.accounts.update(id, nurse, true, new Date(0));
    await sessions.lock("asked");
    await sessions.signIn("ines", FOUNDER.password);
    expect(door.admits(id)).toBe(false);
    await sessions.lock("quit");
  });

  it("change only with an entry in the log", async () => {
    const { sessions, accounts } = someSessions();
    const recoveryKey = await sessions.setUp(FOUNDER);
    const { accountId } = current(sessions);
    const full: RecordedChange = () => {
      throw new LentigoError("store.full");
    };
    const unrecorded = accounts(full);
    for (const attempt of [
      () => unrecorded.changeOwnPassword(FOUNDER.password, "gelber Regenschirm"),
      () => unrecorded.resetPassword(accountId, "gelber Regenschirm"),
      () => unrecorded.renewRecoveryKey(FOUNDER.password),
    ]) {
      await expect(attempt()).rejects.toEqual(failing("store.full"));
    }
    await sessions.lock("asked");
    await sessions.signIn("ines", FOUNDER.password);
    await sessions.lock("asked");
    await sessions.recover(recoveryKey, "ines", "gelber Regenschirm");
    await sessions.lock("quit");
  });

  it("are not closed by whoever works with them", async () => {
    const { sessions, accounts } = someSessions();
    await sessions.setUp(FOUNDER);
    const { id } = await accounts().create({ ...nurse, role: "admin" }, "rote Gummistiefel");
    const { accountId } = current(sessions);
    const own = { name: "Ines", fullName: "", role: "admin" } as const;
    expect(() => accounts().update(accountId, own, true)).toThrow(failing("request.forbidden"));
    accounts().update(id, { ...nurse, role: "admin" }, true);
    await sessions.lock("quit");
  });
});

describe("the recovery key", () => {
  it("changes nothing while somebody is signed in", async () => {
    const { sessions } = someSessions();
    const recoveryKey = await sessions.setUp(FOUNDER);
    await expect(sessions.recover(recoveryKey, "ines", "gelber Regenschirm")).rejects.toEqual(
      failing("request.forbidden"),
    );
    await sessions.lock("asked");
    await sessions.signIn("ines", FOUNDER.password);
    await sessions.lock("quit");
  });

  it("gives an administrator a new password; the forgotten one opens nothing", async () => {
    const { sessions } = someSessions();
    const recoveryKey = await sessions.setUp(FOUNDER);
    await sessions.lock("asked");
    await sessions.recover(recoveryKey.toLowerCase(), "ines", "gelber Regenschirm");
    expect(sessions.state().state).toBe("open");
    await sessions.lock("asked");
    await expect(sessions.signIn("ines", FOUNDER.password)).rejects.toEqual(
      failing("session.denied"),
    );
    await sessions.signIn("ines", "gelber Regenschirm");
    await sessions.lock("quit");
  });

  it("is refused where it is another clinic's, misspelt, or the name no administrator's", async () => {
    const { sessions } = someSessions();
    const recoveryKey = await sessions.setUp(FOUNDER);
    await sessions.lock("asked");
    const other = await someSessions().sessions.setUp(FOUNDER);
    const attempts = [
      [other, "ines", "session.denied"],
      [recoveryKey.slice(1), "ines", "session.recovery-key"],
      [recoveryKey, "nobody", "session.denied"],
    ] as const;
    for (const [key, name, code] of attempts) {
      await expect(sessions.recover(key, name, "gelber Regenschirm")).rejects.toEqual(
        failing(code),
      );
    }
  });

  it("opens nothing any more once it was renewed", async () => {
    const { folder, sessions, accounts } = someSessions();
    const first = await sessions.setUp(FOUNDER);
    const second = await accounts().renewRecoveryKey(FOUNDER.password);
    await sessions.lock("asked");
    await expect(sessions.recover(first, "ines", "gelber Regenschirm")).rejects.toEqual(
      failing("session.denied"),
    );
    await sessions.recover(second, "ines", "gelber Regenschirm");
    expect(readFileSync(join(folder, "key.json"), "utf8")).not.toContain(second);
    await sessions.lock("quit");
  });
});

describe("the demo clinic", () => {
  it("needs no password, hands out no keys, and goes without a trace", async () => {
    const { parent, sessions, accounts } = someSessions();
    await sessions.enterDemo();
    expect(sessions.state()).toMatchObject({ state: "open", demo: true });
    const nurse = { name: "omar", fullName: "", role: "staff" } as const;
    await expect(accounts().create(nurse, "rote Gummistiefel")).rejects.toEqual(
      failing("request.forbidden"),
    );
    await sessions.removeDemo();
    expect(filesHolding(parent, "")).toEqual([]);
    expect(sessions.state()).toEqual({ state: "new", hasRecords: false });
  });

  it("is not removed while the real clinic is open", async () => {
    const { sessions } = someSessions();
    await sessions.setUp(FOUNDER);
    await expect(sessions.removeDemo()).rejects.toEqual(failing("request.forbidden"));
    expect(sessions.state().state).toBe("open");
    await sessions.lock("quit");
  });
});
