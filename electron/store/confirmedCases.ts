import type { Database } from "better-sqlite3";
import { AnalysisId, LesionId, PatientId, PhotoId } from "../contract/shapes";
import { floatsOf } from "./analyses";

/** A photo with a known outcome, and the analysis by which it is compared. */
export interface ConfirmedCase {
  readonly photoId: PhotoId;
  readonly analysisId: AnalysisId;
  /** When it was analysed, ISO 8601. */
  readonly analysedAt: string;
  readonly patientId: PatientId | null;
  readonly lesionId: LesionId | null;
}

/**
 * Photos whose latest analysis is one model version's, which could assess them, and whose outcome
 * names a diagnosis.
 */
export interface ConfirmedCases {
  /**
   * The cases among the next `count` photos with an outcome behind photo `after` (null: from the
   * start), by id, and where the next page begins; null where there is none.
   */
  page(
    modelVersion: string,
    after: PhotoId | null,
    count: number,
  ): { readonly cases: ConfirmedCase[]; readonly next: PhotoId | null };
  /** Null where the photo is no such case. */
  get(modelVersion: string, photoId: PhotoId): ConfirmedCase | null;
  /** What the network saw in the photo; null where there is no such analysis. */
  embedding(analysisId: AnalysisId): Float32Array | null;
  /**
   * Photos that may have become a case, another one or none since the last call; null where any
   * may: at the first call, and after another program wrote. For one reader.
   */
  takeChanges(): PhotoId[] | null;
}

interface CaseRow {
  readonly photo_id: string;
  readonly analysis_id: string;
  readonly created_at: string;
  readonly patient_id: string | null;
  readonly lesion_id: string | null;
}

const CASE = `
  SELECT queue.photo_id, analyses.id AS analysis_id, analyses.created_at, patient_id, lesion_id
  FROM queue
  JOIN outcomes ON outcomes.id = queue.outcome_id AND outcomes.diagnosis IS NOT NULL
  JOIN analyses ON analyses.photo_id = queue.photo_id AND analyses.is_latest = 1
  JOIN photos ON photos.id = queue.photo_id
  WHERE queue.urgency BETWEEN 0 AND 2 AND analyses.model_version = @modelVersion
`;

/** Whatever decides on a case changes its row of the queue: see migration 0005. */
const WATCH = `
  CREATE TEMP TABLE changed_cases (photo_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  ${[
    ["INSERT", "NEW"],
    ["UPDATE", "NEW"],
    ["DELETE", "OLD"],
  ]
    .map(
      ([change = "", row = ""]) => `
        CREATE TEMP TRIGGER changed_cases_${change.toLowerCase()} AFTER ${change} ON main.queue
        BEGIN INSERT OR IGNORE INTO changed_cases VALUES (${row}.photo_id); END;
      `,
    )
    .join("")}
`;

export function confirmedCases(database: Database): ConfirmedCases {
  database.exec(WATCH);
  const confirmedAfter = database
    .prepare<{ after: string; count: number }, string>(
      `SELECT photo_id FROM queue INDEXED BY queue_confirmed
       WHERE outcome_id IS NOT NULL AND photo_id > @after ORDER BY photo_id LIMIT @count`,
    )
    .pluck();
  const between = database.prepare<
    { modelVersion: string; after: string; last: string },
    CaseRow
  >(`${CASE} AND queue.outcome_id IS NOT NULL AND queue.photo_id > @after
     AND queue.photo_id <= @last ORDER BY queue.photo_id`);
  const one = database.prepare<{ modelVersion: string; photoId: string }, CaseRow>(
    `${CASE} AND queue.photo_id = @photoId`,
  );
  const embeddingOf = database
    .prepare<[string], Buffer>("SELECT embedding FROM analyses WHERE id = ?")
    .pluck();
  const changed = database.prepare<[], string>("SELECT photo_id FROM changed_cases").pluck();
  const forgetChanges = database.prepare("DELETE FROM changed_cases");
  const othersVersion = (): unknown => database.pragma("data_version", { simple: true });
  let known: unknown = null;

  return {
    page(modelVersion, after, count) {
      const ids = confirmedAfter.all({ after: after ?? "", count });
      const last = ids.at(-1);
      if (last === undefined) return { cases: [], next: null };
      return {
        cases: between.all({ modelVersion, after: after ?? "", last }).map(caseOf),
        next: ids.length < count ? null : PhotoId.parse(last),
      };
    },
    get(modelVersion, photoId) {
      const row = one.get({ modelVersion, photoId });
      return row ? caseOf(row) : null;
    },
    embedding(analysisId) {
      const bytes = embeddingOf.get(analysisId);
      return bytes === undefined ? null : floatsOf(bytes);
    },
    takeChanges: database.transaction(() => {
      const current = othersVersion();
      const photos = changed.all().map((id) => PhotoId.parse(id));
      forgetChanges.run();
      const isContinued = current === known;
      known = current;
      return isContinued ? photos : null;
    }),
  };
}

function caseOf(row: CaseRow): ConfirmedCase {
  return {
    photoId: PhotoId.parse(row.photo_id),
    analysisId: AnalysisId.parse(row.analysis_id),
    analysedAt: row.created_at,
    patientId: row.patient_id === null ? null : PatientId.parse(row.patient_id),
    lesionId: row.lesion_id === null ? null : LesionId.parse(row.lesion_id),
  };
}
