import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { LentigoError } from "../contract/errors";
import type { Account, AccountId } from "../contract/session";
import { searchForm } from "../domain/patient";
import { readRecoveryKey, RECOVERY_KEY_BYTES, writeRecoveryKey } from "../domain/recoveryKey";
import {
  readKeyFile,
  revealKey,
  writeKeyFile,
  type KeyGuard,
  type PersonalKey,
  type PersonalKeys,
} from "./keyFile";
import { createStore, isStore, keyFileOf, openStoreWithKey, type Store } from "./open";
import {
  keyFromPassword,
  keyFromRecovery,
  PASSWORD_COST,
  SALT_BYTES,
  sealKey,
  unsealKey,
  type PasswordCost,
} from "./sealedKey";

/** `new`: no clinic; `guarded`: one without accounts; `locked`: one that people sign in to. */
export type DoorState = "new" | "guarded" | "locked";

/** Whose password opens the clinic. */
export interface Person {
  readonly accountId: AccountId;
  readonly signInName: string;
  readonly password: string;
}

export interface Opened {
  readonly accountId: AccountId;
  /** Whoever gets it wipes it. */
  readonly dataKey: Buffer;
}

/** The ways into a clinic's folder: who holds a key, and how keys are handed out. */
export interface Door {
  /** @throws LentigoError `store.key-missing` or `store.key-damaged` */
  state(): DoorState;
  /**
   * Gives a clinic, new or without accounts so far, its first person.
   *
   * @param register writes the person's account and other first rows
   * @returns the recovery key, which is kept nowhere
   */
  found(
    password: string,
    signInName: string,
    register: (store: Store) => AccountId,
  ): Promise<string>;
  /** @throws LentigoError `session.denied`, whichever of the two was wrong */
  openWithPassword(signInName: string, password: string): Promise<Opened>;
  /** @throws LentigoError `session.denied` */
  openWithRecoveryKey(text: string): Buffer;
  /** Gives somebody a key or a new password. */
  admit(person: Person, dataKey: Buffer): Promise<void>;
  /** Changes only the name that is typed. */
  rename(accountId: AccountId, signInName: string): void;
  /** Whoever this is can no longer sign in. */
  dismiss(accountId: AccountId): void;
  /**
   * Sets right what a crash between an account's row and its key left apart: names are those of
   * the accounts, and closed accounts hold no key.
   */
  settle(accounts: readonly Account[]): void;
  /** True where the person holds a key. */
  admits(accountId: AccountId): boolean;
  /** Makes a new recovery key; the one before opens nothing any more. */
  renewRecoveryKey(dataKey: Buffer): string;
}

export interface DoorOptions {
  readonly folder: string;
  /** Of clinics without accounts. */
  readonly guards: readonly KeyGuard[];
  readonly cost?: PasswordCost;
}

/** Whose seal the recovery key's is. */
const RECOVERY = "recovery";

interface LearnedPassword {
  readonly salt: Buffer;
  readonly key: Buffer;
}

export function openDoor({ folder, guards, cost = PASSWORD_COST }: DoorOptions): Door {
  const file = keyFileOf(folder);

  const personalKeys = (): PersonalKeys => {
    const content = readKeyFile(file);
    if (content.format !== 2) throw new LentigoError("session.denied");
    return content;
  };

  /** The slow part of handing out a key, before the account's id is known. */
  const learnPassword = async (password: string): Promise<LearnedPassword> => {
    const salt = randomBytes(SALT_BYTES);
    return { salt, key: await keyFromPassword(password, salt, cost) };
  };

  /** Seals the data key, and wipes the one under which it does. */
  const personalKey = (
    accountId: AccountId,
    signInName: string,
    { salt, key }: LearnedPassword,
    dataKey: Buffer,
  ): PersonalKey => {
    const sealed = wiping(key, () => sealKey(dataKey, key, accountId));
    return {
      accountId,
      signInName: searchForm(signInName),
      salt: salt.toString("base64"),
      ...cost,
      key: sealed.toString("base64"),
    };
  };

  const sealForRecovery = (dataKey: Buffer, recovery: Buffer): string => {
    const key = keyFromRecovery(recovery);
    return wiping(key, () => sealKey(dataKey, key, RECOVERY)).toString("base64");
  };

  const change = (alter: (people: readonly PersonalKey[]) => PersonalKey[]): void => {
    const keys = personalKeys();
    writeKeyFile(file, { ...keys, people: alter(keys.people) });
  };

  return {
    state() {
      if (!isStore(folder)) return "new";
      return readKeyFile(file).format === 1 ? "guarded" : "locked";
    },

    async found(password, signInName, register) {
      const learned = await learnPassword(password);
      const recovery = randomBytes(RECOVERY_KEY_BYTES);
      const keysFor = (accountId: AccountId, dataKey: Buffer): PersonalKeys => ({
        format: 2,
        people: [personalKey(accountId, signInName, learned, dataKey)],
        recovery: sealForRecovery(dataKey, recovery),
      });
      if (isStore(folder)) {
        const content = readKeyFile(file);
        if (content.format !== 1) throw new LentigoError("session.denied");
        const dataKey = revealKey(content, guards);
        const store = openStoreWithKey(folder, dataKey);
        try {
          writeKeyFile(file, keysFor(register(store), dataKey));
        } finally {
          store.close();
          dataKey.fill(0);
        }
      } else {
        let founder: AccountId | null = null;
        createStore(
          folder,
          (dataKey) => {
            if (founder === null) throw new Error("nobody was registered");
            return keysFor(founder, dataKey);
          },
          (store) => {
            founder = register(store);
          },
        );
      }
      return wiping(recovery, () => writeRecoveryKey(recovery));
    },

    async openWithPassword(signInName, password) {
      const { people } = personalKeys();
      const person = people.find((each) => each.signInName === searchForm(signInName));
      // An unknown name takes as long as a wrong password, so that neither is told.
      const salt = person ? Buffer.from(person.salt, "base64") : randomBytes(SALT_BYTES);
      const key = await keyFromPassword(password, salt, person ?? cost);
      return wiping(key, () => {
        if (!person) throw new LentigoError("session.denied");
        const { accountId } = person;
        return { accountId, dataKey: unsealKey(Buffer.from(person.key, "base64"), key, accountId) };
      });
    },

    openWithRecoveryKey(text) {
      const bits = readRecoveryKey(text);
      if (!bits) throw new LentigoError("session.recovery-key");
      const sealed = Buffer.from(personalKeys().recovery, "base64");
      const recovery = Buffer.from(bits.buffer, bits.byteOffset, bits.length);
      return wiping(recovery, () => {
        const key = keyFromRecovery(recovery);
        return wiping(key, () => unsealKey(sealed, key, RECOVERY));
      });
    },

    async admit({ accountId, signInName, password }, dataKey) {
      const learned = await learnPassword(password);
      change((people) => [
        ...people.filter((person) => person.accountId !== accountId),
        personalKey(accountId, signInName, learned, dataKey),
      ]);
    },

    rename(accountId, signInName) {
      change((people) =>
        people.map((person) =>
          person.accountId === accountId
            ? { ...person, signInName: searchForm(signInName) }
            : person,
        ),
      );
    },

    dismiss(accountId) {
      change((people) => people.filter((person) => person.accountId !== accountId));
    },

    settle(accounts) {
      const { people } = personalKeys();
      const byId = new Map(accounts.map((account) => [account.id, account]));
      const settled = people.flatMap((person) => {
        const account = byId.get(person.accountId);
        // A key whose account is not there may belong to a newer copy of the database.
        if (!account) return [person];
        return account.disabledAt === null
          ? [{ ...person, signInName: searchForm(account.name) }]
          : [];
      });
      if (!isDeepStrictEqual(settled, people)) change(() => settled);
    },

    admits: (accountId) => personalKeys().people.some((person) => person.accountId === accountId),

    renewRecoveryKey(dataKey) {
      const recovery = randomBytes(RECOVERY_KEY_BYTES);
      return wiping(recovery, () => {
        const sealed = sealForRecovery(dataKey, recovery);
        writeKeyFile(file, { ...personalKeys(), recovery: sealed });
        return writeRecoveryKey(recovery);
      });
    },
  };
}

/** Does what a key is needed for, and wipes it. */
function wiping<T>(key: Buffer, work: () => T): T {
  try {
    return work();
  } finally {
    key.fill(0);
  }
}
