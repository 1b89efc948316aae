import { Worker } from "node:worker_threads";
import type { DemoDrawing } from "../../demo/clinic/photos";

/** Draws photos on a thread of its own: each takes about half a second of the processor. */
export interface DemoDrawer {
  /** The photo as JPEG. @throws Error where the thread ended */
  draw(drawing: DemoDrawing): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface DrawRequest {
  readonly id: number;
  readonly drawing: DemoDrawing;
}

export type DrawReply =
  | { readonly id: number; readonly jpeg: Uint8Array }
  | { readonly id: number; readonly failure: string };

interface Pending {
  readonly resolve: (jpeg: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** @param workerFile the bundled drawWorker.ts */
export function openDemoDrawer(workerFile: string): DemoDrawer {
  const worker = new Worker(workerFile);
  const pending = new Map<number, Pending>();
  const drawings = new Set<Promise<Uint8Array>>();
  let nextId = 0;
  let failed: Error | null = null;

  const fail = (error: Error): void => {
    failed = error;
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };
  worker.on("error", fail);
  worker.on("exit", () => {
    fail(new Error("The thread that draws photos ended"));
  });
  worker.on("message", (reply: DrawReply) => {
    const request = pending.get(reply.id);
    pending.delete(reply.id);
    if ("jpeg" in reply) request?.resolve(reply.jpeg);
    else request?.reject(new Error(reply.failure));
  });

  return {
    draw(drawing) {
      const drawn = new Promise<Uint8Array>((resolve, reject) => {
        if (failed) {
          reject(failed);
          return;
        }
        const id = nextId++;
        pending.set(id, { resolve, reject });
        worker.postMessage({ id, drawing } satisfies DrawRequest);
      });
      drawings.add(drawn);
      const forget = (): void => void drawings.delete(drawn);
      drawn.then(forget, forget);
      return drawn;
    },
    async close() {
      // A thread that is ended in the middle of a drawing may never say that it has ended.
      await Promise.allSettled(drawings);
      void worker.terminate();
    },
  };
}
