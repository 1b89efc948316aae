import type { Database } from "better-sqlite3";
import { AnalysisId, LesionId, PatientId, PhotoId } from "../contract/shapes";
import { floatsOf } from "./analyses";

/** A photo with a known outcome, and the analysis by which it is compared. */
export interface ConfirmedCase {
  readonly photoId: PhotoId;
  readonly analysisId: AnalysisId;
  readonly patientId: PatientId | null;
  readonly lesionId: LesionId | null;
}

export interface ConfirmedCases {
  /**
   * Photos whose latest analysis is this model version's, which could assess them, and whose
   * outcome names a diagnosis; the latest analysed first.
   */
  of(modelVersion: string, limit: number): ConfirmedCase[];
  /** What the network saw in the photo; null where there is no such analysis. */
  embedding(analysisId: AnalysisId): Float32Array | null;
  /** Grows with every row that is written: while it stands still, nothing has changed. */
  revision(): number;
}

interface CaseRow {
  readonly photo_id: string;
  readonly analysis_id: string;
  readonly patient_id: string | null;
  readonly lesion_id: string | null;
}

export function confirmedCases(database: Database): ConfirmedCases {
  const select = database.prepare<[string, number], CaseRow>(`
    SELECT queue.photo_id, analyses.id AS analysis_id, patient_id, lesion_id
    FROM queue INDEXED BY queue_confirmed
    JOIN outcomes ON outcomes.id = queue.outcome_id AND outcomes.diagnosis IS NOT NULL
    JOIN analyses ON analyses.photo_id = queue.photo_id AND analyses.is_latest = 1
    JOIN photos ON photos.id = queue.photo_id
    WHERE queue.outcome_id IS NOT NULL AND queue.urgency BETWEEN 0 AND 2
      AND analyses.model_version = ?
    ORDER BY analyses.created_at DESC LIMIT ?
  `);
  const embeddingOf = database
    .prepare<[string], Buffer>("SELECT embedding FROM analyses WHERE id = ?")
    .pluck();
  const changes = database.prepare<[], number>("SELECT total_changes()").pluck();

  return {
    of: (modelVersion, limit) =>
      select.all(modelVersion, limit).map((row) => ({
        photoId: PhotoId.parse(row.photo_id),
        analysisId: AnalysisId.parse(row.analysis_id),
        patientId: row.patient_id === null ? null : PatientId.parse(row.patient_id),
        lesionId: row.lesion_id === null ? null : LesionId.parse(row.lesion_id),
      })),
    embedding(analysisId) {
      const bytes = embeddingOf.get(analysisId);
      return bytes === undefined ? null : floatsOf(bytes);
    },
    revision: () => changes.get() ?? 0,
  };
}
