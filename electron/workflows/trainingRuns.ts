import { randomBytes, randomUUID } from "node:crypto";
import { failureOf, LentigoError, type ErrorCode } from "../contract/errors";
import { ModelVersion } from "../contract/models";
import type { RetrainRecipe, TrainingRun } from "../contract/training";
import type { Actor } from "../domain/audit";
import { calendarDay } from "../domain/calendarDay";
import { PHOTOS_NEEDED } from "../domain/retrainRecipe";
import { preventsTraining, trainingObstacle } from "../domain/trainingObstacle";
import type { Store } from "../store/open";
import type { TrainerChild } from "../training/retrain/protocol";
import type { ModelRegistry } from "./modelRegistry";
import type { RecordedChange } from "./recordedChange";
import { sideOf, type TrainingData } from "./trainingData";
import { startLiveRun, type LiveRun } from "./trainingRun/liveRun";
import { anonymous, readPlannedPhoto, requireUnchanged } from "./trainingRun/plannedPhotos";
import { clearRunFolders, runFolder, type KeptEnd } from "./trainingRun/runFolder";
import { shownRun, UNDER_WAY } from "./trainingRun/shownRun";
import { createThrottle } from "./trainingRun/throttle";

/** A clinic that somebody is signed in to, as far as runs are concerned. */
export interface TrainingDesk {
  /** Where the clinic's runs have their folders. */
  readonly folder: string;
  /** Aborted when runs of this clinic must end, to be gone on with later; null: they go on. */
  readonly endsWith: AbortSignal | null;
  readonly store: Store;
  readonly recorded: RecordedChange;
  readonly actor: Actor;
  /** Keeps the store open until the work has ended. */
  readonly during: <T>(work: () => T | Promise<T>) => Promise<T>;
  readonly models: Pick<ModelRegistry, "active" | "folderOf" | "install">;
}

export interface TrainingRunsOptions {
  readonly launch: () => TrainerChild;
  /** Programs that train, and their versions, for the record. */
  readonly software: Readonly<Record<string, string>>;
  /** Keeps the computer awake until what it returns is called. */
  readonly keepAwake: () => () => void;
  readonly now: () => Date;
  /** Told of the run under way a few times a second, while somebody is signed in to its clinic. */
  readonly onChange: (run: TrainingRun) => void;
  /** Logs what should not happen. */
  readonly report: (error: unknown) => void;
  /** Milliseconds for which a run may go on reading once its clinic is being locked. */
  readonly patience?: number;
}

/** Training runs, one at a time; a run goes on while nobody is signed in. */
export interface TrainingRuns {
  /**
   * Somebody signed in: runs that nobody is at work on any more are marked as interrupted, and what
   * became of others meanwhile is entered. Keep the store open until it returns.
   */
  attach(desk: TrainingDesk): Promise<void>;
  /**
   * The clinic is being locked: its store will be closed. A run that is still reading its photos may
   * read them to the end, as long as that does not keep people waiting; else it ends, to be gone on
   * with later.
   */
  detach(): void;
  /** The latest first. */
  list(): TrainingRun[];
  /**
   * Begins a run of data that nobody is on both sides of.
   *
   * @param at when it is to compute, within the week; null: at once. Photos are read at once in
   * either case, since at the hour nobody may be signed in
   * @throws LentigoError `training.running`, `training.too-few` or `training.overlap`;
   * `request.invalid` where the hour is too far off
   */
  start(data: TrainingData, recipe: RetrainRecipe, at: Date | null): TrainingRun;
  /** @throws LentigoError `training.missing` */
  pause(runId: string): TrainingRun;
  /**
   * Goes on with a paused run, begins a scheduled one, or goes on from the checkpoints of an
   * interrupted one.
   *
   * @throws LentigoError `training.missing`, `training.running`, `training.data-changed`,
   * `training.overlap` or `model.unknown`
   */
  resume(runId: string): TrainingRun;
  /** Ends a run for good. @throws LentigoError `training.missing` */
  cancel(runId: string): Promise<TrainingRun>;
  /** Ends the run under way so that it can be resumed; what it leaves is kept when this returns. */
  suspend(): Promise<void>;
  /** True while a run is under way, in whichever clinic. */
  readonly isBusy: boolean;
}

/** The run under way, and whose it is. */
interface Current {
  readonly runId: string;
  /** Where its clinic's runs have their folders. */
  readonly home: string;
  readonly run: LiveRun;
  /** Whether photos are still asked of the store. */
  readonly isReading: () => boolean;
  /** Resolves when its end has been kept, and entered where somebody is signed in. */
  readonly settled: Promise<void>;
}

/** One seed for all: a run is told by its data, and made again from it. */
const SEED = 1;

/** Milliseconds of a curve that a crash may cost. */
const KEEP_CURVE_EVERY = 60_000;

/** Photos that wait for their hour take memory all the while. */
const MOST_DAYS_AHEAD = 7;

/** Whoever signs in again waits for a store that is still open. */
const PATIENCE_MS = 60_000;

export function createTrainingRuns(options: TrainingRunsOptions): TrainingRuns {
  const { launch, software, keepAwake, now, onChange, report, patience = PATIENCE_MS } = options;
  let desk: TrainingDesk | null = null;
  let current: Current | null = null;
  let curveKept = 0;

  const requireDesk = (): TrainingDesk => {
    if (!desk) throw new LentigoError("session.locked");
    return desk;
  };

  /** The run under way and its desk, where somebody is signed in to its clinic. */
  const atDesk = (): { readonly own: Current; readonly at: TrainingDesk } | null =>
    desk && current?.home === desk.folder ? { own: current, at: desk } : null;

  const liveRun = (runId: string): LiveRun | null => {
    const found = atDesk();
    return found?.own.runId === runId ? found.own.run : null;
  };

  const show = (runId: string): TrainingRun =>
    shownRun(requireDesk().store.trainingRuns.get(runId), liveRun(runId));

  const telling = createThrottle(() => {
    const found = atDesk();
    if (found) onChange(show(found.own.runId));
  });

  /** Writes how the run under way stands, where somebody is signed in. */
  const keep = (): void => {
    const found = atDesk();
    if (!found) return;
    const { runId, run } = found.own;
    const { trainingRuns } = found.at.store;
    if (run.state !== "scheduled") trainingRuns.setState(runId, run.state);
    trainingRuns.setCurve(runId, run.curve);
    curveKept = performance.now();
  };

  /** Unless it can be gone on with, the run's folder goes. */
  const enterOnce = async (at: TrainingDesk, runId: string, end: KeptEnd): Promise<void> => {
    const folder = runFolder(at.folder, runId);
    if (end.state === "interrupted") {
      at.store.trainingRuns.interrupt(runId, end.failure);
      return;
    }
    if (end.state === "done") {
      try {
        await at.models.install({ runId, folder: folder.model, comparison: end.comparison });
      } catch (error) {
        const failure = failureOf(error);
        if (!failure || !UNFIT.includes(failure.code)) {
          // A full disk, say: what was trained stays, and is taken in when the run is resumed or at
          // the next sign-in.
          report(error);
          at.store.trainingRuns.interrupt(runId, failure);
          return;
        }
        endWithout(at, runId, { state: "failed", failure });
      }
    } else {
      endWithout(at, runId, end);
    }
    folder.remove();
  };

  const entering = new Map<string, Promise<void>>();
  /**
   * Enters how a run came to its end. A sign-in does so by itself, and somebody may ask for it at the
   * same time: two would take the version from one another.
   */
  const enter = (at: TrainingDesk, runId: string, end: KeptEnd): Promise<void> => {
    const underWay = entering.get(runId);
    if (underWay) return underWay;
    const entered = enterOnce(at, runId, end).finally(() => {
      entering.delete(runId);
    });
    entering.set(runId, entered);
    return entered;
  };

  /** Ends a run of which no version comes. */
  const endWithout = (
    { store, recorded }: TrainingDesk,
    runId: string,
    end: Extract<KeptEnd, { state: "failed" | "cancelled" }>,
  ): void => {
    const { version } = store.trainingRuns.get(runId);
    const action = end.state === "failed" ? "training.failed" : "training.cancelled";
    recorded(action, version, () => {
      store.trainingRuns.end(runId, end, now());
    });
  };

  const settle = async (
    { runId, home, run }: Omit<Current, "settled">,
    end: KeptEnd,
  ): Promise<void> => {
    const found = atDesk();
    current = null;
    try {
      runFolder(home, runId).keepEnd(end);
    } catch (error) {
      // A full disk, say: the run can be gone on with from what it has kept.
      report(error);
    }
    if (!found) return; // entered when somebody signs in
    const { at } = found;
    try {
      at.store.trainingRuns.setCurve(runId, run.curve);
      await at.during(() => enter(at, runId, end));
    } finally {
      if (desk === at) onChange(show(runId));
    }
  };

  const begin = (at: TrainingDesk, runId: string, isResumed: boolean): void => {
    const { store, models, folder: home } = at;
    const stored = store.trainingRuns.get(runId);
    const plan = store.trainingRuns.plan(runId);
    const folder = runFolder(home, runId);
    folder.prepare();
    const scheduled = isResumed ? null : stored.scheduledFor;
    const reading = countedDown(plan.photos.length);
    const run = startLiveRun({
      launch,
      keepAwake,
      report,
      plan: {
        recipe: stored.recipe,
        model: models.folderOf(stored.parent),
        out: folder.model,
        version: stored.version,
        created: stored.createdAt,
        seed: plan.seed,
        featureKey: plan.featureKey,
        checkpoints: folder.checkpoints,
        resume: isResumed,
        photos: anonymous(plan),
      },
      curve: isResumed ? stored.curve : [],
      at: scheduled === null ? null : new Date(scheduled),
      now,
      read: (index) => readPlannedPhoto(store, plan, index).finally(reading.step),
      onState: () => {
        keep();
        telling.now();
      },
      onProgress: () => {
        if (performance.now() - curveKept > KEEP_CURVE_EVERY) keep();
        telling.soon();
      },
    });
    const own = { runId, home, run, isReading: reading.isUnderWay };
    const settled = run.ended.then((end) => settle(own, end)).catch(report);
    current = { ...own, settled };
    // The trainer asks for every photo once, before it computes: then the key may go.
    void at.during(() => Promise.race([reading.over, run.ended]));
    if (!at.endsWith) return;
    at.endsWith.addEventListener("abort", run.suspend, { once: true });
    void at.during(() => settled);
  };

  return {
    get isBusy() {
      return current !== null;
    },

    async attach(next) {
      desk = next;
      const { trainingRuns } = next.store;
      const unfinished = trainingRuns.list().filter(({ finishedAt }) => finishedAt === null);
      clearRunFolders(next.folder, new Set(unfinished.map(({ id }) => id)));
      const ended: (() => Promise<void>)[] = [];
      for (const { id, state } of unfinished) {
        const end = runFolder(next.folder, id).end();
        if (liveRun(id)) keep();
        else if (end) ended.push(() => enter(next, id, end));
        else if (UNDER_WAY.includes(state)) trainingRuns.interrupt(id, null);
      }
      for (const enterOne of ended) await enterOne();
    },

    detach() {
      desk = null;
      const own = current;
      if (!own?.isReading()) return;
      const giveUp = (): void => {
        if (own.isReading()) own.run.suspend();
      };
      const timer = setTimeout(giveUp, patience);
      void own.settled.then(() => {
        clearTimeout(timer);
      });
    },

    list: () =>
      requireDesk()
        .store.trainingRuns.list()
        .map((run) => shownRun(run, liveRun(run.id))),

    start(data, recipe, scheduledFor) {
      const at = requireDesk();
      if (current) throw new LentigoError("training.running");
      requireEnough(data, recipe);
      if (scheduledFor && daysUntil(scheduledFor, now()) > MOST_DAYS_AHEAD) {
        throw new LentigoError("request.invalid");
      }
      const { store, recorded, actor, models } = at;
      const { source, labelSources, leftOut, photos } = data;
      store.trainingSides.assertApart(photos);
      const id = randomUUID();
      const featureKey = randomBytes(32).toString("hex");
      const version = nextVersion(store, recipe, now());
      const run = {
        ...{ id, version, parent: models.active().version, recipe, source: data.name },
        ...{ startedBy: actor.name || null, scheduledFor },
        plan: { seed: SEED, featureKey, source, labelSources, leftOut, software, photos },
      };
      const add = (): void => {
        store.trainingRuns.add(run, now());
      };
      recorded("training.started", version, add, { recipe, photos: photos.length });
      try {
        begin(at, id, false);
      } catch (error) {
        const failure = failureOf(error) ?? { code: "internal", details: {} };
        endWithout(at, id, { state: "failed", failure });
        throw error;
      }
      return show(id);
    },

    pause(runId) {
      liveRun(runId)?.pause();
      return show(runId);
    },

    resume(runId) {
      const at = requireDesk();
      const { trainingRuns } = at.store;
      const { state, parent } = show(runId);
      const live = liveRun(runId);
      if (live) live.goOn();
      else if (state === "interrupted") {
        if (current) throw new LentigoError("training.running");
        const end = runFolder(at.folder, runId).end();
        if (end && end.state !== "interrupted") {
          void at
            .during(() => enter(at, runId, end))
            .then(() => {
              if (desk === at) onChange(show(runId));
            }, report);
          return show(runId);
        }
        requireUnchanged(at.store, trainingRuns.plan(runId), parent);
        trainingRuns.setState(runId, "preparing");
        try {
          begin(at, runId, true);
        } catch (error) {
          trainingRuns.interrupt(runId, failureOf(error));
          throw error;
        }
      }
      return show(runId);
    },

    async cancel(runId) {
      const at = requireDesk();
      const live = liveRun(runId);
      if (live) {
        const settled = current?.settled;
        live.cancel();
        await settled;
      } else if (show(runId).state === "interrupted") {
        await enter(at, runId, { state: "cancelled" });
      }
      return show(runId);
    },

    async suspend() {
      const settled = current?.settled;
      current?.run.suspend();
      await settled;
    },
  };
}

/** A candidate of which these are said will never be fit to be taken in. */
const UNFIT: readonly ErrorCode[] = ["model.missing", "model.damaged", "training.overlap"];

function daysUntil(at: Date, from: Date): number {
  return (at.getTime() - from.getTime()) / 86_400_000;
}

/** Something that is over after so many steps. */
function countedDown(steps: number) {
  let left = steps;
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    over,
    isUnderWay: (): boolean => left > 0,
    step: (): void => {
      left -= 1;
      if (left === 0) end();
    },
  };
}

function requireEnough(data: TrainingData, recipe: RetrainRecipe): void {
  const [train, holdout] = [sideOf(data, "train"), sideOf(data, "holdout")];
  if (!preventsTraining(trainingObstacle(train, holdout, recipe))) return;
  throw new LentigoError("training.too-few", {
    photos: train.photos,
    classes: Object.values(train.classes).filter((photos) => photos > 0).length,
    holdout: holdout.photos,
    needed: PHOTOS_NEEDED[recipe],
  });
}

/** A name that no version and no run has: the day, the recipe, and a number where it takes one. */
function nextVersion(store: Store, recipe: RetrainRecipe, at: Date): ModelVersion {
  const taken = new Set<string>([
    ...store.modelVersions.list().map(({ version }) => version),
    ...store.trainingRuns.list().map(({ version }) => version),
  ]);
  const name = `${calendarDay(at)}-${recipe}`;
  let version = name;
  for (let number = 2; taken.has(version); number++) version = `${name}-${String(number)}`;
  return ModelVersion.parse(version);
}
