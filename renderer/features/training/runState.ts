import type { TrainingRun } from "../../../electron/contract/training";

const UNDER_WAY: readonly TrainingRun["state"][] = [
  "scheduled",
  "preparing",
  "running",
  "paused",
  "interrupted",
];

/** True while a run may still come to something; there is at most one such run. */
export function isUnderWay({ state }: Pick<TrainingRun, "state">): boolean {
  return UNDER_WAY.includes(state);
}

/**
 * The run that the page shows: the one under way; else the one that was chosen; null for a new
 * one.
 */
export function shownRun(runs: readonly TrainingRun[], chosen: string | null): TrainingRun | null {
  return runs.find(isUnderWay) ?? runs.find(({ id }) => id === chosen) ?? null;
}
