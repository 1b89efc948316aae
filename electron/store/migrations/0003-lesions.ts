/**
 * Lesions get a number within their patient and a place on the body map (null where only the
 * site is known), and can be archived. A photo can only be of a lesion of its own patient.
 */
export const lesions = {
  version: 3,
  sql: `
    ALTER TABLE lesions ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE lesions ADD COLUMN view TEXT
      CHECK (view IN ('front', 'back', 'scalp', 'palms', 'soles'));
    ALTER TABLE lesions ADD COLUMN x REAL CHECK (x BETWEEN 0 AND 1);
    ALTER TABLE lesions ADD COLUMN y REAL CHECK (y BETWEEN 0 AND 1);
    ALTER TABLE lesions ADD COLUMN archived_at TEXT;

    UPDATE lesions SET number = (
      SELECT count(*) FROM lesions AS earlier
      WHERE earlier.patient_id = lesions.patient_id AND earlier.rowid <= lesions.rowid
    );
    CREATE UNIQUE INDEX lesions_by_number ON lesions (patient_id, number);
    DROP INDEX lesions_by_patient;
    CREATE INDEX photos_by_lesion ON photos (lesion_id);

    CREATE TRIGGER photo_of_own_lesion_added BEFORE INSERT ON photos
    WHEN NEW.lesion_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM lesions WHERE id = NEW.lesion_id AND patient_id = NEW.patient_id
    )
    BEGIN SELECT RAISE (ABORT, 'the lesion is another patient''s'); END;
    CREATE TRIGGER photo_of_own_lesion_moved BEFORE UPDATE OF patient_id, lesion_id ON photos
    WHEN NEW.lesion_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM lesions WHERE id = NEW.lesion_id AND patient_id = NEW.patient_id
    )
    BEGIN SELECT RAISE (ABORT, 'the lesion is another patient''s'); END;
  `,
} as const;
