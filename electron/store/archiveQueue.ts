import type { Database } from "better-sqlite3";
import type { ARCHIVE_STATES } from "../contract/archive";
import { LentigoError, type Failure } from "../contract/errors";
import { PhotoId } from "../contract/shapes";
import type { PhotoKind } from "../domain/photoKind";
import { parseJson } from "./parseJson";

export type ArchiveState = (typeof ARCHIVE_STATES)[number];

/** A photo on its way to the archive, or there. */
export interface QueuedPhoto {
  readonly sequence: number;
  readonly photoId: PhotoId;
  readonly kind: PhotoKind;
  readonly state: ArchiveState;
  /** An attempt was begun of which nobody knows how it ended. */
  readonly inDoubt: boolean;
  readonly attempts: number;
  readonly addedAt: string;
  readonly nextAt: string;
  readonly endedAt: string | null;
  readonly failure: Failure | null;
}

/** How an attempt ended. */
export type AttemptEnd =
  | { readonly state: "sent" }
  | { readonly state: "refused"; readonly failure: Failure }
  | {
      readonly state: "waiting";
      readonly failure: Failure;
      readonly nextAt: Date;
      /** The archive may have it. */
      readonly inDoubt: boolean;
    };

export interface ArchiveQueue {
  /**
   * Puts a photo in line, as the kind that it is now, also one that was refused.
   *
   * @returns false where it is there already, or was sent
   * @throws LentigoError `photo.missing`, or `archive.no-patient` where it belongs to nobody
   */
  add(photoId: PhotoId, at: Date): boolean;
  /** @throws LentigoError `archive.entry-missing` */
  get(sequence: number): QueuedPhoto;
  /** The first one whose time has come; null where there is none. */
  due(at: Date): QueuedPhoto | null;
  /** When the next one's time comes; null where nothing waits. */
  nextTime(): string | null;
  counts(): Record<ArchiveState, number>;
  /** What was refused or waits first, then what was sent, the latest first. */
  list(limit: number): QueuedPhoto[];
  /** What is or was on its way, as each kind. */
  ofPhoto(photoId: PhotoId): QueuedPhoto[];
  /**
   * Begins anew, under another number: an attempt that is under way ends nothing.
   *
   * @param inDoubt whether the archive may have it already
   * @param next not before then
   */
  renew(entry: Pick<QueuedPhoto, "photoId" | "kind" | "inDoubt">, at: Date, next: Date): void;
  /**
   * Before anything leaves: whatever happens now, the archive will be asked first.
   *
   * @throws LentigoError `archive.entry-missing`, also where it waits no longer
   */
  begin(sequence: number): void;
  /** @throws LentigoError `archive.entry-missing`, also where it waits no longer */
  end(sequence: number, end: AttemptEnd, at: Date): void;
  /** Tries one again at once. @throws LentigoError `archive.entry-missing` */
  retry(sequence: number, at: Date): void;
  /** Everything that waits has its turn at once. */
  hurry(at: Date): void;
  /** @throws LentigoError `archive.entry-missing` */
  remove(sequence: number): void;
}

interface QueueRow {
  readonly sequence: number;
  readonly photo_id: string;
  readonly kind: PhotoKind;
  readonly state: ArchiveState;
  readonly in_doubt: 0 | 1;
  readonly attempts: number;
  readonly added_at: string;
  readonly next_at: string;
  readonly ended_at: string | null;
  readonly failure: string | null;
}

export function archiveQueue(database: Database): ArchiveQueue {
  const photo = database.prepare<[string], { patient_id: string | null; kind: PhotoKind }>(
    "SELECT patient_id, kind FROM photos WHERE id = ?",
  );
  const insert = database.prepare(`
    INSERT INTO archive_queue (photo_id, kind, state, in_doubt, attempts, added_at, next_at)
    VALUES (@photoId, @kind, 'waiting', 0, 0, @at, @at)
    ON CONFLICT (photo_id, kind) DO UPDATE SET state = 'waiting', next_at = @at, ended_at = NULL
      WHERE state = 'refused'
  `);
  const bySequence = database.prepare<[number], QueueRow>(
    "SELECT * FROM archive_queue WHERE sequence = ?",
  );
  const due = database.prepare<[string], QueueRow>(`
    SELECT * FROM archive_queue WHERE state = 'waiting' AND next_at <= ?
    ORDER BY next_at, sequence LIMIT 1
  `);
  const nextTime = database
    .prepare<[], string | null>("SELECT min(next_at) FROM archive_queue WHERE state = 'waiting'")
    .pluck();
  const counts = database.prepare<[], { state: ArchiveState; entries: number }>(
    "SELECT state, count(*) AS entries FROM archive_queue GROUP BY state",
  );
  const list = database.prepare<[number], QueueRow>(`
    SELECT * FROM archive_queue
    ORDER BY CASE state WHEN 'refused' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END,
      CASE state WHEN 'sent' THEN -sequence ELSE sequence END
    LIMIT ?
  `);
  const ofPhoto = database.prepare<[string], QueueRow>(
    "SELECT * FROM archive_queue WHERE photo_id = ? ORDER BY sequence",
  );
  const renew = database.prepare(`
    INSERT OR REPLACE INTO archive_queue (photo_id, kind, state, in_doubt, attempts, added_at, next_at)
    VALUES (@photoId, @kind, 'waiting', @inDoubt, 0, @at, @next)
  `);
  const begin = database.prepare(`
    UPDATE archive_queue SET attempts = attempts + 1, in_doubt = 1
    WHERE sequence = ? AND state = 'waiting'
  `);
  const end = database.prepare(`
    UPDATE archive_queue SET state = @state, in_doubt = @inDoubt, ended_at = @endedAt,
      next_at = coalesce(@nextAt, next_at), failure = @failure
    WHERE sequence = @sequence AND state = 'waiting'
  `);
  const retry = database.prepare(`
    UPDATE archive_queue SET state = 'waiting', next_at = ?, ended_at = NULL
    WHERE sequence = ? AND state IN ('waiting', 'refused')
  `);
  const hurry = database.prepare(
    "UPDATE archive_queue SET next_at = @at WHERE state = 'waiting' AND next_at > @at",
  );
  const remove = database.prepare("DELETE FROM archive_queue WHERE sequence = ?");

  const requireChange = ({ changes }: { readonly changes: number }): void => {
    if (changes === 0) throw new LentigoError("archive.entry-missing");
  };

  const get = (sequence: number): QueuedPhoto => {
    const row = bySequence.get(sequence);
    if (!row) throw new LentigoError("archive.entry-missing");
    return fromRow(row);
  };

  return {
    add: database.transaction((photoId: PhotoId, at: Date): boolean => {
      const found = photo.get(photoId);
      if (!found) throw new LentigoError("photo.missing");
      if (found.patient_id === null) throw new LentigoError("archive.no-patient");
      const { changes } = insert.run({ photoId, kind: found.kind, at: at.toISOString() });
      return changes > 0;
    }),
    get,
    due(at) {
      const row = due.get(at.toISOString());
      return row ? fromRow(row) : null;
    },
    nextTime: () => nextTime.get() ?? null,
    counts() {
      const found = new Map(counts.all().map(({ state, entries }) => [state, entries]));
      return {
        waiting: found.get("waiting") ?? 0,
        sent: found.get("sent") ?? 0,
        refused: found.get("refused") ?? 0,
      };
    },
    list: (limit) => list.all(limit).map(fromRow),
    ofPhoto: (photoId) => ofPhoto.all(photoId).map(fromRow),
    renew({ photoId, kind, inDoubt }, at, next) {
      const times = { at: at.toISOString(), next: next.toISOString() };
      renew.run({ photoId, kind, inDoubt: inDoubt ? 1 : 0, ...times });
    },
    begin(sequence) {
      requireChange(begin.run(sequence));
    },
    end(sequence, how, at) {
      const waits = how.state === "waiting";
      requireChange(
        end.run({
          sequence,
          state: how.state,
          inDoubt: waits && how.inDoubt ? 1 : 0,
          endedAt: waits ? null : at.toISOString(),
          nextAt: waits ? how.nextAt.toISOString() : null,
          failure: how.state === "sent" ? null : JSON.stringify(how.failure),
        }),
      );
    },
    retry(sequence, at) {
      requireChange(retry.run(at.toISOString(), sequence));
    },
    hurry(at) {
      hurry.run({ at: at.toISOString() });
    },
    remove(sequence) {
      requireChange(remove.run(sequence));
    },
  };
}

function fromRow(row: QueueRow): QueuedPhoto {
  return {
    sequence: row.sequence,
    photoId: PhotoId.parse(row.photo_id),
    kind: row.kind,
    state: row.state,
    inDoubt: row.in_doubt === 1,
    attempts: row.attempts,
    addedAt: row.added_at,
    nextAt: row.next_at,
    endedAt: row.ended_at,
    failure: row.failure === null ? null : (parseJson(row.failure) as Failure),
  };
}
