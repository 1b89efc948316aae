import { powerMonitor } from "electron";

export interface IdleLock {
  /** Somebody is there: the time begins anew. */
  readonly touch: () => void;
  /** Begins to watch, with so many minutes to go. */
  start(minutes: number): void;
  stop(): void;
}

/** Locks after a time without anybody, and when the computer itself is locked or sleeps. */
export function createIdleLock(lock: (reason: "idle" | "system") => void): IdleLock {
  let timer: NodeJS.Timeout | null = null;
  let minutes = 0;

  const stop = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
  const start = (after: number): void => {
    stop();
    minutes = after;
    timer = setTimeout(() => {
      lock("idle");
    }, minutes * 60_000);
  };
  for (const event of ["lock-screen", "suspend"] as const) {
    // TypeScript knows an overload for each event, none for either.
    (powerMonitor as NodeJS.EventEmitter).on(event, () => {
      if (timer) lock("system");
    });
  }

  return {
    start,
    stop,
    touch() {
      if (timer) start(minutes);
    },
  };
}
