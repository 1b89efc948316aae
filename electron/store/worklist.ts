import type { Database, Statement } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import { PhotoId, type PhotoFilter, type PhotoPage } from "../contract/shapes";
import { TRIAGE_LEVELS } from "../domain/triage";

/** Which photos the worklist shows, in its order. Every filter reads an index of `queue`. */
export interface Worklist {
  /**
   * Photos that pass the filter, most urgent first; unanalysed ones lead, as they wait. Among
   * disagreements the gravest lead.
   *
   * @param since local midnight, for what was added today
   */
  page(filter: PhotoFilter, since: Date, limit: number, offset: number): PhotoId[];
  /** Where all of them stand, in the same order: for `photoAt`. */
  places(filter: PhotoFilter, since: Date): number[];
  /** @throws LentigoError `photo.missing` where there is none any more */
  photoAt(place: number): PhotoId;
  count(filter: PhotoFilter, since: Date): number;
  /** Photos per level, whatever the filter. */
  counts(): PhotoPage["counts"];
}

interface Since {
  /** Seconds since 1970. */
  readonly since: number;
}

type Page = Since & { readonly limit: number; readonly offset: number };

export function openWorklist(database: Database): Worklist {
  // One statement a combination of filters: each has the index that suits it.
  const pages = new Map<string, Statement<[Page], number>>();
  const totals = new Map<string, Statement<[Since], number>>();
  const photoAt = database
    .prepare<[number], string>("SELECT photo_id FROM queue WHERE rowid = ?")
    .pluck();
  const perLevel = database.prepare<[], { urgency: number; photos: number }>(
    "SELECT urgency, sum(photos) AS photos FROM queue_counts GROUP BY urgency",
  );

  const pageOf = (filter: PhotoFilter) =>
    kept(pages, pageSql(filter), (sql) => database.prepare<[Page], number>(sql).pluck());
  const totalOf = (filter: PhotoFilter) =>
    kept(totals, totalSql(filter), (sql) => database.prepare<[Since], number>(sql).pluck());

  return {
    page: (filter, since, limit, offset) =>
      pageOf(filter)
        .all({ since: secondsOf(since), limit, offset })
        .map((place) => PhotoId.parse(photoAt.get(place))),
    places: (filter, since) =>
      pageOf(filter).all({ since: secondsOf(since), limit: Number.MAX_SAFE_INTEGER, offset: 0 }),
    photoAt(place) {
      const id = photoAt.get(place);
      if (id === undefined) throw new LentigoError("photo.missing");
      return PhotoId.parse(id);
    },
    count: (filter, since) => totalOf(filter).get({ since: secondsOf(since) }) ?? 0,
    counts() {
      const photos = new Map(perLevel.all().map((row) => [row.urgency, row.photos]));
      return Object.fromEntries(
        TRIAGE_LEVELS.map((level, urgency) => [level, photos.get(urgency) ?? 0]),
      ) as PhotoPage["counts"];
    },
  };
}

/**
 * Walks the index of the filter up to the page. It asks for nothing that the index does not hold:
 * with the ids of photos, each entry before the page would cost four times as much. Photos that are
 * equal in everything keep the order in which they came.
 */
export function pageSql(filter: PhotoFilter): string {
  const order = "urgency, malignancy DESC, added_at DESC, rowid LIMIT @limit OFFSET @offset";
  return filter.disagreement
    ? `SELECT rowid FROM queue INDEXED BY queue_disagreeing ${conditions(filter)}
       ORDER BY disagreement, ${order}`
    : `SELECT rowid FROM queue ${conditions(filter)} ORDER BY ${order}`;
}

/** Counts what came today one by one; of all days the counts are kept. */
export function totalSql(filter: PhotoFilter): string {
  return filter.today
    ? `SELECT count(*) FROM queue INDEXED BY queue_by_time ${conditions(filter)}`
    : `SELECT coalesce(sum(photos), 0) FROM queue_counts
       ${conditions(filter, "unconfirmed = 1")}`;
}

/** Written out rather than bound: SQLite uses a partial index only where it sees its condition. */
function conditions(filter: PhotoFilter, unconfirmed = "outcome_id IS NULL"): string {
  const urgencies = TRIAGE_LEVELS.flatMap((level, urgency) =>
    filter.levels.includes(level) ? [urgency] : [],
  );
  const all = [
    urgencies.length > 0 && `urgency IN (${urgencies.join(", ")})`,
    filter.unassigned && "unassigned = 1",
    filter.today && "added_at >= @since",
    filter.unconfirmed && unconfirmed,
    filter.awaitingHistology && "awaits_histology = 1",
    filter.disagreement && "disagreement > 0",
  ].filter((condition) => condition !== false);
  return all.length === 0 ? "" : `WHERE ${all.join(" AND ")}`;
}

function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

function kept<S>(statements: Map<string, S>, sql: string, prepare: (sql: string) => S): S {
  const known = statements.get(sql);
  if (known !== undefined) return known;
  const statement = prepare(sql);
  statements.set(sql, statement);
  return statement;
}
