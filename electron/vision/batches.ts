/**
 * Gathers items while the worker is busy and hands them over together: one item alone never
 * waits, many at once share a pass. Items of different `key` (input size) never share one.
 *
 * @param limit most items of one pass
 */
export function gatherBatches<Item, Result>(
  limit: number,
  key: (item: Item) => string,
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  interface Waiting {
    readonly item: Item;
    readonly resolve: (result: Result) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let busy = false;

  const next = (): Waiting[] => {
    const [first] = waiting;
    if (!first) return [];
    const batch = waiting.filter(({ item }) => key(item) === key(first.item)).slice(0, limit);
    waiting = waiting.filter((entry) => !batch.includes(entry));
    return batch;
  };

  const run = async (): Promise<void> => {
    busy = true;
    for (let batch = next(); batch.length > 0; batch = next()) {
      try {
        const results = await work(batch.map(({ item }) => item));
        batch.forEach((entry, index) => {
          entry.resolve(results[index] as Result);
        });
      } catch (error) {
        for (const entry of batch) entry.reject(error);
      }
    }
    busy = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!busy) void run();
    });
}
