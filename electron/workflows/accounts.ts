import { LentigoError } from "../contract/errors";
import type { Account, AccountId, NewAccount } from "../contract/session";
import type { Door } from "../store/door";
import type { RecordedChange } from "./recordedChange";
import type { OpenSession, Sessions } from "./session";

/** What an administrator does with accounts, and everybody with the own password. */
export interface Accounts {
  /** @throws LentigoError `account.name-taken` */
  create(account: NewAccount, password: string): Promise<Account>;
  /**
   * @throws LentigoError `account.missing`, `account.name-taken`, `account.last-admin`, or
   * `request.forbidden` where people close the account they work with
   */
  update(id: AccountId, account: NewAccount, disabled: boolean): Account;
  /**
   * Also gives a key to an account that was closed and opened again.
   *
   * @throws LentigoError `account.missing`, or `request.forbidden` while the account is closed
   */
  resetPassword(id: AccountId, password: string): Promise<void>;
  /** @throws LentigoError `session.denied` where the old password is wrong */
  changeOwnPassword(password: string, next: string): Promise<void>;
  /** @throws LentigoError `session.denied` where the password is wrong */
  renewRecoveryKey(password: string): Promise<string>;
}

export interface AccountsOptions {
  readonly session: OpenSession;
  readonly sessions: Pick<Sessions, "confirmPassword">;
  readonly door: Door;
  readonly recorded: RecordedChange;
  readonly now: () => Date;
}

export function createAccounts(options: AccountsOptions): Accounts {
  const { session, sessions, door, recorded, now } = options;
  const { accounts } = session.store;

  /** The demo clinic has nothing to hand out. */
  const dataKey = (): Buffer => {
    if (!session.dataKey) throw new LentigoError("request.forbidden");
    return session.dataKey;
  };

  const setPassword = async (id: AccountId, password: string): Promise<void> => {
    const { name } = accounts.get(id);
    await door.admit({ accountId: id, signInName: name, password }, dataKey());
    // Learning a password takes its time: the account may have been closed or renamed meanwhile.
    door.settle([accounts.get(id)]);
  };

  return {
    async create(account, password) {
      dataKey();
      const id = recorded(
        "account.created",
        (created) => created,
        () => accounts.create(account, now()),
        { role: account.role },
      );
      await setPassword(id, password);
      return accounts.get(id);
    },
    update(id, account, disabled) {
      dataKey();
      // Nobody closes the account they are working with.
      if (disabled && id === session.accountId) throw new LentigoError("request.forbidden");
      recorded(
        "account.changed",
        id,
        () => {
          accounts.update(id, account, disabled, now());
        },
        { role: account.role, disabled },
      );
      if (disabled) door.dismiss(id);
      else door.rename(id, account.name);
      return accounts.get(id);
    },
    async resetPassword(id, password) {
      dataKey();
      if (accounts.get(id).disabledAt !== null) throw new LentigoError("request.forbidden");
      // Keys lie outside the database: an entry without its change is better than the reverse.
      recorded("account.password-reset", id, () => undefined);
      await setPassword(id, password);
    },
    async changeOwnPassword(password, next) {
      await sessions.confirmPassword(password);
      recorded("account.password-changed", session.accountId, () => undefined);
      await setPassword(session.accountId, next);
    },
    async renewRecoveryKey(password) {
      await sessions.confirmPassword(password);
      const key = dataKey();
      recorded("recovery-key.renewed", null, () => undefined);
      return door.renewRecoveryKey(key);
    },
  };
}
