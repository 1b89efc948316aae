import { failureOf, LentigoError } from "../contract/errors";
import type { RetrainRecipe, TrainingRun } from "../contract/training";
import type { TrainerChild } from "../training/retrain/protocol";
import type { TrainingData } from "./trainingData";
import type { TrainingDesk } from "./trainingRun/desk";
import { createEnterEnd, endWithoutVersion } from "./trainingRun/enterEnd";
import { startLiveRun, type LiveRun } from "./trainingRun/liveRun";
import { newRun } from "./trainingRun/newRun";
import { anonymous, readPlannedPhoto, requireUnchanged } from "./trainingRun/plannedPhotos";
import { clearRunFolders, runFolder, type KeptEnd } from "./trainingRun/runFolder";
import { shownRun, UNDER_WAY } from "./trainingRun/shownRun";
import { createThrottle } from "./trainingRun/throttle";

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

/** Milliseconds of a curve that a crash may cost. */
const KEEP_CURVE_EVERY = 60_000;

/** Whoever signs in again waits for a store that is still open. */
const PATIENCE_MS = 60_000;

export function createTrainingRuns(options: TrainingRunsOptions): TrainingRuns {
  const { launch, software, keepAwake, now, onChange, report, patience = PATIENCE_MS } = options;
  let desk: TrainingDesk | null = null;
  let current: Current | null = null;
  let curveKept = 0;
  const enter = createEnterEnd({ now, report });

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
      const run = newRun(at, { data, recipe, scheduledFor, software, now: now() });
      const { id, version } = run;
      const add = (): void => {
        at.store.trainingRuns.add(run, now());
      };
      at.recorded("training.started", version, add, { recipe, photos: data.photos.length });
      try {
        begin(at, id, false);
      } catch (error) {
        const failure = failureOf(error) ?? { code: "internal", details: {} };
        endWithoutVersion(at, id, { state: "failed", failure }, now());
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
