/**
 * Longest time in milliseconds without a look at the clock: timers count no time that the computer
 * sleeps, and none that is longer than 24 days.
 */
const LOOK_EVERY = 30_000;

/** Acts once at a time, at once where it has passed. @returns how to let it be */
export function whenItIs(at: Date, now: () => Date, act: () => void): () => void {
  const look = (): void => {
    const left = at.getTime() - now().getTime();
    if (left <= 0) act();
    else timer = setTimeout(look, Math.min(left, LOOK_EVERY));
  };
  let timer = setTimeout(look, 0);
  return () => {
    clearTimeout(timer);
  };
}
