/**
 * Signed reports. A report belongs to its patient, one of a photo of nobody's to that photo: it
 * goes with them, and otherwise neither changes nor goes. Where two patients become one, theirs go
 * over.
 */
const FIXED = `
  id, kind, photo_id, lesion_id, language, paper, title, pages, version, signed_at, account_id,
  account_name, model_versions, sha256, pdf, page_pictures, corrects, reason
`;

export const reports = {
  version: 9,
  sql: `
    -- photo_id, lesion_id: without reference, as the report outlasts them. lesion_id: also of a
    -- case, the lesion that the photo was said to show when it was signed.
    -- model_versions: JSON array. sha256: of the PDF.
    -- pdf, page_pictures: names of encrypted files; the pages are an array of SVG, JSON, gzip.
    -- corrects: id of the report whose place it takes, and why; that may be another patient's.
    CREATE TABLE reports (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('case', 'course', 'patient')),
      photo_id TEXT,
      lesion_id TEXT,
      patient_id TEXT REFERENCES patients (id) ON DELETE CASCADE,
      language TEXT NOT NULL CHECK (language IN ('en', 'de')),
      paper TEXT NOT NULL CHECK (paper IN ('a4', 'letter')),
      title TEXT NOT NULL,
      pages INTEGER NOT NULL CHECK (pages > 0),
      version INTEGER NOT NULL CHECK (version > 0),
      signed_at TEXT NOT NULL,
      account_id TEXT,
      account_name TEXT NOT NULL,
      model_versions TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      pdf TEXT NOT NULL,
      page_pictures TEXT NOT NULL,
      corrects TEXT UNIQUE,
      reason TEXT,
      CHECK ((kind = 'case') = (photo_id IS NOT NULL)),
      CHECK (kind <> 'course' OR lesion_id IS NOT NULL),
      CHECK (kind = 'case' OR patient_id IS NOT NULL),
      CHECK ((corrects IS NULL) = (version = 1)),
      CHECK ((corrects IS NULL) = (reason IS NULL))
    ) STRICT;
    CREATE INDEX reports_by_patient ON reports (patient_id, signed_at);
    CREATE INDEX reports_by_lesion ON reports (lesion_id, signed_at);
    CREATE INDEX reports_by_photo ON reports (photo_id, signed_at);
    CREATE INDEX reports_by_pdf ON reports (pdf);
    CREATE INDEX reports_by_page_pictures ON reports (page_pictures);

    CREATE TRIGGER reports_never_change BEFORE UPDATE OF ${FIXED} ON reports
    BEGIN SELECT RAISE (ABORT, 'signed reports never change'); END;
    CREATE TRIGGER reports_stay BEFORE DELETE ON reports
    WHEN CASE WHEN OLD.patient_id IS NULL
      THEN EXISTS (SELECT 1 FROM photos WHERE id = OLD.photo_id)
      ELSE EXISTS (SELECT 1 FROM patients WHERE id = OLD.patient_id) END
    BEGIN SELECT RAISE (ABORT, 'signed reports never go alone'); END;
    CREATE TRIGGER reports_go_with_photo AFTER DELETE ON photos
    BEGIN DELETE FROM reports WHERE photo_id = OLD.id AND patient_id IS NULL; END;
  `,
} as const;
