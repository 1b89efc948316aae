/** Entry of a worker thread: reads one folder of labelled photos and decodes every photo once. */
import { parentPort, workerData } from "node:worker_threads";
import { failureOf } from "../../contract/errors";
import { readDataset } from "../../training/dataset/readDataset";
import { withoutUnreadable } from "../../training/dataset/unreadableFiles";
import type { FolderReport } from "./reader";

const port = parentPort;
if (!port) throw new Error("This file runs as a worker thread");

const report = (message: FolderReport): void => {
  port.postMessage(message);
};

async function read(folder: string): Promise<FolderReport> {
  try {
    const dataset = await withoutUnreadable(await readDataset(folder), {
      onProgress: (done, total) => {
        report({ kind: "progress", progress: { done, total } });
      },
    });
    return { kind: "done", value: dataset };
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return { kind: "failed", failure };
  }
}

void read(workerData as string).then(report);
