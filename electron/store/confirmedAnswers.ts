import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import type { ConfirmedAnswer } from "../domain/confirmedAnswer";
import { isDiagnosis } from "../domain/diagnosis";
import type { OutcomeKind } from "../domain/outcome";
import { LINEAGES } from "./lineages";

export interface ConfirmedAnswers {
  /**
   * One answer for every photo whose outcome was recorded in this time and names a diagnosis,
   * the latest first.
   *
   * Of a photo's analyses the latest one before its outcome counts: who decided may have seen
   * it, but the model could not know what was decided. For the same reason analyses by versions
   * that had learned from the photo, or go on from one that had, do not count, nor does what was
   * analysed only afterwards.
   * Where the model could not assess the photo then, it gave no answer.
   *
   * @param before the first moment that does not belong to it
   */
  between(from: Date, before: Date): ConfirmedAnswer[];
  /** When the earliest outcome was recorded; null where there is none. */
  earliest(): Date | null;
}

interface AnswerRow {
  readonly at: string;
  readonly kind: OutcomeKind;
  readonly outcome: string;
  readonly answer: string;
  readonly malignancy: number;
  readonly model_version: string;
}

/** True of an analysis by a version that had learned from its photo, itself or by an ancestor. */
const hasLearned = (analysis: string): string => `
  (
    ${analysis}.model_version IN (SELECT model_version FROM training_uses)
    OR ${analysis}.model_version IN (SELECT version FROM lineages)
  )
  AND EXISTS (
    SELECT 1 FROM photos
    JOIN training_uses ON training_uses.source_hash IN (photos.source_hash, photos.blob)
    WHERE photos.id = ${analysis}.photo_id AND (
      training_uses.model_version = ${analysis}.model_version
      OR training_uses.model_version IN (
        SELECT ancestor FROM lineages WHERE version = ${analysis}.model_version
      )
    )
  )
`;

/**
 * CROSS JOIN keeps SQLite from starting at the photos: from the outcomes of some weeks it is a
 * few steps to each photo, however many there are. An outcome's photos are its own and, for
 * histology, the others of the lesion. Indexes hold all that is asked for.
 */
export const CONFIRMED_ANSWERS = `
  WITH RECURSIVE ${LINEAGES}
  SELECT outcomes.created_at AS at, outcomes.kind, outcomes.diagnosis AS outcome,
    analyses.diagnosis AS answer, analyses.malignancy, analyses.model_version
  FROM outcomes
  CROSS JOIN queue INDEXED BY queue_confirmed
    ON queue.outcome_id = outcomes.id AND queue.photo_id IN (
      SELECT outcomes.photo_id UNION ALL
      SELECT sibling.id FROM photos JOIN photos AS sibling ON sibling.lesion_id = photos.lesion_id
      WHERE outcomes.kind = 'histology' AND photos.id = outcomes.photo_id
    )
  CROSS JOIN analyses ON analyses.photo_id = queue.photo_id
    AND analyses.created_at <= outcomes.created_at AND NOT (${hasLearned("analyses")})
    AND NOT EXISTS (
      SELECT 1 FROM analyses AS later
      WHERE later.photo_id = queue.photo_id AND later.created_at <= outcomes.created_at
        AND (later.created_at, later.rowid) > (analyses.created_at, analyses.rowid)
        AND NOT (${hasLearned("later")})
    )
  WHERE outcomes.created_at >= @from AND outcomes.created_at < @before
    AND outcomes.is_latest = 1 AND outcomes.diagnosis IS NOT NULL AND analyses.urgency < 3
  ORDER BY outcomes.created_at DESC
`;

export function confirmedAnswers(database: Database): ConfirmedAnswers {
  const between = database.prepare<[{ from: string; before: string }], AnswerRow>(
    CONFIRMED_ANSWERS,
  );
  const earliest = database
    .prepare<[], string | null>("SELECT min(created_at) FROM outcomes")
    .pluck();

  return {
    between: (from, before) =>
      between.all({ from: from.toISOString(), before: before.toISOString() }).map(fromRow),
    earliest() {
      const at = earliest.get();
      return at ? new Date(at) : null;
    },
  };
}

function fromRow({ model_version, outcome, answer, ...row }: AnswerRow): ConfirmedAnswer {
  if (!isDiagnosis(outcome) || !isDiagnosis(answer)) throw new LentigoError("store.damaged");
  return { ...row, outcome, answer, modelVersion: model_version };
}
