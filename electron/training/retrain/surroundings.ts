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
  /** Resolves at once, or, while somebody has paused the run, when it goes on. */
  readonly whilePaused: () => Promise<void>;
  readonly onProgress: (progress: RetrainProgress) => void;
}

/**
 * Lets messages in between two steps.
 *
 * @returns milliseconds that the run stood still
 * @throws LentigoError `training.cancelled`
 */
export async function takeBreath({
  signal,
  whilePaused,
}: Pick<Surroundings, "signal" | "whilePaused">): Promise<number> {
  await setImmediate();
  const since = performance.now();
  await whilePaused();
  if (signal.aborted) throw new LentigoError("training.cancelled");
  return performance.now() - since;
}
