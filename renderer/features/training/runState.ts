import type { TrainingRun } from "../../../electron/contract/training";

const UNDER_WAY = [
  "scheduled",
  "preparing",
  "running",
  "paused",
  "interrupted",
] as const satisfies readonly TrainingRun["state"][];

type RunUnderWay = TrainingRun & { readonly state: (typeof UNDER_WAY)[number] };

/** True while a run may still come to something; there is at most one such run. */
export function isUnderWay(run: TrainingRun): run is RunUnderWay {
  return (UNDER_WAY as readonly string[]).includes(run.state);
}

/**
 * The run that the page shows: the one under way; else the one that was chosen; null for a new
 * one.
 */
export function shownRun(runs: readonly TrainingRun[], chosen: string | null): TrainingRun | null {
  return runs.find(isUnderWay) ?? runs.find(({ id }) => id === chosen) ?? null;
}
