import type { Dataset } from "../../training/dataset/photo";
import { onThread } from "../onThread";

/** Photos decoded, and all. */
export interface FolderProgress {
  readonly done: number;
  readonly total: number;
}

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
  return onThread<Dataset, FolderProgress>(folder, {
    workerFile,
    onProgress: ({ done, total }) => {
      onProgress(done, total);
    },
    signal,
  });
}
