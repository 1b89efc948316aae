import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import { AccountId, type Account, type NewAccount } from "../contract/session";
import { searchForm } from "../domain/patient";
import type { Role } from "../domain/role";
import { countOf } from "./count";

export interface AccountRepository {
  /** @throws LentigoError `account.name-taken` */
  create(account: NewAccount, at: Date): AccountId;
  /**
   * Renames, changes the role, closes or opens again.
   *
   * @throws LentigoError `account.missing`, `account.name-taken`, or `account.last-admin` where
   * nobody would be left who can administer
   */
  update(id: AccountId, account: NewAccount, disabled: boolean, at: Date): void;
  /** @throws LentigoError `account.missing` */
  get(id: AccountId): Account;
  /** The account that signs in with this name; null where there is none. */
  findByName(name: string): Account | null;
  /** By name, closed ones among them. */
  list(): Account[];
  /** Forgets every account: they were left by a set-up that was cut short. */
  removeAll(): void;
}

interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly sort_name: string;
  readonly full_name: string;
  readonly role: Role;
  readonly created_at: string;
  readonly disabled_at: string | null;
}

export function accountRepository(database: Database): AccountRepository {
  const insert = database.prepare(`
    INSERT INTO accounts (id, name, sort_name, full_name, role, created_at)
    VALUES (@id, @name, @sortName, @fullName, @role, @at)
  `);
  const change = database.prepare(`
    UPDATE accounts SET name = @name, sort_name = @sortName, full_name = @fullName, role = @role,
      disabled_at = CASE WHEN @disabled THEN coalesce(disabled_at, @at) END
    WHERE id = @id
  `);
  const byId = database.prepare<[string], AccountRow>("SELECT * FROM accounts WHERE id = ?");
  const bySortName = database
    .prepare<[string], string>("SELECT id FROM accounts WHERE sort_name = ?")
    .pluck();
  const all = database.prepare<[], AccountRow>("SELECT * FROM accounts ORDER BY sort_name");
  const administrators = countOf(
    database,
    "FROM accounts WHERE role = 'admin' AND disabled_at IS NULL",
  );

  const columns = (id: string, account: NewAccount, at: Date) => {
    const sortName = searchForm(account.name);
    const owner = bySortName.get(sortName);
    if (owner !== undefined && owner !== id) throw new LentigoError("account.name-taken");
    return { ...account, id, sortName, at: at.toISOString() };
  };

  return {
    create: database.transaction((account: NewAccount, at: Date): AccountId => {
      const id = AccountId.parse(randomUUID());
      insert.run(columns(id, account, at));
      return id;
    }),
    update: database.transaction(
      (id: AccountId, account: NewAccount, disabled: boolean, at: Date): void => {
        const values = { ...columns(id, account, at), disabled: disabled ? 1 : 0 };
        if (change.run(values).changes === 0) throw new LentigoError("account.missing");
        if (administrators() === 0) throw new LentigoError("account.last-admin");
      },
    ),
    get(id) {
      const row = byId.get(id);
      if (!row) throw new LentigoError("account.missing");
      return fromRow(row);
    },
    findByName(name) {
      const row = byId.get(bySortName.get(searchForm(name)) ?? "");
      return row ? fromRow(row) : null;
    },
    list: () => all.all().map(fromRow),
    removeAll() {
      database.exec("DELETE FROM accounts");
    },
  };
}

function fromRow(row: AccountRow): Account {
  return {
    id: AccountId.parse(row.id),
    name: row.name,
    fullName: row.full_name,
    role: row.role,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
  };
}
