/**
 * Retraining: on which side of the data each patient is, what was trained from which photos, and
 * which model versions there are.
 */
export const retraining = {
  version: 8,
  sql: `
    -- Drawn once and kept: nobody is both learned from and judged by. diagnosis: the gravest one
    -- among the patient's photos when it was drawn.
    CREATE TABLE training_sides (
      patient_id TEXT PRIMARY KEY REFERENCES patients (id) ON DELETE CASCADE,
      side TEXT NOT NULL CHECK (side IN ('train', 'holdout')),
      diagnosis TEXT NOT NULL
        CHECK (diagnosis IN ('akiec', 'bcc', 'bkl', 'df', 'mel', 'nv', 'vasc')),
      drawn_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- outcome_id: the entry that was looked at; a label that another one gives is looked at anew.
    CREATE TABLE label_reviews (
      photo_id TEXT PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
      outcome_id TEXT NOT NULL,
      review TEXT NOT NULL CHECK (review IN ('keep', 'exclude')),
      account_name TEXT,
      reviewed_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- version: the one that results, parent: the active one then. source: in people's words.
    -- plan, curve, failure, comparison: JSON.
    CREATE TABLE training_runs (
      id TEXT PRIMARY KEY,
      version TEXT NOT NULL UNIQUE,
      parent TEXT NOT NULL,
      recipe TEXT NOT NULL CHECK (recipe IN ('quick', 'upper', 'full')),
      source TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('scheduled', 'preparing', 'running', 'paused',
        'interrupted', 'done', 'cancelled', 'failed')),
      started_by TEXT,
      created_at TEXT NOT NULL,
      scheduled_for TEXT,
      finished_at TEXT,
      train_photos INTEGER NOT NULL,
      holdout_photos INTEGER NOT NULL,
      plan TEXT NOT NULL,
      curve TEXT NOT NULL DEFAULT '[]',
      failure TEXT,
      comparison TEXT
    ) STRICT;
    CREATE INDEX training_runs_by_time ON training_runs (created_at);
    -- One at a time.
    CREATE UNIQUE INDEX training_run_under_way ON training_runs ((1))
      WHERE state IN ('scheduled', 'preparing', 'running', 'paused');

    -- version: also the name of a folder, where some systems do not tell cases apart.
    -- manifest_hash: sha256 of the manifest, which holds those of all other files.
    -- part, balanced_accuracy: where it was measured and what came out; null where it was not.
    CREATE TABLE model_versions (
      version TEXT PRIMARY KEY COLLATE NOCASE,
      parent TEXT,
      origin TEXT NOT NULL CHECK (origin IN ('shipped', 'retrained', 'imported')),
      state TEXT NOT NULL CHECK (state IN ('active', 'available', 'candidate', 'discarded')),
      manifest_hash TEXT NOT NULL,
      created_at TEXT NOT NULL,
      recipe TEXT NOT NULL,
      photos INTEGER NOT NULL,
      part TEXT,
      balanced_accuracy REAL CHECK (balanced_accuracy BETWEEN 0 AND 1),
      note TEXT NOT NULL DEFAULT '',
      run_id TEXT REFERENCES training_runs (id)
    ) STRICT;
    CREATE UNIQUE INDEX active_model ON model_versions (state) WHERE state = 'active';

    -- Rows are added, never changed. Versions may be deleted, what was done with them stays.
    CREATE TABLE promotions (
      sequence INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      account_name TEXT,
      from_version TEXT,
      to_version TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('promotion', 'roll-back')),
      override_reason TEXT
    ) STRICT;

    -- How many analyses name a version, and which photos it learned from.
    CREATE INDEX analyses_by_model ON analyses (model_version);
    CREATE INDEX training_uses_by_model ON training_uses (model_version);
  `,
} as const;
