/**
 * The trainer process: does one retraining run and ends. Runs as an Electron utility process or as
 * a child of plain Node. Photos come to it as bytes, one at a time, and stay in its memory.
 */
import { freemem } from "node:os";
import { join } from "node:path";
import { placeOf } from "../../contract/errorPlace";
import { failureOf, LentigoError, type Failure } from "../../contract/errors";
import type { RetrainProgress } from "../../contract/retraining";
import { createKernels } from "../../vision/network/kernels";
import { openTensorFlow } from "../../vision/network/tensorflow";
import { connectToParent } from "../../processes/parentLine";
import { lowerPriority } from "../../processes/priority";
import { takePhotosIn } from "./photosInMemory";
import { isMemoryShortage } from "./memory";
import type { RetrainPlan } from "./plan";
import type { FromTrainer, ToTrainer } from "./protocol";
import { retrain } from "./retrain";

const line = connectToParent<ToTrainer, FromTrainer>();
const cancelled = new AbortController();

/** Those that were asked for and have not come. */
const wanted = new Map<
  number,
  { readonly resolve: (bytes: Uint8Array) => void; readonly reject: (error: Error) => void }
>();

/** What a paused run waits for; null while it runs. */
let pause: { readonly over: Promise<void>; readonly end: () => void } | null = null;

function read(index: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    wanted.set(index, { resolve, reject });
    line.post({ kind: "wanted", index });
  });
}

function take(index: number) {
  const request = wanted.get(index);
  wanted.delete(index);
  return request;
}

function setPaused(paused: boolean): void {
  if (!paused) {
    pause?.end();
    pause = null;
  } else if (!pause) {
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    pause = { over, end };
  }
}

line.listen((message) => {
  switch (message.kind) {
    case "start":
      void run(message.plan);
      return;
    case "photo":
      take(message.index)?.resolve(message.bytes);
      return;
    case "no-photo": {
      const { code, details } = message.error;
      take(message.index)?.reject(new LentigoError(code, details));
      return;
    }
    case "pause":
      setPaused(message.paused);
      return;
    case "cancel":
      cancelled.abort();
      for (const { reject } of wanted.values()) reject(new LentigoError("training.cancelled"));
      setPaused(false);
      return;
  }
});

async function run(plan: RetrainPlan): Promise<void> {
  // Triage comes first: photos are analysed while training takes what is left.
  lowerPriority("low");
  try {
    const kernels = createKernels(openTensorFlow());
    const { signal } = cancelled;
    const onProgress = (progress: RetrainProgress): void => {
      line.post({ kind: "progress", progress });
    };
    const result = await retrain(plan, {
      kernels,
      read: await takePhotosIn(plan.photos.length, {
        read,
        signal,
        onProgress,
        freeMemory: freemem,
      }),
      workerFile: join(__dirname, "augment-worker.cjs"),
      freeMemory: freemem,
      signal,
      pause: () => pause?.over ?? null,
      onProgress,
      report: complain,
    });
    line.post({ kind: "done", result });
  } catch (error) {
    line.post({ kind: "failed", error: describe(error) });
  }
  // The message must leave first; worker threads would keep the process.
  setTimeout(() => process.exit(0), 1000);
}

function describe(error: unknown): Failure {
  const failure = failureOf(error);
  if (failure) return failure;
  complain(error);
  if (isMemoryShortage(error)) return { code: "training.memory", details: {} };
  if (isDiskFull(error)) return { code: "store.full", details: {} };
  return { code: "internal", details: {} };
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(ENOSPC|EDQUOT)$/.test(String(error.code));
}

function complain(error: unknown): void {
  process.stderr.write(`trainer: ${placeOf(error)}\n`);
}
