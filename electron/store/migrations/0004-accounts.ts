/**
 * Who works here, and what was done. The audit log only grows: each entry carries the hash of
 * the one before, and rows can be neither changed nor deleted.
 */
export const accounts = {
  version: 4,
  sql: `
    -- sort_name: the name in the form in which people are recognised at sign-in.
    CREATE TABLE accounts (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      sort_name TEXT NOT NULL UNIQUE,
      full_name TEXT NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('staff', 'clinician', 'admin')),
      created_at TEXT NOT NULL,
      disabled_at TEXT
    ) STRICT;

    -- subject: id of the patient, photo, account ... that it is about. details: a JSON object.
    CREATE TABLE audit_log (
      sequence INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      account_id TEXT,
      account_name TEXT,
      action TEXT NOT NULL,
      subject TEXT,
      details TEXT NOT NULL,
      previous_hash TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
    CREATE INDEX audit_log_by_subject ON audit_log (subject, sequence);
    CREATE TRIGGER audit_log_keeps_entries BEFORE UPDATE ON audit_log
    BEGIN SELECT RAISE (ABORT, 'the audit log only grows'); END;
    CREATE TRIGGER audit_log_loses_nothing BEFORE DELETE ON audit_log
    BEGIN SELECT RAISE (ABORT, 'the audit log only grows'); END;
  `,
} as const;
