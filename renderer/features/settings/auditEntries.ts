import type { AuditPage } from "../../../electron/contract/session";

/**
 * What stands on pages of the log, each entry once. The latest stand first: what was entered
 * between the reading of two pages moves as many entries from the one on to the other.
 */
export function auditEntries(pages: readonly AuditPage[]): AuditPage["entries"] {
  const entries = pages.flatMap((page) => page.entries);
  return [...new Map(entries.map((entry) => [entry.sequence, entry])).values()];
}
