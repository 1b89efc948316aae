/** Who may restore a backup: whoever holds a key to it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { BackupKey } from "../../contract/backups";
import { LentigoError } from "../../contract/errors";
import type { Actor } from "../../domain/audit";
import type { Role } from "../../domain/role";
import { openDoor } from "../door";
import { withKeys } from "../keys";
import { databaseFile } from "../open";
import type { BackupPlace } from "./place";
import { inSnapshot } from "./snapshotDatabase";

export interface Unlocked {
  /** Whoever gets it wipes it. */
  readonly dataKey: Buffer;
  /** Null where the recovery key opened it. */
  readonly actor: Actor | null;
}

/**
 * Opens a backup with what was its key when it was made.
 *
 * @throws LentigoError `session.denied` where it does not open, or to somebody who is no
 * administrator in it; `session.recovery-key`; `backup.none`, `backup.damaged` or `backup.newer`
 */
export async function unlockBackup(
  place: BackupPlace,
  id: string,
  key: BackupKey,
): Promise<Unlocked> {
  const folder = join(place.snapshots, id);
  if (!existsSync(folder)) throw new LentigoError("backup.none");
  const door = openDoor({ folder, guards: [] });
  if (key.kind === "recovery") {
    return { dataKey: door.openWithRecoveryKey(key.recoveryKey), actor: null };
  }
  const { accountId, dataKey } = await door.openWithPassword(key.name, key.password);
  try {
    return { dataKey, actor: administrator(databaseFile(folder), dataKey, accountId) };
  } catch (error) {
    dataKey.fill(0);
    throw error;
  }
}

interface AccountRow {
  readonly name: string;
  readonly full_name: string;
  readonly role: Role;
}

function administrator(file: string, dataKey: Buffer, accountId: string): Actor {
  return withKeys(dataKey, (keys) =>
    inSnapshot(file, keys.database, (database) => {
      const row = database
        .prepare<[string], AccountRow>(
          "SELECT name, full_name, role FROM accounts WHERE id = ? AND disabled_at IS NULL",
        )
        .get(accountId);
      if (row?.role !== "admin") throw new LentigoError("session.denied");
      return { id: accountId, name: row.full_name || row.name, role: row.role };
    }),
  );
}
