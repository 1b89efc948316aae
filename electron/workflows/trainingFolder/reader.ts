import { Worker } from "node:worker_threads";
import { LentigoError, type Failure } from "../../contract/errors";
import type { Dataset } from "../../training/dataset/photo";

export type FolderReport =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "read"; readonly dataset: Dataset }
  | { readonly kind: "failed"; readonly failure: Failure };

export interface FolderReading {
  /** The bundled readWorker.ts. */
  readonly workerFile: string;
  readonly folder: string;
  /** Photos decoded, and all. */
  readonly onProgress: (done: number, total: number) => void;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

/**
 * Reads a folder of labelled photos on a thread of its own: decoding thousands takes minutes.
 *
 * @throws LentigoError `dataset.*`, or `session.locked` where it was ended
 */
export function readTrainingFolder({
  workerFile,
  folder,
  onProgress,
  signal,
}: FolderReading): Promise<Dataset> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, { workerData: folder });
    const end = (): void => {
      reject(new LentigoError("session.locked"));
      void worker.terminate();
    };
    signal.addEventListener("abort", end, { once: true });
    worker.on("message", (message: FolderReport) => {
      switch (message.kind) {
        case "progress":
          onProgress(message.done, message.total);
          return;
        case "read":
          resolve(message.dataset);
          return;
        case "failed":
          reject(new LentigoError(message.failure.code, message.failure.details));
          return;
      }
    });
    worker.on("error", reject);
    worker.on("exit", () => {
      signal.removeEventListener("abort", end);
      // Without effect where it has told its end.
      reject(new Error("The thread that reads folders ended"));
    });
    if (signal.aborted) end();
  });
}
