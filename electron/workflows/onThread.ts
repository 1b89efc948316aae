import { Worker } from "node:worker_threads";
import { LentigoError, type Failure } from "../contract/errors";

/** What a thread is given. */
export interface ThreadTask {
  readonly task: unknown;
  /**
   * Other than 0 once the work is to end: shared memory, since a thread at work hears no message.
   */
  readonly stop: Int32Array;
}

/** What a thread that does one piece of work tells, its end last. */
export type ThreadWord<Value, Progress> =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "done"; readonly value: Value }
  | { readonly kind: "failed"; readonly failure: Failure };

/** How long a thread may take to its next step once its work is to end, in milliseconds. */
const PATIENCE_MS = 5_000;

export interface ThreadOptions<Progress> {
  /** The bundled entry of the thread. */
  readonly workerFile: string;
  readonly onProgress: (progress: Progress) => void;
  /** Ends it early, at its next step. */
  readonly signal: AbortSignal;
  readonly patience?: number;
}

/**
 * Has a thread of its own do one piece of work that would hold main up. Ended early, it puts away
 * what it has at hand, keys above all; one that comes to no step is ended where it stands.
 *
 * @param task what it is given; see workOnThread
 * @throws LentigoError what the work fails with, or `session.locked` where it was ended
 */
export function onThread<Value, Progress>(
  task: unknown,
  { workerFile, onProgress, signal, patience = PATIENCE_MS }: ThreadOptions<Progress>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const given: ThreadTask = { task, stop };
    const worker = new Worker(workerFile, { workerData: given });
    let waiting: NodeJS.Timeout | null = null;
    const end = (): void => {
      Atomics.store(stop, 0, 1);
      waiting = setTimeout(() => {
        // Not waited for: it ends when the call that it hangs in does.
        void worker.terminate();
        reject(new LentigoError("session.locked"));
      }, patience);
    };
    signal.addEventListener("abort", end, { once: true });
    worker.on("message", (word: ThreadWord<Value, Progress>) => {
      switch (word.kind) {
        case "progress":
          onProgress(word.progress);
          return;
        case "done":
          resolve(word.value);
          return;
        case "failed":
          reject(new LentigoError(word.failure.code, word.failure.details));
          return;
      }
    });
    worker.on("error", reject);
    worker.on("exit", () => {
      signal.removeEventListener("abort", end);
      if (waiting) clearTimeout(waiting);
      // Without effect where it has told its end.
      reject(
        signal.aborted
          ? new LentigoError("session.locked")
          : new Error("The thread ended before its work"),
      );
    });
    if (signal.aborted) end();
  });
}
