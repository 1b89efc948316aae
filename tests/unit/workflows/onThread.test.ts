import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { onThread } from "../../../electron/workflows/onThread";
import { bundleScript, type BundledScript } from "../../fixtures/bundledScript";
import type { TestTask } from "../../fixtures/threadWork";

let worker: BundledScript;

beforeAll(async () => {
  worker = await bundleScript("tests/fixtures/threadWork.ts");
});

afterAll(() => {
  worker.remove();
});

/** @param patience in milliseconds: by far longer than a step takes */
function begin(kind: TestTask["kind"], patience = 20_000) {
  const ending = new AbortController();
  const secret = new Uint8Array(new SharedArrayBuffer(4)).fill(7);
  let begun = (): void => undefined;
  const hasBegun = new Promise<void>((resolve) => (begun = resolve));
  const work = onThread<string, string>({ kind, secret } satisfies TestTask, {
    workerFile: worker.file,
    onProgress: () => {
      begun();
    },
    ...{ signal: ending.signal, patience },
  });
  return { ending, secret, hasBegun, work };
}

const locked = expect.objectContaining({ code: "session.locked" }) as Error;

describe("work on a thread of its own", () => {
  it("gives what came of it, or what it failed with", async () => {
    await expect(begin("done").work).resolves.toBe("what came of it");
    await expect(begin("failing").work).rejects.toMatchObject({
      ...{ code: "backup.full", details: { megapixels: 3 } },
    });
    await expect(begin("broken").work).rejects.toThrow("a mistake");
  });

  it("ends at its next step where the clinic is locked, and wipes what it holds first", async () => {
    const { ending, secret, hasBegun, work } = begin("steps");
    await hasBegun;
    ending.abort();
    await expect(work).rejects.toEqual(locked);
    expect([...secret]).toEqual([0, 0, 0, 0]);
  });

  it("is not begun where the clinic is locked already", async () => {
    const { ending, secret, work } = begin("steps");
    ending.abort();
    await expect(work).rejects.toEqual(locked);
    expect([...secret]).toEqual([7, 7, 7, 7]);
  });

  it("is ended where it stands where it comes to no step", async () => {
    const { ending, hasBegun, work } = begin("no steps", 50);
    await hasBegun;
    ending.abort();
    await expect(work).rejects.toEqual(locked);
  });

  it("fails where the thread ends without a word", async () => {
    await expect(begin("without a word").work).rejects.toThrow("ended before its work");
  });
});
