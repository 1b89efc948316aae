/** The first clinic: patients, their lesions and visits, photos and what models said of them. */
export const clinic = {
  version: 1,
  sql: `
    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;

    CREATE TABLE patients (
      id TEXT PRIMARY KEY,
      number TEXT NOT NULL,
      family_name TEXT NOT NULL,
      given_name TEXT NOT NULL,
      date_of_birth TEXT,
      sex TEXT NOT NULL CHECK (sex IN ('female', 'male', 'other', 'unknown')),
      notes TEXT NOT NULL,
      sort_name TEXT NOT NULL,
      created_at TEXT NOT NULL,
      updated_at TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX patients_by_number ON patients (number) WHERE number <> '';
    CREATE INDEX patients_by_name ON patients (sort_name, id);

    -- Words of name, number and date of birth, in the form in which they are searched.
    CREATE VIRTUAL TABLE patient_words USING fts5 (
      words, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
    );

    CREATE TABLE lesions (
      id TEXT PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
      label TEXT NOT NULL,
      site TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX lesions_by_patient ON lesions (patient_id);

    CREATE TABLE visits (
      id TEXT PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
      date TEXT NOT NULL,
      notes TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX visits_by_patient ON visits (patient_id, date);

    -- source_hash: keyed hash of the bytes as they came, by which the same photo is known.
    CREATE TABLE photos (
      id TEXT PRIMARY KEY,
      source_hash TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      width INTEGER NOT NULL CHECK (width > 0),
      height INTEGER NOT NULL CHECK (height > 0),
      blob TEXT NOT NULL,
      thumbnail TEXT NOT NULL,
      taken_at TEXT,
      added_at TEXT NOT NULL,
      patient_id TEXT REFERENCES patients (id),
      lesion_id TEXT REFERENCES lesions (id),
      visit_id TEXT REFERENCES visits (id)
    ) STRICT;
    CREATE INDEX photos_by_patient ON photos (patient_id, added_at);
    CREATE INDEX photos_by_time ON photos (added_at);

    -- probabilities: seven little-endian float64 in the order of DIAGNOSES.
    -- heat: float32 class activation maps, heat_height x heat_width x 7.
    -- urgency: 0 urgent, 1 soon, 2 routine, 3 cannot assess.
    CREATE TABLE analyses (
      id TEXT PRIMARY KEY,
      photo_id TEXT NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
      model_version TEXT NOT NULL,
      created_at TEXT NOT NULL,
      urgency INTEGER NOT NULL CHECK (urgency BETWEEN 0 AND 3),
      reasons TEXT NOT NULL,
      malignancy REAL NOT NULL CHECK (malignancy BETWEEN 0 AND 1),
      diagnosis TEXT NOT NULL,
      probabilities BLOB NOT NULL CHECK (length(probabilities) = 56),
      heat BLOB NOT NULL,
      heat_width INTEGER NOT NULL,
      heat_height INTEGER NOT NULL,
      heat_frame TEXT NOT NULL,
      embedding BLOB NOT NULL,
      is_latest INTEGER NOT NULL CHECK (is_latest IN (0, 1))
    ) STRICT;
    CREATE INDEX analyses_by_photo ON analyses (photo_id, created_at);
    CREATE UNIQUE INDEX latest_analysis ON analyses (photo_id) WHERE is_latest = 1;
    CREATE INDEX worklist ON analyses (urgency, malignancy DESC, photo_id) WHERE is_latest = 1;
  `,
} as const;
