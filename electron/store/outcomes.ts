import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import {
  OutcomeId,
  type NewClinicalOutcome,
  type NewHistology,
  type Outcome,
} from "../contract/outcomes";
import { PhotoId, type PhotoOutcome } from "../contract/shapes";
import type { Actor } from "../domain/audit";
import { isDiagnosis, type Diagnosis } from "../domain/diagnosis";
import type { Confidence, NextStep, OutcomeKind } from "../domain/outcome";

export interface OutcomeRepository {
  /** @throws LentigoError `photo.missing` */
  record(outcome: NewClinicalOutcome, actor: Actor, at: Date): OutcomeId;
  /** @throws LentigoError `photo.missing` */
  recordHistology(histology: NewHistology, actor: Actor, at: Date): OutcomeId;
  /**
   * Takes an entry back by another one; of its kind and photo the latest that stands counts.
   *
   * @throws LentigoError `outcome.missing` or `outcome.withdrawn`
   */
  withdraw(id: OutcomeId, actor: Actor, at: Date): void;
  /** @throws LentigoError `outcome.missing` */
  get(id: OutcomeId): Outcome;
  /** Outcomes of a photo, and histology of its lesion's other photos; those entered last first. */
  ofPhoto(photoId: PhotoId): Outcome[];
}

interface OutcomeRow {
  readonly id: string;
  readonly photo_id: string;
  readonly kind: OutcomeKind;
  readonly diagnosis: string | null;
  readonly confidence: Confidence | null;
  readonly next_step: NextStep | null;
  readonly note: string;
  readonly date: string | null;
  readonly account_name: string | null;
  readonly created_at: string;
  readonly withdrawn_at: string | null;
  readonly withdrawn_by: string | null;
}

const OUTCOME = `
  SELECT outcomes.*, withdrawal.created_at AS withdrawn_at,
    withdrawal.account_name AS withdrawn_by
  FROM outcomes LEFT JOIN outcomes AS withdrawal ON withdrawal.withdraws = outcomes.id
`;

export function outcomeRepository(database: Database): OutcomeRepository {
  const insert = database.prepare(`
    INSERT INTO outcomes (id, photo_id, kind, diagnosis, confidence, next_step, note, date,
      account_id, account_name, created_at, is_latest, withdraws)
    VALUES (@id, @photoId, @kind, @diagnosis, @confidence, @nextStep, @note, @date,
      @accountId, @accountName, @at, @isLatest, @withdraws)
  `);
  const supersede = database.prepare(
    "UPDATE outcomes SET is_latest = 0 WHERE photo_id = ? AND kind = ? AND is_latest = 1",
  );
  // The order of entry is the rows': a clock may go backwards.
  const restore = database.prepare(`
    UPDATE outcomes SET is_latest = 1 WHERE id = (
      SELECT id FROM outcomes AS standing
      WHERE photo_id = ? AND kind = ? AND withdraws IS NULL
        AND NOT EXISTS (SELECT 1 FROM outcomes WHERE withdraws = standing.id)
      ORDER BY rowid DESC LIMIT 1
    )
  `);
  const byId = database.prepare<[string], OutcomeRow>(
    `${OUTCOME} WHERE outcomes.id = ? AND outcomes.withdraws IS NULL`,
  );
  const ofPhoto = database.prepare<[{ photoId: string }], OutcomeRow>(`
    ${OUTCOME}
    WHERE outcomes.withdraws IS NULL AND (
      outcomes.photo_id = @photoId
      OR (outcomes.kind = 'histology' AND outcomes.photo_id IN (
        SELECT sibling.id FROM photos JOIN photos AS sibling ON sibling.lesion_id = photos.lesion_id
        WHERE photos.id = @photoId
      ))
    )
    ORDER BY outcomes.rowid DESC
  `);
  const photoExists = database.prepare("SELECT 1 FROM photos WHERE id = ?");

  const add = (
    entry: { readonly photoId: PhotoId; readonly kind: OutcomeKind; readonly note: string } & {
      readonly diagnosis: Diagnosis | null;
      readonly confidence: Confidence | null;
      readonly nextStep: NextStep | null;
      readonly date: string | null;
      readonly withdraws: OutcomeId | null;
    },
    actor: Actor,
    at: Date,
  ): OutcomeId => {
    if (!photoExists.get(entry.photoId)) throw new LentigoError("photo.missing");
    const id = OutcomeId.parse(randomUUID());
    supersede.run(entry.photoId, entry.kind);
    insert.run({
      ...entry,
      id,
      accountId: actor.id,
      accountName: actor.name === "" ? null : actor.name,
      at: at.toISOString(),
      isLatest: entry.withdraws === null ? 1 : 0,
    });
    if (entry.withdraws !== null) restore.run(entry.photoId, entry.kind);
    return id;
  };

  const get = (id: OutcomeId): Outcome => {
    const row = byId.get(id);
    if (!row) throw new LentigoError("outcome.missing");
    return fromRow(row);
  };

  return {
    record: database.transaction((outcome: NewClinicalOutcome, actor: Actor, at: Date): OutcomeId =>
      add({ ...outcome, kind: "clinical", date: null, withdraws: null }, actor, at),
    ),
    recordHistology: database.transaction(
      (histology: NewHistology, actor: Actor, at: Date): OutcomeId =>
        add(
          { ...histology, kind: "histology", confidence: null, nextStep: null, withdraws: null },
          actor,
          at,
        ),
    ),
    withdraw: database.transaction((id: OutcomeId, actor: Actor, at: Date): void => {
      const { photoId, kind, withdrawn } = get(id);
      if (withdrawn !== null) throw new LentigoError("outcome.withdrawn");
      const nothing = { diagnosis: null, confidence: null, nextStep: null, date: null, note: "" };
      add({ ...nothing, photoId, kind, withdraws: id }, actor, at);
    }),
    get,
    ofPhoto: (photoId) => ofPhoto.all({ photoId }).map(fromRow),
  };
}

function fromRow(row: OutcomeRow): Outcome {
  return {
    id: OutcomeId.parse(row.id),
    photoId: PhotoId.parse(row.photo_id),
    kind: row.kind,
    diagnosis: diagnosisOf(row.diagnosis),
    confidence: row.confidence,
    nextStep: row.next_step,
    note: row.note,
    date: row.date,
    at: row.created_at,
    by: row.account_name,
    withdrawn: row.withdrawn_at === null ? null : { at: row.withdrawn_at, by: row.withdrawn_by },
  };
}

/** Columns of the outcome that counts for a photo; `photoOutcomeFromRow` reads them. */
export const PHOTO_OUTCOME_COLUMNS = `
  outcomes.kind AS outcome_kind, outcomes.diagnosis AS outcome_diagnosis,
  outcomes.confidence AS outcome_confidence, outcomes.next_step AS outcome_next_step,
  outcomes.date AS outcome_date, outcomes.created_at AS outcome_at,
  outcomes.account_name AS outcome_by
`;

/** Finds these columns for every row of `photos`. */
export const PHOTO_OUTCOME_JOIN = `
  LEFT JOIN queue ON queue.photo_id = photos.id
  LEFT JOIN outcomes ON outcomes.id = queue.outcome_id
`;

export interface PhotoOutcomeRow {
  readonly outcome_kind: OutcomeKind | null;
  readonly outcome_diagnosis: string | null;
  readonly outcome_confidence: Confidence | null;
  readonly outcome_next_step: NextStep | null;
  readonly outcome_date: string | null;
  readonly outcome_at: string | null;
  readonly outcome_by: string | null;
}

export function photoOutcomeFromRow(row: PhotoOutcomeRow): PhotoOutcome | null {
  if (row.outcome_kind === null || row.outcome_at === null) return null;
  return {
    kind: row.outcome_kind,
    diagnosis: diagnosisOf(row.outcome_diagnosis),
    confidence: row.outcome_confidence,
    nextStep: row.outcome_next_step,
    date: row.outcome_date,
    at: row.outcome_at,
    by: row.outcome_by,
  };
}

function diagnosisOf(text: string | null): Diagnosis | null {
  if (text === null) return null;
  if (!isDiagnosis(text)) throw new LentigoError("store.damaged");
  return text;
}
