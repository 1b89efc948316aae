import { describe, expect, it } from "vitest";
import { limitConcurrency } from "../../../electron/vision/concurrency";

describe("limited concurrency", () => {
  it("never runs more at once than allowed, and runs all in order, failures included", async () => {
    let running = 0;
    let most = 0;
    const started: number[] = [];
    const limited = limitConcurrency(2, async (input: number) => {
      started.push(input);
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running--;
      if (input === 3) throw new Error("three");
      return input * 10;
    });
    const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map(limited));
    expect(most).toBe(2);
    expect(started).toEqual([1, 2, 3, 4, 5]);
    expect(outcomes.map(({ status }) => status)).toEqual(
      [1, 2, 3, 4, 5].map((input) => (input === 3 ? "rejected" : "fulfilled")),
    );
    expect(await limited(7)).toBe(70);
  });
});
