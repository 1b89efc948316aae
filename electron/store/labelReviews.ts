import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import type { PhotoId } from "../contract/shapes";
import type { LabelReview } from "../contract/training";

export interface LabelReviews {
  /**
   * Keeps what somebody decided about the label that a photo has now; it counts until another
   * outcome counts for the photo.
   *
   * @param by name of who decided; null where no account is known
   * @throws LentigoError `photo.missing`, or `outcome.missing` where the photo has no label
   */
  record(photoId: PhotoId, review: LabelReview, by: string | null, at: Date): void;
}

export function labelReviews(database: Database): LabelReviews {
  const outcomeOf = database.prepare<[string], { outcome_id: string | null }>(
    "SELECT outcome_id FROM queue WHERE photo_id = ?",
  );
  const upsert = database.prepare(`
    INSERT INTO label_reviews (photo_id, outcome_id, review, account_name, reviewed_at)
    VALUES (@photoId, @outcomeId, @review, @by, @at)
    ON CONFLICT (photo_id) DO UPDATE SET outcome_id = excluded.outcome_id,
      review = excluded.review, account_name = excluded.account_name,
      reviewed_at = excluded.reviewed_at
  `);

  return {
    record: database.transaction(
      (photoId: PhotoId, review: LabelReview, by: string | null, at: Date): void => {
        const row = outcomeOf.get(photoId);
        if (!row) throw new LentigoError("photo.missing");
        if (row.outcome_id === null) throw new LentigoError("outcome.missing");
        upsert.run({ photoId, outcomeId: row.outcome_id, review, by, at: at.toISOString() });
      },
    ),
  };
}
