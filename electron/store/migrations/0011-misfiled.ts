/**
 * Photos that went to the archive for a patient whose they are no longer: they wait anew for the
 * one whose they are, and what stands in the archive under the other is told of until somebody has
 * had it removed there, whatever becomes of photo and patient here.
 */
export const misfiled = {
  version: 11,
  sql: `
    -- AUTOINCREMENT: an attempt that ends late is not to end what came after it.
    CREATE TABLE archive_queue_anew (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
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
    INSERT INTO archive_queue_anew (sequence, photo_id, kind, state, in_doubt, attempts, added_at,
      next_at, ended_at, failure)
    SELECT sequence, photo_id, kind, state, in_doubt, attempts, added_at, next_at, ended_at, failure
    FROM archive_queue;
    DROP TABLE archive_queue;
    ALTER TABLE archive_queue_anew RENAME TO archive_queue;
    CREATE INDEX archive_queue_waiting ON archive_queue (next_at, sequence)
      WHERE state = 'waiting';
    CREATE INDEX archive_queue_by_state ON archive_queue (state, sequence);

    -- photo_id: null once the photo is deleted here. at: when it became another patient's.
    CREATE TABLE misfiled_objects (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      photo_id TEXT REFERENCES photos (id) ON DELETE SET NULL,
      study TEXT NOT NULL,
      instance TEXT NOT NULL UNIQUE,
      at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX misfiled_objects_by_photo ON misfiled_objects (photo_id);
  `,
} as const;
