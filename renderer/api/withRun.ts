import type { TrainingRun } from "../../electron/contract/training";

/** All runs with the present state of one of them; a new one comes first. */
export function withRun(runs: readonly TrainingRun[], run: TrainingRun): TrainingRun[] {
  return runs.some(({ id }) => id === run.id)
    ? runs.map((other) => (other.id === run.id ? run : other))
    : [run, ...runs];
}
