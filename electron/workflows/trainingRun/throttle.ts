/** Milliseconds between two tellings. */
const EVERY = 300;

export interface Throttle {
  /** Tells at once. */
  now(): void;
  /** Tells within `EVERY` milliseconds, however often it is called. */
  soon(): void;
}

export function createThrottle(tell: () => void): Throttle {
  let told = -Infinity;
  let timer: NodeJS.Timeout | null = null;
  const now = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    told = performance.now();
    tell();
  };
  return {
    now,
    soon() {
      timer ??= setTimeout(now, Math.max(0, told + EVERY - performance.now()));
    },
  };
}
