import type { Database } from "better-sqlite3";
import { LentigoError } from "../../contract/errors";
import { clinic } from "./0001-clinic";
import { warnings } from "./0002-warnings";
import { lesions } from "./0003-lesions";
import { accounts } from "./0004-accounts";
import { outcomes } from "./0005-outcomes";
import { care } from "./0006-care";
import { worklist } from "./0007-worklist";
import { retraining } from "./0008-retraining";
import { reports } from "./0009-reports";
import { archiveQueue } from "./0010-archive-queue";
import { misfiled } from "./0011-misfiled";

/** One numbered step; each runs in a transaction of its own, once. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

export const MIGRATIONS: readonly Migration[] = [
  clinic,
  warnings,
  lesions,
  accounts,
  outcomes,
  care,
  worklist,
  retraining,
  reports,
  archiveQueue,
  misfiled,
];

/**
 * Brings the database to the newest version, or to `upTo`.
 *
 * @throws LentigoError `store.newer` where a newer Lentigo has written it; it stays untouched
 */
export function migrate(database: Database, upTo = MIGRATIONS.length): void {
  const current = database.pragma("user_version", { simple: true }) as number;
  if (current > MIGRATIONS.length) throw new LentigoError("store.newer");
  for (const { version, sql } of MIGRATIONS) {
    if (version <= current || version > upTo) continue;
    database.transaction(() => {
      database.exec(sql);
      database.pragma(`user_version = ${String(version)}`);
    })();
  }
}
