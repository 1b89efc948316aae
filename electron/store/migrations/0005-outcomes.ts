/**
 * What clinicians and pathologists said of a photo. Rows are added, never changed; of each
 * kind the latest counts. A row that takes another one back names it in `withdraws`.
 *
 * `queue` holds for every photo where it stands in the worklist, so that lists and filters read
 * one index however many photos there are. Triggers keep it; `photo_states` says how.
 */
const REFRESHED = `
  (urgency, malignancy, unassigned, outcome_id, awaits_histology, disagreement) = (
    SELECT urgency, malignancy, unassigned, outcome_id, awaits_histology, disagreement
    FROM photo_states WHERE photo_states.photo_id = queue.photo_id
  )
`;

/** Photos for which an outcome of the photo `id` can count: itself, and all of its lesion. */
const sharing = (id: string): string => `
  SELECT ${id} UNION
  SELECT sibling.id FROM photos JOIN photos AS sibling ON sibling.lesion_id = photos.lesion_id
  WHERE photos.id = ${id}
`;

const IN_ORDER = "urgency, malignancy DESC, added_at DESC, photo_id";

export const outcomes = {
  version: 5,
  sql: `
    -- diagnosis: null where the clinician cannot say. date: of the histology report.
    CREATE TABLE outcomes (
      id TEXT PRIMARY KEY,
      photo_id TEXT NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('clinical', 'histology')),
      diagnosis TEXT CHECK (diagnosis IN ('akiec', 'bcc', 'bkl', 'df', 'mel', 'nv', 'vasc')),
      confidence TEXT CHECK (confidence IN ('low', 'moderate', 'high')),
      next_step TEXT CHECK (next_step IN ('none', 'follow-up', 'excision', 'referral')),
      note TEXT NOT NULL,
      date TEXT,
      account_id TEXT,
      account_name TEXT,
      created_at TEXT NOT NULL,
      is_latest INTEGER NOT NULL CHECK (is_latest IN (0, 1)),
      withdraws TEXT UNIQUE REFERENCES outcomes (id) ON DELETE CASCADE,
      CHECK (kind = 'clinical' OR withdraws IS NOT NULL
        OR (diagnosis IS NOT NULL AND date IS NOT NULL)),
      CHECK (withdraws IS NULL OR is_latest = 0)
    ) STRICT;
    CREATE INDEX outcomes_by_photo ON outcomes (photo_id, created_at);
    CREATE UNIQUE INDEX latest_outcome ON outcomes (photo_id, kind) WHERE is_latest = 1;
    CREATE INDEX outcomes_by_time ON outcomes (created_at);

    -- urgency: as in analyses; -1 where the photo waits for its first analysis.
    -- outcome_id: the outcome that counts: histology of the photo or its lesion, else clinical.
    -- disagreement: 0 none; 1 malignant by the outcome, benign to the model; 2 the reverse;
    -- 3 another class of the same side.
    CREATE TABLE queue (
      photo_id TEXT PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
      added_at TEXT NOT NULL,
      urgency INTEGER NOT NULL,
      malignancy REAL NOT NULL,
      unassigned INTEGER NOT NULL CHECK (unassigned IN (0, 1)),
      outcome_id TEXT,
      awaits_histology INTEGER NOT NULL CHECK (awaits_histology IN (0, 1)),
      disagreement INTEGER NOT NULL CHECK (disagreement BETWEEN 0 AND 3)
    ) STRICT;
    CREATE INDEX queue_in_order ON queue (${IN_ORDER});
    CREATE INDEX queue_by_time ON queue (added_at);
    -- For counts: a fifth of the pages of the index that also gives the order.
    CREATE INDEX queue_by_urgency ON queue (urgency);
    -- Each also holds the column of its condition: then the index alone answers.
    CREATE INDEX queue_unassigned ON queue (${IN_ORDER}, unassigned) WHERE unassigned = 1;
    CREATE INDEX queue_unconfirmed ON queue (${IN_ORDER}, outcome_id) WHERE outcome_id IS NULL;
    CREATE INDEX queue_confirmed ON queue (photo_id) WHERE outcome_id IS NOT NULL;
    CREATE INDEX queue_awaiting ON queue (${IN_ORDER}, awaits_histology)
      WHERE awaits_histology = 1;
    CREATE INDEX queue_disagreeing ON queue (disagreement, ${IN_ORDER}) WHERE disagreement > 0;

    CREATE VIEW photo_states AS
    SELECT photos.id AS photo_id, photos.added_at,
      coalesce(analyses.urgency, -1) AS urgency,
      coalesce(analyses.malignancy, 0.0) AS malignancy,
      photos.patient_id IS NULL AS unassigned,
      coalesce(histology.id, clinical.id) AS outcome_id,
      coalesce(clinical.next_step = 'excision', 0)
        AND coalesce(histology.created_at < clinical.created_at, 1) AS awaits_histology,
      CASE
        WHEN coalesce(analyses.urgency, 3) = 3 THEN 0
        WHEN coalesce(histology.diagnosis, clinical.diagnosis, analyses.diagnosis)
          = analyses.diagnosis THEN 0
        WHEN analyses.diagnosis NOT IN ('akiec', 'bcc', 'mel')
          AND coalesce(histology.diagnosis, clinical.diagnosis) IN ('akiec', 'bcc', 'mel') THEN 1
        WHEN analyses.diagnosis IN ('akiec', 'bcc', 'mel')
          AND coalesce(histology.diagnosis, clinical.diagnosis) NOT IN ('akiec', 'bcc', 'mel')
          THEN 2
        ELSE 3
      END AS disagreement
    FROM photos
    LEFT JOIN analyses ON analyses.photo_id = photos.id AND analyses.is_latest = 1
    LEFT JOIN outcomes AS clinical ON clinical.photo_id = photos.id
      AND clinical.kind = 'clinical' AND clinical.is_latest = 1
    LEFT JOIN outcomes AS histology ON histology.id = (
      SELECT outcomes.id
      FROM photos AS sibling
      JOIN outcomes ON outcomes.photo_id = sibling.id
        AND outcomes.kind = 'histology' AND outcomes.is_latest = 1
      WHERE sibling.id = photos.id OR sibling.lesion_id = photos.lesion_id
      ORDER BY outcomes.date DESC, outcomes.created_at DESC, outcomes.rowid DESC
      LIMIT 1
    );

    CREATE TRIGGER queue_gains_photo AFTER INSERT ON photos
    BEGIN
      INSERT INTO queue (photo_id, added_at, urgency, malignancy, unassigned, outcome_id,
        awaits_histology, disagreement)
      SELECT photo_id, added_at, urgency, malignancy, unassigned, outcome_id, awaits_histology,
        disagreement
      FROM photo_states WHERE photo_id = NEW.id;
    END;
    CREATE TRIGGER queue_follows_photo AFTER UPDATE OF patient_id, lesion_id ON photos
    BEGIN
      UPDATE queue SET ${REFRESHED} WHERE photo_id IN (
        SELECT NEW.id UNION
        SELECT id FROM photos WHERE lesion_id IN (OLD.lesion_id, NEW.lesion_id)
      );
    END;
    -- Its own row and outcomes are gone by now; the lesion's other photos may have shared them.
    CREATE TRIGGER queue_loses_photo AFTER DELETE ON photos WHEN OLD.lesion_id IS NOT NULL
    BEGIN
      UPDATE queue SET ${REFRESHED}
      WHERE photo_id IN (SELECT id FROM photos WHERE lesion_id = OLD.lesion_id);
    END;
    CREATE TRIGGER queue_follows_analysis AFTER INSERT ON analyses WHEN NEW.is_latest = 1
    BEGIN UPDATE queue SET ${REFRESHED} WHERE photo_id = NEW.photo_id; END;
    CREATE TRIGGER queue_follows_latest_analysis AFTER UPDATE OF is_latest ON analyses
    BEGIN UPDATE queue SET ${REFRESHED} WHERE photo_id = NEW.photo_id; END;
    CREATE TRIGGER queue_follows_outcome AFTER INSERT ON outcomes WHEN NEW.is_latest = 1
    BEGIN UPDATE queue SET ${REFRESHED} WHERE photo_id IN (${sharing("NEW.photo_id")}); END;
    CREATE TRIGGER queue_follows_latest_outcome AFTER UPDATE OF is_latest ON outcomes
    BEGIN UPDATE queue SET ${REFRESHED} WHERE photo_id IN (${sharing("NEW.photo_id")}); END;

    INSERT INTO queue (photo_id, added_at, urgency, malignancy, unassigned, outcome_id,
      awaits_histology, disagreement)
    SELECT photo_id, added_at, urgency, malignancy, unassigned, outcome_id, awaits_histology,
      disagreement
    FROM photo_states;
  `,
} as const;
