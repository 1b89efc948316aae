/** One retraining run in a process of its own, seen from main or the command line. */
import { failureOf, LentigoError } from "../../contract/errors";
import type { RetrainProgress } from "../../contract/retraining";
import type { RetrainPlan, RetrainResult } from "./plan";
import type { FromTrainer, TrainerChild } from "./protocol";

export interface RetrainRun {
  /**
   * Rejects with a LentigoError: `training.cancelled` after `cancel`, `training.interrupted` where
   * the process ended by itself, else what the run failed with.
   */
  readonly finished: Promise<RetrainResult>;
  pause(): void;
  resume(): void;
  /** Ends the run after its present step; `upper` and `full` leave a checkpoint to go on from. */
  cancel(): void;
}

export interface RetrainOptions {
  /** Starts the process that runs `training/retrain/host`. */
  readonly launch: () => TrainerChild;
  readonly plan: RetrainPlan;
  /** The bytes of a photo of the plan, as they lay in its file; asked for one after the other. */
  readonly read: (index: number) => Promise<Uint8Array>;
  readonly onProgress: (progress: RetrainProgress) => void;
}

/** Milliseconds that a cancelled run may take to write its checkpoint before it is ended. */
const PATIENCE_MS = 30_000;

export function startRetraining({ launch, plan, read, onProgress }: RetrainOptions): RetrainRun {
  const child = launch();
  let timer: NodeJS.Timeout | null = null;
  let isCancelled = false;

  const finished = new Promise<RetrainResult>((resolve, reject) => {
    const receive = (message: FromTrainer): void => {
      switch (message.kind) {
        case "wanted":
          void send(message.index);
          return;
        case "progress":
          onProgress(message.progress);
          return;
        case "done":
          resolve(message.result);
          return;
        case "failed":
          reject(new LentigoError(message.error.code, message.error.details));
          return;
      }
    };
    child.onMessage(receive);
    child.onExit(() => {
      if (timer) clearTimeout(timer);
      // Without effect where the run has told its end.
      reject(new LentigoError(isCancelled ? "training.cancelled" : "training.interrupted"));
    });
  });

  async function send(index: number): Promise<void> {
    try {
      child.send({ kind: "photo", index, bytes: await read(index) });
    } catch (error) {
      const unreadable = { code: "photo.unreadable", details: {} } as const;
      child.send({ kind: "no-photo", index, error: failureOf(error) ?? unreadable });
    }
  }

  child.send({ kind: "start", plan });
  return {
    finished,
    pause: () => {
      child.send({ kind: "pause", paused: true });
    },
    resume: () => {
      child.send({ kind: "pause", paused: false });
    },
    cancel: () => {
      isCancelled = true;
      child.send({ kind: "cancel" });
      timer ??= setTimeout(() => {
        child.kill();
      }, PATIENCE_MS);
    },
  };
}
