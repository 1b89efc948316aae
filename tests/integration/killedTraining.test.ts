/** A power cut in the middle of a run: the process is killed, and another one goes on. */
import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../fixtures/commandLine";
import { temporaryFolder } from "../fixtures/temporaryFolder";

const script = join(root, "out", "tests", `colour-run-${String(process.pid)}.cjs`);

beforeAll(async () => {
  mkdirSync(join(root, "out", "tests"), { recursive: true });
  await esbuild.build({
    entryPoints: [join(root, "tests/fixtures/colourRun.ts")],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["@tensorflow/tfjs-node-gpu"],
  });
});

afterAll(() => {
  rmSync(script, { force: true });
});

/** @param killAt the step that the process does not outlive */
function run(folder: string, killAt = Infinity): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, folder]);
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(`step ${String(killAt)}\n`)) child.kill("SIGKILL");
    });
    child.once("error", reject);
    child.once("close", () => {
      resolve(output.trimEnd().split("\n"));
    });
  });
}

describe("a run that is killed", { timeout: 300_000 }, () => {
  it("goes on from its last checkpoint to the same weights", async () => {
    const whole = await run(temporaryFolder());
    const folder = temporaryFolder();
    const killed = await run(folder, 12);
    expect(killed.at(-1)).not.toContain("[");
    const [from, ...rest] = await run(folder);
    const step = Number(from?.replace("from ", ""));
    expect(step).toBeGreaterThanOrEqual(11);
    expect(rest[0]).toBe(`step ${String(step + 1)}`);

    const weights = (lines: readonly string[]) => JSON.parse(lines.at(-1) ?? "") as number[];
    const expected = weights(whole);
    expect(expected.length).toBeGreaterThan(1000);
    weights(rest).forEach((value, index) => {
      // Sums over threads may differ in the last digits.
      expect(Math.abs(value - (expected[index] ?? NaN))).toBeLessThan(1e-4);
    });
  });
});
