/** What opens a backup: a person's password or the recovery key. */
import type { BackupKey } from "../contract/backups";
import { UsageError } from "./command";

export const BACKUP_OPTIONS = {
  from: { type: "string" },
  backup: { type: "string" },
  "recovery-key": { type: "boolean", default: false },
} as const;

/** Asked for once it is needed. Throws UsageError. */
export async function backupKey(values: {
  readonly user?: string | undefined;
  readonly "recovery-key": boolean;
}): Promise<() => Promise<BackupKey>> {
  const { givenPassword, givenRecoveryKey } = await import("../commands/clinic");
  const { user } = values;
  if (values["recovery-key"]) {
    return async () => ({ kind: "recovery", recoveryKey: await givenRecoveryKey() });
  }
  if (user === undefined) throw new UsageError("A backup needs --user or --recovery-key.");
  return async () => ({ kind: "password", name: user, password: await givenPassword() });
}
