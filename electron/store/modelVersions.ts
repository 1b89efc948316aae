import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import { ModelVersion, type ModelSummary, type Promotion } from "../contract/models";

/** A version as it is installed. */
export interface NewModelVersion extends Omit<ModelSummary, "note" | "analyses"> {
  /** sha256 of its manifest, which holds those of all other files. */
  readonly manifestHash: string;
  /** Id of the training run that made it here; null for others. */
  readonly runId: string | null;
}

export interface StoredModelVersion extends NewModelVersion {
  readonly note: string;
  /** How many analyses name it. */
  readonly analyses: number;
}

/** How a version becomes the active one. */
export type NewPromotion = Pick<Promotion, "by" | "kind" | "overrideReason">;

export interface ModelVersions {
  /** @throws LentigoError `model.exists` where there is one of this name */
  add(version: NewModelVersion): void;
  /** The active one first, then the latest. */
  list(): StoredModelVersion[];
  /** Null where there is none. */
  find(version: string): StoredModelVersion | null;
  /** Null where none is. */
  active(): StoredModelVersion | null;
  /** Makes a version the active one; the former one stays available. */
  activate(version: ModelVersion, promotion: NewPromotion, at: Date): void;
  discard(version: ModelVersion): void;
  annotate(version: ModelVersion, note: string): void;
  /**
   * Forgets a version; what it learned from is forgotten, too.
   *
   * @throws LentigoError `model.in-use` where it is or was active, so that one can go back to it and
   * no other takes its name; where analyses name it, or another version goes on from it
   */
  remove(version: ModelVersion): void;
  /** Every time that a version became the active one or gave way, the latest first. */
  promotions(version: string): Promotion[];
}

interface VersionRow {
  readonly version: string;
  readonly parent: string | null;
  readonly origin: ModelSummary["origin"];
  readonly state: ModelSummary["state"];
  readonly manifest_hash: string;
  readonly created_at: string;
  readonly recipe: string;
  readonly photos: number;
  readonly part: string | null;
  readonly balanced_accuracy: number | null;
  readonly note: string;
  readonly run_id: string | null;
  readonly analyses: number;
}

interface PromotionRow {
  readonly at: string;
  readonly account_name: string | null;
  readonly from_version: string | null;
  readonly to_version: string;
  readonly kind: Promotion["kind"];
  readonly override_reason: string | null;
}

const VERSION = `
  SELECT *, (SELECT count(*) FROM analyses WHERE model_version = version) AS analyses
  FROM model_versions
`;

export function modelVersions(database: Database): ModelVersions {
  const insert = database.prepare(`
    INSERT INTO model_versions (version, parent, origin, state, manifest_hash, created_at, recipe,
      photos, part, balanced_accuracy, run_id)
    VALUES (@version, @parent, @origin, @state, @manifestHash, @createdAt, @recipe, @photos,
      @part, @value, @runId)
  `);
  const all = database.prepare<[], VersionRow>(
    `${VERSION} ORDER BY state <> 'active', created_at DESC, rowid DESC`,
  );
  const byVersion = database.prepare<[string], VersionRow>(`${VERSION} WHERE version = ?`);
  const active = database.prepare<[], VersionRow>(`${VERSION} WHERE state = 'active'`);
  const retire = database.prepare(
    "UPDATE model_versions SET state = 'available' WHERE state = 'active'",
  );
  const setState = database.prepare("UPDATE model_versions SET state = ? WHERE version = ?");
  const setNote = database.prepare("UPDATE model_versions SET note = ? WHERE version = ?");
  const promote = database.prepare(`
    INSERT INTO promotions (at, account_name, from_version, to_version, kind, override_reason)
    VALUES (@at, @by, @from, @to, @kind, @overrideReason)
  `);
  const promotionsOf = database.prepare<[{ version: string }], PromotionRow>(`
    SELECT * FROM promotions WHERE @version IN (from_version, to_version) ORDER BY sequence DESC
  `);
  const isParent = database.prepare(`
    SELECT 1 FROM model_versions WHERE parent = @version
    UNION ALL SELECT 1 FROM training_runs
      WHERE parent = @version AND state NOT IN ('done', 'cancelled', 'failed')
  `);
  const remove = database.prepare("DELETE FROM model_versions WHERE version = ?");
  const forgetUses = database.prepare("DELETE FROM training_uses WHERE model_version = ?");

  const find = (version: string): StoredModelVersion | null => {
    const row = byVersion.get(version);
    return row ? fromRow(row) : null;
  };
  const activeVersion = (): StoredModelVersion | null => {
    const row = active.get();
    return row ? fromRow(row) : null;
  };

  return {
    add: database.transaction(({ balancedAccuracy, ...columns }: NewModelVersion): void => {
      const { version } = columns;
      if (byVersion.get(version)) throw new LentigoError("model.exists", { version });
      const { part = null, value = null } = balancedAccuracy ?? {};
      insert.run({ ...columns, part, value });
    }),
    list: () => all.all().map(fromRow),
    find,
    active: activeVersion,
    activate: database.transaction(
      (version: ModelVersion, { by, kind, overrideReason }: NewPromotion, at: Date): void => {
        const from = activeVersion()?.version ?? null;
        retire.run();
        setState.run("active", version);
        promote.run({ at: at.toISOString(), by, from, to: version, kind, overrideReason });
      },
    ),
    discard(version) {
      setState.run("discarded", version);
    },
    annotate(version, note) {
      setNote.run(note, version);
    },
    remove: database.transaction((version: ModelVersion): void => {
      const found = find(version);
      const isInUse = promotionsOf.get({ version }) !== undefined || (found?.analyses ?? 0) > 0;
      if (isInUse || isParent.get({ version })) throw new LentigoError("model.in-use", { version });
      remove.run(version);
      forgetUses.run(version);
    }),
    promotions: (version) =>
      promotionsOf.all({ version }).map((row) => ({
        at: row.at,
        by: row.account_name,
        from: row.from_version,
        to: row.to_version,
        kind: row.kind,
        overrideReason: row.override_reason,
      })),
  };
}

function fromRow(row: VersionRow): StoredModelVersion {
  return {
    version: ModelVersion.parse(row.version),
    parent: row.parent,
    origin: row.origin,
    state: row.state,
    manifestHash: row.manifest_hash,
    createdAt: row.created_at,
    recipe: row.recipe,
    photos: row.photos,
    balancedAccuracy:
      row.part === null || row.balanced_accuracy === null
        ? null
        : { part: row.part, value: row.balanced_accuracy },
    note: row.note,
    runId: row.run_id,
    analyses: row.analyses,
  };
}
