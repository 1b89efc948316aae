/** What a run needs from whoever starts it. */
import { setImmediate } from "node:timers/promises";
import { LentigoError } from "../../contract/errors";
import type { RetrainProgress } from "../../contract/retraining";
import type { Kernels } from "../../vision/network/kernels";

export interface Surroundings {
  readonly kernels: Kernels;
  /** The bytes of a photo of the plan, as they lay in its file. */
  readonly read: (index: number) => Promise<Uint8Array>;
  /** The bundled augmentWorker.ts. */
  readonly workerFile: string;
  /** Bytes of memory that are free now. */
  readonly freeMemory: () => number;
  /** Cancels the run. */
  readonly signal: AbortSignal;
  /** While somebody has paused the run, resolves when it goes on; null while it runs. */
  readonly pause: () => Promise<void> | null;
  readonly onProgress: (progress: RetrainProgress) => void;
  /** Logs what did not stop the run. */
  readonly report: (error: unknown) => void;
}

/**
 * Lets messages in between two steps.
 *
 * @param onPause called before the run stands still
 * @returns milliseconds that the run stood still
 * @throws LentigoError `training.cancelled`
 */
export async function takeBreath(
  { signal, pause }: Pick<Surroundings, "signal" | "pause">,
  onPause: () => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  await setImmediate();
  const since = performance.now();
  const over = pause();
  if (over) {
    await onPause();
    await over;
  }
  if (signal.aborted) throw new LentigoError("training.cancelled");
  return performance.now() - since;
}
