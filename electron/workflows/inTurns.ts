import { setImmediate } from "node:timers/promises";
import { LentigoError, type ErrorCode } from "../contract/errors";

/**
 * A pause in long work, in which everybody else has a turn. It is given the share that is done, 0
 * to 1; what it throws ends the work.
 */
export type Turn = (share: number) => Promise<void>;

/** So long others may wait, in milliseconds: a frame of the window. */
const SLICE_MS = 16;

/** Works through the items in slices, with a pause after each and at the end. */
export async function inTurns<T>(
  items: readonly T[],
  work: (item: T) => void,
  turn: Turn,
): Promise<void> {
  let end = performance.now() + SLICE_MS;
  for (const [index, item] of items.entries()) {
    work(item);
    if (performance.now() < end) continue;
    await turn((index + 1) / items.length);
    end = performance.now() + SLICE_MS;
  }
  await turn(1);
}

/** Takes work that yields its share done to its result, with a pause after each step. */
export async function stepsInTurns<T>(steps: Generator<number, T>, turn: Turn): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await turn(step.value);
  }
}

/** Turns of work whose result nobody waits for any more once the clinic is being locked. */
export const turnsUntil = (ending: AbortSignal): (() => Promise<void>) => {
  return async () => {
    await setImmediate();
    if (ending.aborted) throw new LentigoError("session.locked");
  };
};

/** Long work that people may give up, one at a time. */
export interface CancellableTurns {
  /** Turns of work that begins; what was under way before is given up for it. */
  readonly begin: () => () => Promise<void>;
  readonly cancel: () => void;
}

/**
 * @param code of what turns throw once their work was given up
 * @param ending aborted when the clinic is about to be locked, which gives all up
 */
export function createCancellableTurns(code: ErrorCode, ending: AbortSignal): CancellableTurns {
  let current = new AbortController();
  return {
    begin() {
      current.abort();
      const { signal } = (current = new AbortController());
      return async () => {
        await setImmediate();
        if (signal.aborted || ending.aborted) throw new LentigoError(code);
      };
    },
    cancel() {
      current.abort();
    },
  };
}
