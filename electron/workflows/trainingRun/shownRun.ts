import type { TrainingRun } from "../../contract/training";
import type { StoredRun } from "../../store/trainingRuns";
import type { LiveRun } from "./liveRun";

/**
 * A run as the window sees it.
 *
 * @param live where the trainer is at work on it; else null
 */
export function shownRun(stored: StoredRun, live: LiveRun | null): TrainingRun {
  const { state, curve } = live ?? stored;
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
