import { failureOf, type ErrorCode } from "../../contract/errors";
import type { TrainingDesk } from "./desk";
import { runFolder, type KeptEnd } from "./runFolder";

/**
 * Enters in a clinic's store how one of its runs came to its end. Unless the run can be gone on with,
 * its folder goes.
 */
export type EnterEnd = (desk: TrainingDesk, runId: string, end: KeptEnd) => Promise<void>;

export interface EnterEndOptions {
  readonly now: () => Date;
  /** Logs what should not happen. */
  readonly report: (error: unknown) => void;
}

/** A candidate of which these are said will never be fit to be taken in. */
const UNFIT: readonly ErrorCode[] = ["model.missing", "model.damaged", "training.overlap"];

/**
 * A sign-in enters ends by itself, and somebody may ask for one at the same time: two would take the
 * version from one another, so that whoever comes second waits for the first.
 */
export function createEnterEnd({ now, report }: EnterEndOptions): EnterEnd {
  const underWay = new Map<string, Promise<void>>();

  const enterOnce = async (desk: TrainingDesk, runId: string, end: KeptEnd): Promise<void> => {
    const folder = runFolder(desk.folder, runId);
    const { trainingRuns } = desk.store;
    if (end.state === "interrupted") {
      trainingRuns.interrupt(runId, end.failure);
      return;
    }
    if (end.state === "done") {
      try {
        await desk.models.install({ runId, folder: folder.model, comparison: end.comparison });
      } catch (error) {
        const failure = failureOf(error);
        if (!failure || !UNFIT.includes(failure.code)) {
          // A full disk, say: what was trained stays, and is taken in when the run is resumed or at
          // the next sign-in.
          report(error);
          trainingRuns.interrupt(runId, failure);
          return;
        }
        endWithoutVersion(desk, runId, { state: "failed", failure }, now());
      }
    } else {
      endWithoutVersion(desk, runId, end, now());
    }
    folder.remove();
  };

  return (desk, runId, end) => {
    const entered =
      underWay.get(runId) ??
      enterOnce(desk, runId, end).finally(() => {
        underWay.delete(runId);
      });
    underWay.set(runId, entered);
    return entered;
  };
}

/** Ends a run of which no version comes. */
export function endWithoutVersion(
  { store, recorded }: TrainingDesk,
  runId: string,
  end: Extract<KeptEnd, { state: "failed" | "cancelled" }>,
  at: Date,
): void {
  const { version } = store.trainingRuns.get(runId);
  const action = end.state === "failed" ? "training.failed" : "training.cancelled";
  recorded(action, version, () => {
    store.trainingRuns.end(runId, end, at);
  });
}
