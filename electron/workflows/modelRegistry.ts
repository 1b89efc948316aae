import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Comparison } from "../contract/comparison";
import { failureOf, LentigoError } from "../contract/errors";
import type { ModelDetail, ModelSummary } from "../contract/models";
import type { Actor } from "../domain/audit";
import { wayOfPromotion, type PromotionWay } from "../domain/promotion";
import type { StoredModelVersion } from "../store/modelVersions";
import type { Store } from "../store/open";
import type { VisionClient } from "../vision/client";
import { readIdentity } from "../vision/network/installedModel";
import { newVersion, type ModelFolders } from "./modelFolders";
import { measuresFromMetrics } from "./modelMeasures";
import type { ComparedRun } from "./modelPhotos";
import type { RecordedChange } from "./recordedChange";

export interface ModelRegistryOptions {
  readonly store: Store;
  readonly recorded: RecordedChange;
  readonly actor: Actor;
  readonly now: () => Date;
  readonly folders: ModelFolders;
}

/** Runs the version that triage uses. */
type Vision = Pick<VisionClient, "use" | "refuse">;

/** A run whose version is there to be installed. */
export interface FinishedRun {
  readonly runId: string;
  /** Of the version; it is moved to where the clinic's versions lie. */
  readonly folder: string;
  readonly comparison: Comparison;
}

/** The clinic's model versions: rows in the store, and an immutable folder for each. */
export interface ModelRegistry {
  /** Enters the shipped version where it is new; the first one is active. */
  knowShipped(): void;
  /**
   * Has triage use the active version, if there is one. One whose folder was exchanged is not used:
   * the status says so, and triage waits until somebody goes back to another.
   */
  useActive(vision: Vision): void;
  /** Where a version lies. @throws LentigoError `model.damaged` where it is another by now */
  folderOf(version: string): string;
  /** @throws LentigoError `model.missing` where no version is active */
  active(): StoredModelVersion;
  /** The active one first, then the latest. */
  list(): ModelSummary[];
  /** @throws LentigoError `model.unknown`, or what is wrong with its folder */
  detail(version: string): Promise<ModelDetail>;
  /** Null where the version was not compared here. @throws LentigoError `model.unknown` */
  comparedRun(version: string): ComparedRun | null;
  /**
   * Ends a run and makes its version a candidate; where that has been done, does nothing.
   *
   * @throws LentigoError `training.missing`, `training.overlap` where somebody is on both sides of its
   * data by now, or what is wrong with the folder
   */
  install(run: FinishedRun): Promise<void>;
  /**
   * Makes a version the active one, once triage runs with it.
   *
   * @param overrideReason why, where that overrides the gate
   * @throws LentigoError `model.unknown`, `model.discarded`, `model.reason-needed`,
   * `model.not-started` where triage goes on with the former, or what is wrong with its folder
   */
  promote(version: string, overrideReason: string | null, vision: Vision): Promise<void>;
  /** @throws LentigoError `model.unknown` or `model.not-candidate` */
  discard(version: string): void;
  /** @throws LentigoError `model.unknown` */
  annotate(version: string, note: string): void;
  /** Deletes a version and its folder. @throws LentigoError `model.unknown` or `model.in-use` */
  remove(version: string): Promise<void>;
}

export function createModelRegistry(options: ModelRegistryOptions): ModelRegistry {
  const { store, recorded, actor, now, folders } = options;
  const { modelVersions: versions } = store;

  const get = (version: string): StoredModelVersion => {
    const found = versions.find(version);
    if (!found) throw new LentigoError("model.unknown", { version });
    return found;
  };

  const comparedRun = ({ runId }: StoredModelVersion): ComparedRun | null => {
    const comparison = runId === null ? null : store.trainingRuns.comparison(runId);
    if (runId === null || comparison === null) return null;
    return { comparison, plan: store.trainingRuns.plan(runId) };
  };

  /** Null where it is active or was discarded. */
  const wayOf = (found: StoredModelVersion): PromotionWay | null => {
    if (found.state === "active" || found.state === "discarded") return null;
    const { comparison } = comparedRun(found) ?? {};
    const candidate = {
      wasActive: versions.promotions(found.version).length > 0,
      isShipped: found.origin === "shipped",
      comparison: comparison ? { active: comparison.active, passes: comparison.gate.passes } : null,
    };
    return wayOfPromotion(candidate, versions.active()?.version ?? null);
  };

  const runActive = async ({ version }: StoredModelVersion, vision: Vision): Promise<void> => {
    try {
      await vision.use(folders.of(version), "stay");
    } catch (error) {
      const failure = failureOf(error);
      if (failure?.code === "model.damaged") await vision.refuse(failure);
    }
  };

  /** A version that is being promoted must not be deleted, nor another one meanwhile take over. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };

  /** @throws LentigoError `model.discarded` or `model.reason-needed` */
  const requireWay = (found: StoredModelVersion, reason: string | null): PromotionWay => {
    const { version } = found;
    const way = wayOf(found);
    if (!way) throw new LentigoError("model.discarded", { version });
    if (way.kind !== "override" || reason !== null) return way;
    throw new LentigoError("model.reason-needed", { version });
  };

  const promote = async (
    version: string,
    overrideReason: string | null,
    vision: Vision,
  ): Promise<void> => {
    const found = get(version);
    if (found.state === "active") return;
    const { kind } = requireWay(found, overrideReason);
    const { folder } = await folders.checked(version);
    const former = versions.active();
    try {
      await vision.use(folder, "go-back");
    } catch (error) {
      throw new LentigoError("model.not-started", { version }, { cause: error });
    }
    const isRollBack = kind === "roll-back";
    const reason = kind === "override" ? overrideReason : null;
    const activate = (): void => {
      // Somebody may have discarded it while it was started.
      requireWay(get(version), overrideReason);
      const promotion = {
        by: actor.name || null,
        kind: isRollBack ? "roll-back" : "promotion",
        overrideReason: reason,
      } as const;
      versions.activate(found.version, promotion, now());
    };
    try {
      const details = { from: former?.version ?? null, reason };
      recorded(isRollBack ? "model.rolled-back" : "model.promoted", version, activate, details);
    } catch (error) {
      if (former) await runActive(former, vision);
      throw error;
    }
  };

  return {
    knowShipped() {
      const { shipped } = folders;
      if (!shipped || versions.find(shipped.manifest.version)) return;
      store.transaction(() => {
        const row = newVersion(shipped, "shipped", null);
        versions.add(row);
        if (versions.active()) return;
        const first = { by: null, kind: "promotion", overrideReason: null } as const;
        versions.activate(row.version, first, now());
      });
    },

    useActive(vision) {
      // After a promotion that is under way, which makes another one active. Where it does not start,
      // the status says so; there is nothing to wait for.
      inTurn(async () => {
        const active = versions.active();
        if (active) await runActive(active, vision);
      }).catch(() => undefined);
    },

    folderOf: folders.of,

    active() {
      const active = versions.active();
      if (!active) throw new LentigoError("model.missing", { file: "manifest.json" });
      return active;
    },

    list: () => versions.list().map(summaryOf),

    async detail(version) {
      const found = get(version);
      const { manifest, folder } = await folders.checked(version);
      const text = (name: string): Promise<string> =>
        name in manifest.files ? readFile(join(folder, name), "utf8") : Promise.resolve("");
      return {
        ...summaryOf(found),
        card: await text("MODEL_CARD.md"),
        operatingPoints: manifest.operatingPoints,
        temperature: manifest.temperature,
        parts: measuresFromMetrics(await text("metrics.json")),
        comparison: comparedRun(found)?.comparison ?? null,
        runId: found.runId,
        promotions: versions.promotions(version),
        promotion: wayOf(found),
      };
    },

    comparedRun: (version) => comparedRun(get(version)),

    async install({ runId, folder, comparison }) {
      const { version } = store.trainingRuns.get(runId);
      if (versions.find(version)) return;
      // Two patients may have become one since it began.
      store.trainingSides.assertApart(store.trainingRuns.plan(runId).photos);
      // A crash after it was moved and before it was entered leaves it where it belongs.
      const found = existsSync(folder) ? folder : folders.of(version);
      const identity = await readIdentity(found);
      if (identity.manifest.version !== version) {
        throw new LentigoError("model.damaged", { file: "manifest.json" });
      }
      await folders.settle(found, version);
      const install = (): void => {
        store.trainingRuns.end(runId, { state: "done", comparison }, now());
        versions.add(newVersion(identity, "retrained", runId));
      };
      recorded("training.finished", version, install, { passes: comparison.gate.passes });
    },

    promote: (version, overrideReason, vision) =>
      inTurn(() => promote(version, overrideReason, vision)),

    discard(version) {
      recorded("model.discarded", version, () => {
        const found = get(version);
        if (found.state !== "candidate") throw new LentigoError("model.not-candidate", { version });
        versions.discard(found.version);
      });
    },

    annotate(version, note) {
      recorded("model.annotated", version, () => {
        versions.annotate(get(version).version, note);
      });
    },

    remove: (version) =>
      inTurn(async () => {
        const found = get(version);
        recorded("model.deleted", version, () => {
          if (version === folders.shipped?.manifest.version) {
            throw new LentigoError("model.in-use", { version });
          }
          versions.remove(found.version);
        });
        await folders.remove(found.version);
      }),
  };
}

function summaryOf(stored: StoredModelVersion): ModelSummary {
  const { version, parent, origin, state, createdAt, recipe, photos } = stored;
  const { note, analyses, balancedAccuracy } = stored;
  return {
    ...{ version, parent, origin, state, createdAt, recipe, photos },
    ...{ note, analyses, balancedAccuracy },
  };
}
