import { parentPort, workerData } from "node:worker_threads";
import { failureOf, LentigoError } from "../contract/errors";
import type { ThreadTask, ThreadWord } from "./onThread";

/** What work on a thread has to do with whoever began it. */
export interface ThreadSteps<Progress> {
  /** Called at every step. @throws LentigoError `session.locked` where the work is to end */
  readonly goOn: () => void;
  readonly tell: (progress: Progress) => void;
}

/** The thread's side of onThread: does the one piece of work, and tells what came of it. */
export async function workOnThread<Value, Progress>(
  work: (task: unknown, steps: ThreadSteps<Progress>) => Value | Promise<Value>,
): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error("This file runs as a worker thread");
  const { task, stop } = workerData as ThreadTask;
  const say = (word: ThreadWord<Value, Progress>): void => {
    port.postMessage(word);
  };
  const goOn = (): void => {
    if (Atomics.load(stop, 0) !== 0) throw new LentigoError("session.locked");
  };
  try {
    goOn();
    const value = await work(task, {
      goOn,
      tell: (progress) => {
        say({ kind: "progress", progress });
      },
    });
    say({ kind: "done", value });
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    say({ kind: "failed", failure });
  }
}
