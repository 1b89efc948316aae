/** Runs at most `limit` calls of the work at once; the others wait their turn, in order. */
export function limitConcurrency<Input, Output>(
  limit: number,
  work: (input: Input) => Promise<Output>,
): (input: Input) => Promise<Output> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (input) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work(input);
    } finally {
      // A call that waits takes over the place; without one the place is free.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
