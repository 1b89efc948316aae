import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import { LesionId, PatientId, PhotoId } from "../contract/shapes";
import type { LeftOut, LabelReview } from "../contract/training";
import type { TrainingSide } from "../domain/trainingSide";
import { isDiagnosis, type Diagnosis, type Probabilities } from "../domain/diagnosis";
import type { OutcomeKind } from "../domain/outcome";
import { floatsOf, probabilitiesOf } from "./analyses";
import { LINEAGES } from "./lineages";

/** A photo with an outcome, and whether it can be learned from or judged by. */
export interface TrainingCase {
  readonly photoId: PhotoId;
  readonly name: string;
  /** By which the same bytes are known again. */
  readonly sourceHash: string;
  /** By which the same picture is, whatever metadata it comes with. */
  readonly contentHash: string;
  readonly patientId: PatientId | null;
  readonly lesionId: LesionId | null;
  /** Null where the clinician could not say. */
  readonly label: Diagnosis | null;
  readonly source: OutcomeKind;
  /** Null while the patient has none. */
  readonly side: TrainingSide | null;
  /** What somebody decided about this label; null while nobody has. */
  readonly review: LabelReview | null;
  /** Whether the given version learned from it, or one that it goes on from. */
  readonly learned: boolean;
  /** Why it is neither learned from nor judged by; null where it can be. */
  readonly leftOut: LeftOut | null;
}

/** What a model said of a photo last. */
export interface LatestAnswer {
  readonly modelVersion: string;
  readonly probabilities: Probabilities;
  readonly embedding: Float32Array;
}

export interface TrainingCases {
  /**
   * Every photo with an outcome, in the order in which they came. Takes some 20 µs a photo.
   *
   * @param modelVersion the one that `learned` is about
   */
  all(modelVersion: string): TrainingCase[];
  /** Null where the photo has not been analysed. */
  answer(photoId: PhotoId): LatestAnswer | null;
}

interface CaseRow {
  readonly id: string;
  readonly name: string;
  readonly source_hash: string;
  readonly blob: string;
  readonly patient_id: string | null;
  readonly lesion_id: string | null;
  readonly diagnosis: string | null;
  readonly kind: OutcomeKind;
  readonly side: TrainingSide | null;
  readonly review: LabelReview | null;
  readonly learned: number;
  readonly left_out: LeftOut | null;
}

/**
 * The queue is read from end to end and not by an index, since rows that were written together lie
 * together: half the time. CROSS JOIN keeps SQLite from starting elsewhere. Urgencies from 0 to 2
 * are those of photos that could be assessed. A patient who is held out and from whom a version has
 * learned all the same came to that by a merge or a move, and no photo of theirs can judge.
 */
export const TRAINING_CASES = `
  WITH RECURSIVE ${LINEAGES}
  SELECT photos.id, photos.name, photos.source_hash, photos.blob, photos.patient_id,
    photos.lesion_id, outcomes.diagnosis, outcomes.kind, training_sides.side, label_reviews.review,
    EXISTS (
      SELECT 1 FROM training_uses
      WHERE source_hash IN (photos.source_hash, photos.blob)
        AND model_version IN (
          SELECT @modelVersion UNION ALL SELECT ancestor FROM lineages WHERE version = @modelVersion
        )
    ) AS learned,
    CASE
      WHEN outcomes.diagnosis IS NULL THEN 'cannot-say'
      WHEN photos.patient_id IS NULL THEN 'no-patient'
      WHEN consents.given IS NOT 1 THEN 'no-consent'
      WHEN queue.urgency NOT BETWEEN 0 AND 2 THEN 'poor-quality'
      WHEN label_reviews.review = 'exclude' THEN 'excluded'
      WHEN training_sides.side = 'holdout' AND EXISTS (
        SELECT 1 FROM photos AS own
        JOIN training_uses ON training_uses.source_hash IN (own.source_hash, own.blob)
        WHERE own.patient_id = photos.patient_id
      ) THEN 'learned-before'
    END AS left_out
  FROM queue NOT INDEXED
  CROSS JOIN outcomes ON outcomes.id = queue.outcome_id
  CROSS JOIN photos ON photos.id = queue.photo_id
  LEFT JOIN consents ON consents.patient_id = photos.patient_id
    AND consents.purpose = 'training' AND consents.is_latest = 1
  LEFT JOIN training_sides ON training_sides.patient_id = photos.patient_id
  LEFT JOIN label_reviews ON label_reviews.photo_id = photos.id
    AND label_reviews.outcome_id = queue.outcome_id
  WHERE queue.outcome_id IS NOT NULL
  ORDER BY queue.rowid
`;

export function trainingCases(database: Database): TrainingCases {
  const all = database.prepare<[{ modelVersion: string }], CaseRow>(TRAINING_CASES);
  const answer = database.prepare<
    [string],
    { model_version: string; probabilities: Buffer; embedding: Buffer }
  >(`
    SELECT model_version, probabilities, embedding FROM analyses
    WHERE photo_id = ? AND is_latest = 1
  `);

  return {
    all: (modelVersion) => all.all({ modelVersion }).map(fromRow),
    answer(photoId) {
      const row = answer.get(photoId);
      return row
        ? {
            modelVersion: row.model_version,
            probabilities: probabilitiesOf(row.probabilities),
            embedding: floatsOf(row.embedding),
          }
        : null;
    },
  };
}

function fromRow(row: CaseRow): TrainingCase {
  const { diagnosis } = row;
  if (diagnosis !== null && !isDiagnosis(diagnosis)) throw new LentigoError("store.damaged");
  return {
    // Written by ourselves and read by the ten thousand: not parsed.
    photoId: row.id as PhotoId,
    patientId: row.patient_id as PatientId | null,
    lesionId: row.lesion_id as LesionId | null,
    name: row.name,
    sourceHash: row.source_hash,
    contentHash: row.blob,
    label: diagnosis,
    source: row.kind,
    side: row.side,
    review: row.review,
    learned: row.learned === 1,
    leftOut: row.left_out,
  };
}
