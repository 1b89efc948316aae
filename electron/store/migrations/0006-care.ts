/**
 * Patients can be archived and give consent; photos have a scale and findings; what is deleted
 * for good leaves a note of the model versions that had learned from it, without a name.
 */
export const care = {
  version: 6,
  sql: `
    ALTER TABLE patients ADD COLUMN archived_at TEXT;
    CREATE INDEX patients_active ON patients (sort_name, id) WHERE archived_at IS NULL;
    CREATE INDEX patients_archived ON patients (sort_name, id) WHERE archived_at IS NOT NULL;
    -- What is deleted leaves no word behind in the index, nor does what was deleted before.
    INSERT INTO patient_words (patient_words) VALUES ('optimize');
    INSERT INTO patient_words (patient_words, rank) VALUES ('secure-delete', 1);

    -- Rows are added, never changed; of each purpose the latest counts. date: a calendar date.
    CREATE TABLE consents (
      id TEXT PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
      purpose TEXT NOT NULL CHECK (purpose IN ('triage', 'training')),
      given INTEGER NOT NULL CHECK (given IN (0, 1)),
      date TEXT NOT NULL,
      account_name TEXT,
      created_at TEXT NOT NULL,
      is_latest INTEGER NOT NULL CHECK (is_latest IN (0, 1))
    ) STRICT;
    CREATE UNIQUE INDEX latest_consent ON consents (patient_id, purpose) WHERE is_latest = 1;
    CREATE INDEX consents_by_patient ON consents (patient_id, created_at);

    -- pixels_per_mm: set by a person, who knows the scale of the picture.
    ALTER TABLE photos ADD COLUMN pixels_per_mm REAL CHECK (pixels_per_mm > 0);
    ALTER TABLE photos ADD COLUMN notes TEXT NOT NULL DEFAULT '';
    -- abcd: JSON, the ABCD checklist and the line over the largest diameter; null: neither.
    ALTER TABLE photos ADD COLUMN abcd TEXT;

    -- Which model versions learned from which photos, by the hash under which photos are known.
    CREATE TABLE training_uses (
      source_hash TEXT NOT NULL,
      model_version TEXT NOT NULL,
      PRIMARY KEY (source_hash, model_version)
    ) STRICT, WITHOUT ROWID;

    -- model_versions: JSON array.
    CREATE TABLE deletions (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('patient', 'photo')),
      photo_count INTEGER NOT NULL,
      model_versions TEXT NOT NULL,
      account_name TEXT,
      created_at TEXT NOT NULL
    ) STRICT;

    -- A file goes with the last photo that refers to it.
    CREATE INDEX photos_by_blob ON photos (blob);
    CREATE INDEX photos_by_thumbnail ON photos (thumbnail);

    -- A visit is a patient's day: photos that are here already join the visit of theirs.
    CREATE INDEX photos_by_visit ON photos (visit_id);
    INSERT INTO visits (id, patient_id, date, notes, created_at)
      SELECT lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4'
          || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-'
          || hex(randomblob(6))),
        patient_id, day, '', min(added_at)
      FROM (
        SELECT patient_id, date(coalesce(taken_at, added_at), 'localtime') AS day, added_at
        FROM photos WHERE patient_id IS NOT NULL AND visit_id IS NULL
      ) GROUP BY patient_id, day;
    UPDATE photos SET visit_id = (
      SELECT id FROM visits WHERE visits.patient_id = photos.patient_id
        AND visits.date = date(coalesce(taken_at, added_at), 'localtime')
    ) WHERE patient_id IS NOT NULL AND visit_id IS NULL;
  `,
} as const;
