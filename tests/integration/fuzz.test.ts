import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../fixtures/commandLine";
import { bundleSubject } from "../fuzz/bundleSubject";
import { runFuzz } from "../fuzz/run";
import { beginTrial } from "../fuzz/trial";

/** `npm run fuzz` tries ten thousand others. */
const PLAN = {
  ...{ files: 500, requests: 4, seed: 11, largest: false },
  ...{ limit: null, memory: 300 },
} as const;

describe("whatever comes in", () => {
  it("is taken in, or refused with a code: nothing ends, hangs or fills the memory", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lentigo-fuzz-"));
    const script = await bundleSubject(root);
    // The watchdog of a busy computer: thirty times what a file may take.
    const trial = beginTrial({ script, root, folder, patience: 30_000 });
    try {
      const { tallies, breaches } = await runFuzz(PLAN, trial, root);
      expect(breaches).toEqual([]);
      for (const { kind, tried, accepted } of tallies) {
        expect(tried, kind).toBeGreaterThan(0);
        expect(accepted, kind).toBeGreaterThan(0);
      }
    } finally {
      trial.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 600_000);
});
