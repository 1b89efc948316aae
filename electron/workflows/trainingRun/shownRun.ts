import type { TrainingRun } from "../../contract/training";
import type { StoredRun } from "../../store/trainingRuns";
import type { LiveRun } from "./liveRun";

/** States in which the trainer is at work on a run, or keeps its photos. */
export const UNDER_WAY: readonly TrainingRun["state"][] = [
  "scheduled",
  "preparing",
  "running",
  "paused",
];

/**
 * A run as the window sees it.
 *
 * @param live where the trainer is at work on it; else null
 */
export function shownRun(stored: StoredRun, live: LiveRun | null): TrainingRun {
  const { state, curve } = live ?? { ...stored, state: withoutTrainer(stored.state) };
  const progress = live?.progress ?? null;
  return {
    ...stored,
    state,
    curve: [...curve],
    phase: progress?.phase ?? null,
    progress: progress?.progress ?? (stored.state === "done" ? 1 : 0),
    secondsLeft: state === "running" ? (progress?.secondsLeft ?? null) : null,
    photosPerSecond: state === "running" ? (progress?.photosPerSecond ?? null) : null,
    device: progress?.device ?? null,
    memory: progress?.memory ?? null,
  };
}

/** A run that nobody is at work on is interrupted, even where that could not be written. */
function withoutTrainer(state: TrainingRun["state"]): TrainingRun["state"] {
  return UNDER_WAY.includes(state) ? "interrupted" : state;
}
