import { LentigoError } from "../contract/errors";

/**
 * What a person answers, unless the clinic is locked before: an open dialog must not keep the store
 * open, and whoever answers it then need not be the person who asked for it.
 *
 * @param ending aborted when the clinic is locked
 * @throws LentigoError `session.locked`
 */
export function unlessLocked<T>(answer: Promise<T>, ending: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      reject(new LentigoError("session.locked"));
    };
    if (ending.aborted) giveUp();
    ending.addEventListener("abort", giveUp, { once: true });
    void answer.then(resolve, reject).finally(() => {
      ending.removeEventListener("abort", giveUp);
    });
  });
}
