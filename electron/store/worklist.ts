import type { Database, Statement } from "better-sqlite3";
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
  count(filter: PhotoFilter, since: Date): number;
  /** Photos per level, whatever the filter. */
  counts(): PhotoPage["counts"];
}

const IN_ORDER = "urgency, malignancy DESC, added_at DESC, photo_id";

interface Bounds {
  readonly since: string;
}

export function openWorklist(database: Database): Worklist {
  // One statement a combination of filters, each with an index of its own to walk.
  const pages = new Map<string, Statement<[Bounds & { limit: number; offset: number }], string>>();
  const totals = new Map<string, Statement<[Bounds], number>>();
  // Level by level: SQLite counts one range of an index many times faster than groups.
  const perLevel = database
    .prepare<[number], number>("SELECT count(*) FROM queue WHERE urgency = ?")
    .pluck();

  const pageOf = (filter: PhotoFilter) => {
    const order = filter.disagreement ? `disagreement, ${IN_ORDER}` : IN_ORDER;
    const sql = `
      SELECT photo_id FROM queue ${conditions(filter)} ORDER BY ${order}
      LIMIT @limit OFFSET @offset
    `;
    return kept(pages, sql, () =>
      database.prepare<[Bounds & { limit: number; offset: number }], string>(sql).pluck(),
    );
  };
  const totalOf = (filter: PhotoFilter) => {
    const sql = `SELECT count(*) FROM queue ${conditions(filter)}`;
    return kept(totals, sql, () => database.prepare<[Bounds], number>(sql).pluck());
  };

  return {
    page: (filter, since, limit, offset) =>
      pageOf(filter)
        .all({ since: since.toISOString(), limit, offset })
        .map((id) => PhotoId.parse(id)),
    count: (filter, since) => totalOf(filter).get({ since: since.toISOString() }) ?? 0,
    counts() {
      return Object.fromEntries(
        TRIAGE_LEVELS.map((level, urgency) => [level, perLevel.get(urgency) ?? 0]),
      ) as PhotoPage["counts"];
    },
  };
}

/** Written out rather than bound: SQLite uses a partial index only where it sees its condition. */
function conditions(filter: PhotoFilter): string {
  const urgencies = TRIAGE_LEVELS.flatMap((level, urgency) =>
    filter.levels.includes(level) ? [urgency] : [],
  );
  const all = [
    urgencies.length > 0 && `urgency IN (${urgencies.join(", ")})`,
    filter.unassigned && "unassigned = 1",
    filter.today && "added_at >= @since",
    filter.unconfirmed && "outcome_id IS NULL",
    filter.awaitingHistology && "awaits_histology = 1",
    filter.disagreement && "disagreement > 0",
  ].filter((condition) => condition !== false);
  return all.length === 0 ? "" : `WHERE ${all.join(" AND ")}`;
}

function kept<S>(statements: Map<string, S>, sql: string, prepare: () => S): S {
  const known = statements.get(sql);
  if (known !== undefined) return known;
  const statement = prepare();
  statements.set(sql, statement);
  return statement;
}
