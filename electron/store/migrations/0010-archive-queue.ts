/** Photos are of a kind, and wait in a queue on their way to the clinic's archive. */
export const archiveQueue = {
  version: 10,
  sql: `
    ALTER TABLE photos ADD COLUMN kind TEXT NOT NULL DEFAULT 'dermoscopy'
      CHECK (kind IN ('dermoscopy', 'clinical'));

    -- A photo goes once in each kind, which are objects of their own in the archive.
    -- in_doubt: an attempt was begun of which nobody knows how it ended, so that the archive is
    -- asked before the next one.
    -- next_at: not before then. failure: JSON, of the last attempt; null where it did not fail.
    CREATE TABLE archive_queue (
      sequence INTEGER PRIMARY KEY,
      photo_id TEXT NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('dermoscopy', 'clinical')),
      state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused')),
      in_doubt INTEGER NOT NULL CHECK (in_doubt IN (0, 1)),
      attempts INTEGER NOT NULL,
      added_at TEXT NOT NULL,
      next_at TEXT NOT NULL,
      ended_at TEXT,
      failure TEXT,
      UNIQUE (photo_id, kind)
    ) STRICT;
    CREATE INDEX archive_queue_waiting ON archive_queue (next_at, sequence)
      WHERE state = 'waiting';
    CREATE INDEX archive_queue_by_state ON archive_queue (state, sequence);
  `,
} as const;
