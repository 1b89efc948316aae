import { Worker } from "node:worker_threads";
import { LentigoError, type Failure } from "../contract/errors";

/** What a thread that does one piece of work tells, its end last. */
export type ThreadWord<Value, Progress> =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "done"; readonly value: Value }
  | { readonly kind: "failed"; readonly failure: Failure };

export interface ThreadOptions<Progress> {
  /** The bundled entry of the thread. */
  readonly workerFile: string;
  readonly onProgress: (progress: Progress) => void;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

/**
 * Has a thread of its own do one piece of work that would hold main up.
 *
 * @param workerData what it is given
 * @throws LentigoError what the work fails with, or `session.locked` where it was ended
 */
export function onThread<Value, Progress>(
  workerData: unknown,
  { workerFile, onProgress, signal }: ThreadOptions<Progress>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, { workerData });
    const end = (): void => {
      reject(new LentigoError("session.locked"));
      void worker.terminate();
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
      // Without effect where it has told its end.
      reject(new Error("The thread ended before its work"));
    });
    if (signal.aborted) end();
  });
}
