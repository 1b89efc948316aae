import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LentigoError } from "../../electron/contract/errors";
import { AccountId } from "../../electron/contract/session";
import { seededRandom } from "../../electron/demo/seededRandom";
import { openDoor } from "../../electron/store/door";
import { openStoreWithKey } from "../../electron/store/open";
import { createAccounts, type Accounts } from "../../electron/workflows/accounts";
import { createRecordedChange } from "../../electron/workflows/recordedChange";
import { createSessions } from "../../electron/workflows/session";
import { clinicOf, COST } from "./lockedClinic";
import { must, type KillKind } from "./killKind";
import { mustBeWhole } from "./wholeClinic";

/** Whose secret: the two people's, or whoever holds the recovery key's. */
type Holder = "ines" | "omar" | "recovery";

/** `begins`: from now on either secret may hold; `holds`: only this one does. */
interface Word {
  readonly kind: "begins" | "holds";
  readonly holder: Holder;
  /** Null where the new one is not known before it holds. */
  readonly secret: string | null;
}

type Secrets = Record<Holder, string>;

const FIRST: Secrets = {
  ines: "sieben kleine Muttermale",
  omar: "rote Gummistiefel",
  recovery: "",
};

const secretsFile = (folder: string): string => join(folder, "secrets.json");
const readSecrets = (folder: string): Secrets =>
  JSON.parse(readFileSync(secretsFile(folder), "utf8")) as Secrets;
const writeSecrets = (folder: string, secrets: Secrets): void => {
  writeFileSync(secretsFile(folder), JSON.stringify(secrets));
};

function clinicOfTwo(folder: string) {
  const now = (): Date => new Date();
  const door = openDoor({ folder: clinicOf(folder), guards: [], cost: COST });
  const sessions = createSessions({
    ...{ folder: clinicOf(folder), demoFolder: join(folder, "demo"), door, isAlone: true, now },
    onChange: () => undefined,
  });
  const accounts = (): Accounts => {
    const session = sessions.current();
    if (!session) throw new Error("nobody is signed in");
    const recorded = createRecordedChange({ ...session, now });
    return createAccounts({ session, sessions, door, recorded, now });
  };
  const idOf = (name: string): AccountId => {
    const account = sessions.current()?.store.accounts.findByName(name);
    if (!account) throw new Error(`no account of ${name}`);
    return account.id;
  };
  return { door, sessions, accounts, idOf };
}

/** Passwords are changed and set anew, the recovery key is made anew and used. */
export const rekeying: KillKind<Word> = {
  name: "re-keying",
  moment: { words: 10, ms: 12 },

  async prepare(folder) {
    const { sessions, accounts } = clinicOfTwo(folder);
    const recovery = await sessions.setUp({
      ...{ clinicName: "Praxis", logo: null, name: "ines", fullName: "", password: FIRST.ines },
    });
    await accounts().create({ name: "omar", fullName: "", role: "staff" }, FIRST.omar);
    await sessions.lock("quit");
    writeSecrets(folder, { ...FIRST, recovery });
  },

  async work({ folder, seed, ready, tell }) {
    const { sessions, accounts, idOf } = clinicOfTwo(folder);
    const secrets = readSecrets(folder);
    const random = seededRandom(seed);
    let number = 0;
    const change = async (
      holder: Holder,
      next: string | null,
      make: () => Promise<string | undefined>,
    ): Promise<void> => {
      tell({ kind: "begins", holder, secret: next });
      const secret = (await make()) ?? next;
      if (secret === null) throw new Error("no secret came of it");
      secrets[holder] = secret;
      tell({ kind: "holds", holder, secret });
    };
    const signIn = () => sessions.signIn("ines", secrets.ines);
    const changeOwn = (next: string) =>
      change("ines", next, async () => {
        await accounts().changeOwnPassword(secrets.ines, next);
        return undefined;
      });
    const reset = (next: string) =>
      change("omar", next, async () => {
        await accounts().resetPassword(idOf("omar"), next);
        return undefined;
      });
    const renew = () => change("recovery", null, () => accounts().renewRecoveryKey(secrets.ines));
    const recover = async (next: string): Promise<void> => {
      await sessions.lock("asked");
      await change("ines", next, async () => {
        await sessions.recover(secrets.recovery, "ines", next);
        return undefined;
      });
    };

    await signIn();
    ready();
    for (;;) {
      const next = `password ${String(seed)} ${String(number++)}`;
      await random.pick([() => changeOwn(next), () => reset(next), renew, () => recover(next)])();
    }
  },

  async check(folder, told) {
    const before = readSecrets(folder);
    const { door } = clinicOfTwo(folder);
    const opens = async (holder: Holder, secret: string): Promise<boolean> => {
      try {
        const dataKey =
          holder === "recovery"
            ? door.openWithRecoveryKey(secret)
            : (await door.openWithPassword(holder, secret)).dataKey;
        dataKey.fill(0);
        return true;
      } catch (error) {
        if (error instanceof LentigoError && error.code === "session.denied") return false;
        throw error;
      }
    };

    const secrets = { ...before };
    let kept = 0;
    let leftOver = 0;
    for (const holder of ["ines", "omar", "recovery"] as const) {
      const own = told.filter((word) => word.holder === holder);
      const holds = own.filter(({ kind }) => kind === "holds");
      kept += holds.length;
      const current = holds.at(-1)?.secret ?? before[holder];
      const last = own.at(-1);
      const underWay = last?.kind === "begins" ? last : null;
      const replaced = holds.at(-2)?.secret ?? (holds.length > 0 ? before[holder] : null);
      must(
        replaced === null || !(await opens(holder, replaced)),
        "a replaced secret opens nothing",
      );
      if (await opens(holder, current)) secrets[holder] = current;
      else {
        must(underWay !== null, `the secret of ${holder} that was acknowledged`);
        const { secret } = underWay;
        must(secret === null || (await opens(holder, secret)), "either the old or the new one");
        // A recovery key that nobody got to see: it is made anew below.
        if (secret === null) leftOver += 1;
        secrets[holder] = secret ?? "";
      }
    }

    const { sessions, accounts } = clinicOfTwo(folder);
    await sessions.signIn("ines", secrets.ines);
    if (secrets.recovery === "") {
      secrets.recovery = await accounts().renewRecoveryKey(secrets.ines);
    }
    await sessions.lock("quit");
    writeSecrets(folder, secrets);
    const { dataKey } = await door.openWithPassword("ines", secrets.ines);
    const store = openStoreWithKey(clinicOf(folder), dataKey);
    try {
      await mustBeWhole(store, clinicOf(folder), dataKey);
    } finally {
      store.close();
      dataKey.fill(0);
    }
    return { kept, leftOver };
  },
};
