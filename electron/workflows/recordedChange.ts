import type { Actor, AuditAction } from "../domain/audit";
import type { AuditDetails } from "../store/audit";
import type { Store } from "../store/open";

export interface RecordedChangeOptions {
  readonly store: Store;
  readonly actor: Actor;
  readonly now: () => Date;
}

/**
 * Runs a change of the store and writes it into the audit log, both or neither.
 *
 * @param subject id of what it is about, or how to tell it from the change's result
 */
export type RecordedChange = <T>(
  action: AuditAction,
  subject: string | null | ((result: T) => string | null),
  change: () => T,
  details?: AuditDetails,
) => T;

export function createRecordedChange({ store, actor, now }: RecordedChangeOptions): RecordedChange {
  return (action, subject, change, details = {}) => {
    const result = store.transaction(() => {
      const changed = change();
      const about = typeof subject === "function" ? subject(changed) : subject;
      store.audit.add(action, actor, now(), about, details);
      return changed;
    });
    try {
      store.audit.sealHead();
    } catch {
      // The change is kept, and whoever is told otherwise makes it twice. A head that lags is in
      // order, and the next entry, or the next start at the latest, seals anew.
    }
    return result;
  };
}
