import { describe, expect, it } from "vitest";
import { failureOf } from "../../../../electron/contract/errors";
import {
  isMemoryShortage,
  requireMemory,
  withSmallerBatches,
} from "../../../../electron/training/retrain/memory";

describe("a run that is short of memory", () => {
  it("is begun again with half the batch, and half of that", async () => {
    const tried: number[] = [];
    const result = await withSmallerBatches(32, (batchSize) => {
      tried.push(batchSize);
      if (batchSize > 8) requireMemory(1e6);
      return Promise.resolve(`done with ${String(batchSize)}`);
    });
    expect(tried).toEqual([32, 16, 8]);
    expect(result).toBe("done with 8");
  });

  it("stops with a clear error where a quarter does not suffice", async () => {
    const run = withSmallerBatches(32, () => {
      requireMemory(0);
      return Promise.resolve();
    });
    const failure = await run.then(
      () => null,
      (error: unknown) => failureOf(error),
    );
    expect(failure).toEqual({ code: "training.memory", details: {} });
  });

  it("is not begun again for another reason", async () => {
    let tries = 0;
    const run = withSmallerBatches(32, () => {
      tries += 1;
      return Promise.reject(new Error("The loss is no longer a number"));
    });
    await expect(run).rejects.toThrow("no longer a number");
    expect(tries).toBe(1);
  });

  it.each([
    "OOM when allocating tensor with shape[32,96,96,144]",
    "RESOURCE_EXHAUSTED: failed to allocate memory",
    "std::bad_alloc",
    "Array buffer allocation failed",
  ])("is known by what TensorFlow and the engine say: %s", (message) => {
    expect(isMemoryShortage(new Error(message))).toBe(true);
    expect(isMemoryShortage(new Error("disk full"))).toBe(false);
  });
});
