import { LentigoError, type ErrorDetails, type Failure } from "../contract/errors";
import type { VisionStatus } from "../contract/shapes";
import type { VisionChild } from "./childProcess";
import type { FromVision, ToVision, VisionOperation, VisionOperations } from "./protocol";

/** The supervised vision process, seen from main or the command line. */
export interface VisionClient {
  readonly status: VisionStatus;
  /**
   * Asks the vision process; waits while it is starting.
   *
   * @throws LentigoError what the operation throws; `vision.interrupted` where the process
   * ended during the request; `vision.unavailable` or the model's error where it cannot start.
   */
  ask<O extends VisionOperation>(
    operation: O,
    input: VisionOperations[O]["input"],
  ): Promise<VisionOperations[O]["output"]>;
  /**
   * Runs another model version from now on. What the process is working on is answered first;
   * what waits, and what is asked meanwhile, is asked of the next version.
   *
   * @param orElse where it does not start: `go-back` to the former version, or `stay` and say so in
   * the status
   * @throws LentigoError with `go-back`, what keeps the version from starting
   */
  use(modelFolder: string, orElse: "go-back" | "stay"): Promise<void>;
  /** Runs no version from now on, since the wanted one must not be used; the status says why. */
  refuse(failure: Failure): Promise<void>;
  /** Starts the process again after it has been given up. */
  restart(): void;
  stop(): void;
}

export interface VisionOptions {
  /** The model version to begin with. */
  readonly modelFolder: string;
  /** Starts one child process that runs `vision/host`. */
  readonly launch: (modelFolder: string) => VisionChild;
  readonly onStatus?: (status: VisionStatus) => void;
  /** Milliseconds after which a process that does not answer is ended. Default: two minutes. */
  readonly deadline?: number;
  /** Milliseconds after which one is ended that does not say it is ready. Default: two minutes. */
  readonly startDeadline?: number;
}

/** A process that ends this often within `CRASH_WINDOW_MS` is given up: no endless spin. */
const CRASH_LIMIT = 4;
const CRASH_WINDOW_MS = 60_000;

interface Pending {
  readonly message: ToVision;
  readonly resolve: (value: never) => void;
  readonly reject: (error: LentigoError) => void;
  sent: boolean;
  /** Ends a process that hangs; set when the request is sent. */
  timer?: NodeJS.Timeout;
}

/**
 * Starts the vision process and keeps it running. A process that ends fails what it was
 * working on and is started again; what only waited is asked of the next one.
 */
export function startVision(options: VisionOptions): VisionClient {
  const { launch, onStatus, deadline = 120_000, startDeadline = 120_000 } = options;
  const pending = new Map<number, Pending>();
  let { modelFolder } = options;
  /** Why no version is run; null where one is. */
  let refusal: Failure | null = null;
  let status: VisionStatus = { state: "starting" };
  let child: VisionChild | null = null;
  /** Ends a process that hangs before it is ready. */
  let overdue: NodeJS.Timeout | undefined;
  let nextId = 1;
  let stopped = false;
  let crashes: number[] = [];
  /** Changes of version that are wanted: nothing is sent until the last one is made. */
  let changes = 0;
  let changing: Promise<unknown> = Promise.resolve();
  /** Called when the process has answered all it was asked. */
  let onIdle: () => void = () => undefined;
  /** A version on trial; it tells here whether it started. */
  let trial: {
    readonly started: () => void;
    readonly failed: (error: LentigoError) => void;
  } | null = null;

  const setStatus = (next: VisionStatus): void => {
    status = next;
    onStatus?.(next);
  };

  const isStopped = (): boolean => stopped;

  const isBusy = (): boolean => [...pending.values()].some(({ sent }) => sent);

  const take = (id: number): Pending | undefined => {
    const request = pending.get(id);
    pending.delete(id);
    clearTimeout(request?.timer);
    if (!isBusy()) onIdle();
    return request;
  };

  const fail = (code: LentigoError["code"], details: ErrorDetails, which: Pending[]): void => {
    for (const request of which) {
      take(request.message.id);
      request.reject(new LentigoError(code, details));
    }
  };

  const send = (request: Pending): void => {
    request.sent = true;
    const asked = child;
    request.timer = setTimeout(() => asked?.kill(), deadline);
    asked?.send(request.message);
  };

  const sendWaiting = (): void => {
    if (status.state !== "ready" || changes > 0) return;
    for (const request of pending.values()) if (!request.sent) send(request);
  };

  const receive = (message: FromVision): void => {
    clearTimeout(overdue);
    switch (message.kind) {
      case "ready":
        setStatus({ state: "ready", device: message.device, model: message.model });
        trial?.started();
        sendWaiting();
        return;
      case "failed":
        if (trial) {
          trial.failed(new LentigoError(message.error.code, message.error.details));
          return;
        }
        setStatus({ state: "failed", ...message.error });
        fail(message.error.code, message.error.details, [...pending.values()]);
        return;
      case "answer":
        take(message.id)?.resolve(message.value as never);
        return;
      case "refused":
        take(message.id)?.reject(new LentigoError(message.error.code, message.error.details));
        return;
    }
  };

  const begin = (): void => {
    if (refusal) {
      setStatus({ state: "failed", ...refusal });
      fail(refusal.code, refusal.details, [...pending.values()]);
      return;
    }
    setStatus({ state: "starting" });
    const started = launch(modelFolder);
    child = started;
    overdue = setTimeout(() => {
      started.kill();
    }, startDeadline);
    started.onMessage((message) => {
      if (child === started) receive(message);
    });
    started.onExit(() => {
      if (child === started) ended();
    });
  };

  const ended = (): void => {
    child = null;
    clearTimeout(overdue);
    const interrupted = [...pending.values()].filter((request) => request.sent);
    fail("vision.interrupted", {}, interrupted);
    if (trial) {
      trial.failed(new LentigoError("vision.interrupted"));
      return;
    }
    // A process that said why it cannot start would only say so again.
    if (stopped || status.state === "failed") return;
    const now = Date.now();
    crashes = [...crashes.filter((time) => now - time < CRASH_WINDOW_MS), now];
    if (crashes.length < CRASH_LIMIT) {
      begin();
      return;
    }
    setStatus({ state: "failed", code: "vision.unavailable", details: {} });
    fail("vision.unavailable", {}, [...pending.values()]);
  };

  const beginAnew = (folder: string, refused: Failure | null = null): void => {
    const former = child;
    child = null; // its end is no crash
    former?.kill();
    clearTimeout(overdue);
    crashes = [];
    modelFolder = folder;
    refusal = refused;
    begin();
  };

  const untilIdle = async (): Promise<void> => {
    if (isBusy()) await new Promise<void>((resolve) => (onIdle = resolve));
    if (isStopped()) throw new LentigoError("vision.unavailable");
  };

  const change = async (next: string, orElse: "go-back" | "stay"): Promise<void> => {
    if (next === modelFolder && status.state !== "failed") return;
    await untilIdle();
    if (orElse === "stay") {
      beginAnew(next);
      return;
    }
    const former = { modelFolder, refusal };
    try {
      await new Promise<void>((started, failed) => {
        trial = { started, failed };
        beginAnew(next);
      });
      trial = null;
    } catch (error) {
      trial = null;
      if (!isStopped()) beginAnew(former.modelFolder, former.refusal);
      throw error;
    }
  };

  /** Changes of version are made one after the other; nothing is sent until the last one is. */
  const inTurn = async (make: () => Promise<void>): Promise<void> => {
    changes++;
    const changed = changing.then(make);
    changing = changed.catch(() => undefined);
    try {
      await changed;
    } finally {
      changes--;
      sendWaiting();
    }
  };

  begin();

  return {
    get status() {
      return status;
    },
    use: (folder, orElse) => inTurn(() => change(folder, orElse)),
    refuse: (failure) =>
      inTurn(async () => {
        await untilIdle();
        beginAnew(modelFolder, failure);
      }),
    ask(operation, input) {
      if (stopped) return Promise.reject(new LentigoError("vision.unavailable"));
      if (status.state === "failed" && changes === 0) {
        const { code, details } = status;
        return Promise.reject(new LentigoError(code as LentigoError["code"], details));
      }
      return new Promise((resolve, reject) => {
        const message = { id: nextId++, operation, input } as ToVision;
        const request: Pending = { message, resolve, reject, sent: false };
        pending.set(message.id, request);
        sendWaiting();
      });
    },
    restart() {
      if (status.state !== "failed") return;
      beginAnew(modelFolder, refusal);
    },
    stop() {
      stopped = true;
      clearTimeout(overdue);
      child?.kill();
      fail("vision.unavailable", {}, [...pending.values()]);
    },
  };
}
