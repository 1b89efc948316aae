/**
 * Lists and numbers at hundreds of thousands of photos. To reach a page deep in the worklist every
 * entry of an index before it is walked: entries that hold the time as a number, and no id, take a
 * quarter of the room. How many photos pass a filter is kept by triggers. What the dashboard
 * compares is read from indexes alone: rows of a month lie far apart, and every page that is not
 * in memory is decrypted first.
 */
const IN_ORDER = "urgency, malignancy DESC, added_at DESC";

const STATE = "urgency, unassigned, unconfirmed, awaits_histology, disagreement";

/** What STATE is in a row of the queue. */
const stateOf = (row: string): string => `
  ${row}.urgency, ${row}.unassigned, ${row}.outcome_id IS NULL, ${row}.awaits_histology,
  ${row}.disagreement
`;

const COUNT_NEW = `
  INSERT INTO queue_counts (${STATE}, photos) VALUES (${stateOf("NEW")}, 1)
  ON CONFLICT DO UPDATE SET photos = photos + 1;
`;
const DISCOUNT_OLD = `
  UPDATE queue_counts SET photos = photos - 1 WHERE (${STATE}) = (${stateOf("OLD")});
`;

export const worklist = {
  version: 7,
  sql: `
    CREATE TEMP TABLE queue_before AS SELECT * FROM queue ORDER BY rowid;
    DROP TABLE queue;

    -- As before, but for added_at: now whole seconds since 1970. Rows stay in the order in which
    -- photos came, which decides between equals.
    CREATE TABLE queue (
      photo_id TEXT PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
      added_at INTEGER NOT NULL,
      urgency INTEGER NOT NULL,
      malignancy REAL NOT NULL,
      unassigned INTEGER NOT NULL CHECK (unassigned IN (0, 1)),
      outcome_id TEXT,
      awaits_histology INTEGER NOT NULL CHECK (awaits_histology IN (0, 1)),
      disagreement INTEGER NOT NULL CHECK (disagreement BETWEEN 0 AND 3)
    ) STRICT;
    INSERT INTO queue (photo_id, added_at, urgency, malignancy, unassigned, outcome_id,
      awaits_histology, disagreement)
    SELECT photo_id, unixepoch(added_at), urgency, malignancy, unassigned, outcome_id,
      awaits_histology, disagreement
    FROM queue_before ORDER BY rowid;
    DROP TABLE queue_before;

    CREATE INDEX queue_in_order ON queue (${IN_ORDER});
    -- The column of the condition leads, so that the index alone answers.
    CREATE INDEX queue_unassigned ON queue (unassigned, ${IN_ORDER}) WHERE unassigned = 1;
    CREATE INDEX queue_unconfirmed ON queue (outcome_id, ${IN_ORDER}) WHERE outcome_id IS NULL;
    CREATE INDEX queue_awaiting ON queue (awaits_histology, ${IN_ORDER})
      WHERE awaits_histology = 1;
    CREATE INDEX queue_disagreeing ON queue (disagreement, ${IN_ORDER}) WHERE disagreement > 0;
    CREATE INDEX queue_by_time ON queue (added_at, urgency, unassigned);
    CREATE INDEX queue_confirmed ON queue (photo_id, outcome_id, urgency)
      WHERE outcome_id IS NOT NULL;

    DROP INDEX outcomes_by_time;
    CREATE INDEX outcomes_by_time
      ON outcomes (created_at, is_latest, kind, diagnosis, photo_id, id);
    DROP INDEX analyses_by_photo;
    CREATE INDEX analyses_by_photo
      ON analyses (photo_id, created_at, urgency, diagnosis, malignancy, model_version);

    -- How many photos of the queue are in each state.
    CREATE TABLE queue_counts (
      urgency INTEGER NOT NULL,
      unassigned INTEGER NOT NULL,
      unconfirmed INTEGER NOT NULL,
      awaits_histology INTEGER NOT NULL,
      disagreement INTEGER NOT NULL,
      photos INTEGER NOT NULL CHECK (photos >= 0),
      PRIMARY KEY (${STATE})
    ) STRICT, WITHOUT ROWID;
    INSERT INTO queue_counts (${STATE}, photos)
      SELECT ${stateOf("queue")}, count(*) FROM queue GROUP BY 1, 2, 3, 4, 5;

    CREATE TRIGGER queue_counts_gain AFTER INSERT ON queue BEGIN ${COUNT_NEW} END;
    CREATE TRIGGER queue_counts_lose AFTER DELETE ON queue BEGIN ${DISCOUNT_OLD} END;
    CREATE TRIGGER queue_counts_follow AFTER UPDATE ON queue
    WHEN (${stateOf("OLD")}) IS NOT (${stateOf("NEW")})
    BEGIN ${DISCOUNT_OLD} ${COUNT_NEW} END;

    DROP TRIGGER queue_gains_photo;
    CREATE TRIGGER queue_gains_photo AFTER INSERT ON photos
    BEGIN
      INSERT INTO queue (photo_id, added_at, urgency, malignancy, unassigned, outcome_id,
        awaits_histology, disagreement)
      SELECT photo_id, unixepoch(added_at), urgency, malignancy, unassigned, outcome_id,
        awaits_histology, disagreement
      FROM photo_states WHERE photo_id = NEW.id;
    END;
  `,
} as const;
