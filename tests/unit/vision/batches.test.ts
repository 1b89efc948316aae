import { describe, expect, it } from "vitest";
import { gatherBatches } from "../../../electron/vision/batches";

/** Work that records its batches and doubles; it takes a turn of the event loop. */
function recorded() {
  const batches: number[][] = [];
  const work = async (items: readonly number[]): Promise<number[]> => {
    batches.push([...items]);
    await new Promise((resolve) => setImmediate(resolve));
    if (items.includes(13)) throw new Error("unlucky");
    return items.map((item) => item * 2);
  };
  return { batches, work };
}

describe("batches", () => {
  it("starts with the first item at once and gathers what comes meanwhile", async () => {
    const { batches, work } = recorded();
    const submit = gatherBatches<number, number>(3, () => "", work);
    const results = await Promise.all([1, 2, 3, 4, 5].map(submit));
    expect(results).toEqual([2, 4, 6, 8, 10]);
    expect(batches).toEqual([[1], [2, 3, 4], [5]]);
  });

  it("never mixes keys and loses no item", async () => {
    const { batches, work } = recorded();
    const submit = gatherBatches<number, number>(8, (item) => (item % 2 ? "odd" : "even"), work);
    const results = await Promise.all([1, 2, 3, 4, 5, 6].map(submit));
    expect(results).toEqual([2, 4, 6, 8, 10, 12]);
    for (const batch of batches) expect(new Set(batch.map((item) => item % 2)).size).toBe(1);
  });

  it("fails only the batch that failed", async () => {
    const { work } = recorded();
    const submit = gatherBatches<number, number>(1, () => "", work);
    const outcomes = await Promise.allSettled([1, 13, 3].map(submit));
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });
});
