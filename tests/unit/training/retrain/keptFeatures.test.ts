import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  openKeptFeatures,
  type SeenFeatures,
} from "../../../../electron/training/retrain/keptFeatures";
import { temporaryFolder } from "../../../fixtures/temporaryFolder";

const key = new Uint8Array(32).fill(7);
const model = "base-2 1f3e";

const seen = (index: number): SeenFeatures => ({
  index,
  sha256: `photo ${String(index)}`,
  outputs: {
    logits: [index, -0.5, 2],
    features: [Float32Array.of(1, index), Float32Array.of(0.25, 3, 4)],
    viewedEmbedding: Float32Array.of(index / 2, 5, 6),
  },
});

async function keptOf(...indices: number[]): Promise<string> {
  const folder = join(temporaryFolder(), "checkpoints");
  await (await openKeptFeatures(folder, key, model)).keep(indices.map(seen));
  return folder;
}

describe("features that are kept", () => {
  it("are there in the next attempt, number by number", async () => {
    const folder = await keptOf(0, 1, 3);
    const kept = await openKeptFeatures(folder, key, model);
    await kept.keep([seen(2)]);
    const again = await openKeptFeatures(folder, key, model);
    for (const index of [0, 1, 2, 3]) expect(again.find(seen(index))).toEqual(seen(index).outputs);
  });

  it("are none of a photo that was not seen or has changed", async () => {
    const kept = await openKeptFeatures(await keptOf(0), key, model);
    expect(kept.find(seen(1))).toBeNull();
    expect(kept.find({ ...seen(0), sha256: "another photo" })).toBeNull();
  });

  it("count for nothing where they were cut short, or another model or key made them", async () => {
    const folder = await keptOf(0);
    const [name = ""] = readdirSync(folder);
    expect((await openKeptFeatures(folder, key, "clinic-1 77aa")).find(seen(0))).toBeNull();
    expect((await openKeptFeatures(folder, new Uint8Array(32), model)).find(seen(0))).toBeNull();
    truncateSync(join(folder, name), 40);
    expect((await openKeptFeatures(folder, key, model)).find(seen(0))).toBeNull();
    truncateSync(join(folder, name), 3);
    expect((await openKeptFeatures(folder, key, model)).find(seen(0))).toBeNull();
  });

  it("do not lie on the disk in the open", async () => {
    const folder = await keptOf(0);
    const [name = ""] = readdirSync(folder);
    const bytes = readFileSync(join(folder, name));
    expect(bytes.includes("photo 0")).toBe(false);
    const { viewedEmbedding } = seen(0).outputs;
    expect(bytes.includes(Buffer.from(viewedEmbedding.buffer))).toBe(false);
  });

  it("lie beside checkpoints of other kinds, and are no file where there are none", async () => {
    const folder = await keptOf(0);
    writeFileSync(join(folder, "checkpoint-00000001.bin"), "weights of another recipe");
    const kept = await openKeptFeatures(folder, key, model);
    await kept.keep([]);
    expect(kept.find(seen(0))).toEqual(seen(0).outputs);
    expect(readdirSync(folder)).toHaveLength(2);
  });
});
