import { failureOf, type ErrorCode } from "../../contract/errors";
import type { RetrainProgress } from "../../contract/retraining";
import type { TrainingRun } from "../../contract/training";
import { startRetraining, type RetrainOptions } from "../../training/retrain/client";
import type { KeptEnd } from "./runFolder";
import { whenItIs } from "./whenItIs";

export interface LiveRunOptions extends Omit<RetrainOptions, "onProgress"> {
  /** Points of an earlier attempt that this one goes on from. */
  readonly curve: TrainingRun["curve"];
  /** When it may begin to compute; null: at once. Photos are read meanwhile. */
  readonly at: Date | null;
  readonly now: () => Date;
  /** Keeps the computer awake until what it returns is called. */
  readonly keepAwake: () => () => void;
  /** The state changed. */
  readonly onState: () => void;
  /** It got on. */
  readonly onProgress: () => void;
  readonly report: (error: unknown) => void;
}

/** The run that the trainer is at work on, or that waits for its hour there. */
export interface LiveRun {
  readonly state: "scheduled" | "preparing" | "running" | "paused";
  /** The latest; null before the first. */
  readonly progress: RetrainProgress | null;
  readonly curve: TrainingRun["curve"];
  /** How it ended. Never rejects. */
  readonly ended: Promise<KeptEnd>;
  readonly pause: () => void;
  /** Goes on with a paused run, begins a scheduled one. */
  readonly goOn: () => void;
  /** Ends it for good. */
  readonly cancel: () => void;
  /** Ends it so that it can be gone on with later. */
  readonly suspend: () => void;
}

/** True of failures that pass: what has been learned can be gone on with. */
function isPassing({ code }: { readonly code: ErrorCode }): boolean {
  return code === "training.memory" || code === "store.full";
}

export function startLiveRun(options: LiveRunOptions): LiveRun {
  const { at, now, keepAwake, onState, onProgress, report } = options;
  let state: LiveRun["state"] = at === null ? "preparing" : "scheduled";
  let progress: RetrainProgress | null = null;
  let curve = options.curve;
  let ending: "cancel" | "suspend" | null = null;
  let unschedule = (): void => undefined;
  let letSleep: (() => void) | null = keepAwake();

  const change = (next: LiveRun["state"]): void => {
    unschedule();
    state = next;
    if (next === "paused") {
      letSleep?.();
      letSleep = null;
    } else {
      letSleep ??= keepAwake();
    }
    onState();
  };

  const isReading = (): boolean => progress === null || progress.phase === "reading";

  const process = startRetraining({
    ...options,
    onProgress: (next) => {
      progress = next;
      if (next.point) curve = withPoint(curve, next.point);
      if (state === "preparing" && !isReading()) change("running");
      else onProgress();
    },
  });

  const goOn = (): void => {
    process.resume();
    change(isReading() ? "preparing" : "running");
  };

  if (at !== null) {
    process.pause();
    unschedule = whenItIs(at, now, goOn);
  }

  const endOf = (error: unknown): KeptEnd => {
    if (ending === "cancel") return { state: "cancelled" };
    const failure = failureOf(error);
    if (ending === "suspend" || failure?.code === "training.interrupted") {
      return { state: "interrupted", failure: null };
    }
    if (failure) return { state: isPassing(failure) ? "interrupted" : "failed", failure };
    report(error);
    return { state: "failed", failure: { code: "internal", details: {} } };
  };

  const ended = process.finished
    .then(
      ({ comparison }): KeptEnd =>
        ending === "cancel" ? { state: "cancelled" } : { state: "done", comparison },
      endOf,
    )
    .finally(() => {
      unschedule();
      letSleep?.();
    });

  const end = (how: "cancel" | "suspend"): void => {
    ending ??= how;
    process.cancel();
  };

  return {
    get state() {
      return state;
    },
    get progress() {
      return progress;
    },
    get curve() {
      return curve;
    },
    ended,
    pause() {
      if (state === "paused") return;
      process.pause();
      change("paused");
    },
    goOn() {
      if (state === "paused" || state === "scheduled") goOn();
    },
    cancel() {
      end("cancel");
    },
    suspend() {
      end("suspend");
    },
  };
}

/** What an earlier attempt had drawn beyond its last checkpoint is drawn anew. */
function withPoint(
  curve: TrainingRun["curve"],
  point: TrainingRun["curve"][number],
): TrainingRun["curve"] {
  return [...curve.filter(({ at }) => at < point.at), point];
}
