import type { AuditEntry } from "../store/audit";

const COLUMNS = ["sequence", "at", "account", "action", "subject", "details", "hash"] as const;

/** The audit log as CSV (RFC 4180), oldest first. */
export function auditTable(entries: readonly AuditEntry[]): string {
  const rows = [...entries]
    .reverse()
    .map(({ sequence, at, accountName, action, subject, details, hash }) => [
      String(sequence),
      at,
      accountName ?? "",
      action,
      subject ?? "",
      JSON.stringify(details),
      hash,
    ]);
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** A spreadsheet takes a cell that begins like a formula for one; an apostrophe keeps it text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
