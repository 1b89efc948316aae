import { describe, expect, it } from "vitest";
import { failureOf, LentigoError } from "../../../../electron/contract/errors";
import { RetrainProgress } from "../../../../electron/contract/retraining";
import { isMemoryShortage } from "../../../../electron/training/retrain/memory";
import { takePhotosIn } from "../../../../electron/training/retrain/photosInMemory";

const COUNT = 45;

function surroundings(changes: Partial<Parameters<typeof takePhotosIn>[1]> = {}) {
  return {
    read: (index: number) => Promise.resolve(Uint8Array.of(index)),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    freeMemory: () => 8e9,
    ...changes,
  };
}

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe("photos that are taken into memory", () => {
  it("are read once, one after the other, and can be had afterwards by whoever has no key", async () => {
    const asked: number[] = [];
    const told: RetrainProgress[] = [];
    const read = await takePhotosIn(
      COUNT,
      surroundings({
        read: (index) => {
          asked.push(index);
          return Promise.resolve(Uint8Array.of(index));
        },
        onProgress: (progress) => told.push(progress),
      }),
    );
    expect(asked).toEqual([...Array(COUNT).keys()]);
    expect(await read(44)).toEqual(Uint8Array.of(44));
    expect(await read(0)).toEqual(Uint8Array.of(0));
    expect(asked).toHaveLength(COUNT);
    // Often enough to be seen to move.
    expect(told).toHaveLength(3);
    for (const progress of told) expect(RetrainProgress.parse(progress)).toEqual(progress);
    expect(told[0]).toMatchObject({ phase: "reading", progress: 0 });
  });

  it("leave out one that is damaged, which fails whenever it is asked for", async () => {
    const read = await takePhotosIn(
      COUNT,
      surroundings({
        read: (index) =>
          index === 7
            ? Promise.reject(new LentigoError("photo.damaged"))
            : Promise.resolve(Uint8Array.of(index)),
      }),
    );
    const failures = [await errorOf(read(7)), await errorOf(read(7))];
    for (const failure of failures) {
      expect(failureOf(failure)).toMatchObject({ code: "photo.damaged" });
    }
    expect(await read(8)).toEqual(Uint8Array.of(8));
    expect(await errorOf(read(COUNT))).toMatchObject({ message: "no such photo" });
  });

  it("are given up where what fails is not one photo's fault", async () => {
    const locked = takePhotosIn(
      COUNT,
      surroundings({ read: () => Promise.reject(new LentigoError("session.locked")) }),
    );
    expect(failureOf(await errorOf(locked))).toMatchObject({ code: "session.locked" });
  });

  it("are given up at once when the run is cancelled, or would leave the computer no memory", async () => {
    const cancelled = new AbortController();
    let reads = 0;
    const run = takePhotosIn(
      COUNT,
      surroundings({
        signal: cancelled.signal,
        read: (index) => {
          reads += 1;
          if (index === 4) cancelled.abort();
          return Promise.resolve(Uint8Array.of(index));
        },
      }),
    );
    expect(failureOf(await errorOf(run))).toMatchObject({ code: "training.cancelled" });
    expect(reads).toBe(5);
    let free = 400e6;
    const scarce = takePhotosIn(COUNT, surroundings({ freeMemory: () => (free -= 10e6) }));
    expect(isMemoryShortage(await errorOf(scarce))).toBe(true);
  });
});
