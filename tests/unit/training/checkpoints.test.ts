import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  hasCheckpoints,
  readLatestCheckpoint,
  removeCheckpoints,
  runDifferences,
  writeCheckpoint,
  type Checkpoint,
  type RunIdentity,
} from "../../../electron/training/checkpoints";
import { lentigo } from "../../../electron/training/recipes/lentigo";
import type { Parameters } from "../../../electron/vision/network/parameters";

function values(...numbers: number[]): Parameters {
  return new Map([["l/kernel", { shape: [numbers.length], values: Float32Array.from(numbers) }]]);
}

const run: RunIdentity = {
  recipe: lentigo,
  seed: 3,
  data: "abc",
  split: "grouped",
  splitMethod: 2,
  limit: null,
  minutes: 5,
  start: "random numbers",
};

function checkpoint(step: number): Checkpoint {
  return {
    run,
    step,
    seconds: 12.5,
    parameters: values(1.1, 2, step),
    average: values(3, 4, 5),
    optimiser: {
      steps: new Map([["l/kernel", step]]),
      firstMoments: values(1e-9, 0, 0),
      secondMoments: values(6, 7, 8),
    },
  };
}

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lentigo-checkpoints-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("checkpoints", () => {
  it("come back as they were", async () => {
    await writeCheckpoint(folder, checkpoint(7));
    expect(await readLatestCheckpoint(folder)).toEqual(checkpoint(7));
  });

  it("are kept by twos, the newest being read", async () => {
    for (const step of [9, 10, 100]) await writeCheckpoint(folder, checkpoint(step));
    expect(await readdir(folder)).toEqual(["checkpoint-00000010.bin", "checkpoint-00000100.bin"]);
    expect((await readLatestCheckpoint(folder))?.step).toBe(100);
  });

  it.each(["cut short", "changed", "emptied"])("fall back where the newest is %s", async (how) => {
    await writeCheckpoint(folder, checkpoint(1));
    const newest = await writeCheckpoint(folder, checkpoint(2));
    const bytes = await readFile(newest);
    if (how === "cut short") await truncate(newest, bytes.length - 5);
    if (how === "emptied") await truncate(newest, 0);
    if (how === "changed") {
      bytes[bytes.length - 2] = (bytes[bytes.length - 2] ?? 0) ^ 4;
      await writeFile(newest, bytes);
    }
    expect((await readLatestCheckpoint(folder))?.step).toBe(1);
  });

  it("ignore what an interrupted write left behind", async () => {
    await writeCheckpoint(folder, checkpoint(1));
    await writeFile(join(folder, "checkpoint-00000002.bin.part"), "LNTG");
    expect((await readLatestCheckpoint(folder))?.step).toBe(1);
  });

  it("fall back where the newest describes something else", async () => {
    await writeCheckpoint(folder, checkpoint(1));
    const header = Buffer.from(JSON.stringify({ run: "another program's" }));
    const start = Buffer.alloc(12);
    start.write("LNTG", "latin1");
    start.writeUInt32LE(2, 4);
    start.writeUInt32LE(header.length, 8);
    await writeFile(join(folder, "checkpoint-00000002.bin"), Buffer.concat([start, header]));
    expect((await readLatestCheckpoint(folder))?.step).toBe(1);
  });

  it("of another format are refused", async () => {
    const path = await writeCheckpoint(folder, checkpoint(1));
    const bytes = await readFile(path);
    bytes.writeUInt32LE(1, 4);
    await writeFile(path, bytes);
    await expect(readLatestCheckpoint(folder)).rejects.toMatchObject({
      code: "checkpoint.version",
      details: { format: 1 },
    });
  });

  it("from before there was a choice of how parts are drawn say the method of then", async () => {
    const { splitMethod: _, ...then } = run;
    await writeCheckpoint(folder, { ...checkpoint(1), run: then as RunIdentity });
    expect((await readLatestCheckpoint(folder))?.run.splitMethod).toBe(1);
  });

  it("say in what another run differs, wherever their recipe comes from", async () => {
    await writeCheckpoint(folder, checkpoint(1));
    const stored = (await readLatestCheckpoint(folder))?.run ?? run;
    expect(runDifferences(stored, run)).toEqual([]);
    const other = { ...run, recipe: { ...lentigo, batchSize: 8 }, seed: 4, limit: 100 };
    expect(runDifferences(stored, other)).toEqual(["recipe batchSize", "seed", "limit"]);
  });

  it("are known to be there, and removed with their folder", async () => {
    expect(await hasCheckpoints(folder)).toBe(false);
    await writeCheckpoint(folder, checkpoint(1));
    expect(await hasCheckpoints(folder)).toBe(true);
    await removeCheckpoints(folder);
    expect(await hasCheckpoints(folder)).toBe(false);
    await expect(readdir(folder)).rejects.toThrow("ENOENT");
    await removeCheckpoints(folder);
  });

  it("are null where there is none, or no folder", async () => {
    expect(await readLatestCheckpoint(folder)).toBeNull();
    expect(await readLatestCheckpoint(join(folder, "none"))).toBeNull();
  });
});
