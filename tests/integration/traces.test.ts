/** What a training leaves on the disk while it runs, after it was killed, and when it is done. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import type { TrainingRun } from "../../electron/contract/training";
import { clinicData } from "../../electron/workflows/trainingData";
import { filesBelow, filesHolding, filesWith } from "../fixtures/files";
import { writeModelWithLittleToRehearse } from "../fixtures/otherModel";
import { writePhotoSet } from "../fixtures/photos";
import { temporaryFolder } from "../fixtures/temporaryFolder";
import { openRuns, signIn } from "../fixtures/trainingClinic";
import { fillWithPhotos } from "../fixtures/trainingPhotos";

const MARKER = "Qwxzjvk-Marker";
const PHOTOS = 28;

let drawn: string;
let shippedModel: string;
let files: string[];

beforeAll(async () => {
  drawn = mkdtempSync(join(tmpdir(), "lentigo-drawn-"));
  shippedModel = join(drawn, "model");
  await writeModelWithLittleToRehearse(shippedModel);
  files = await writePhotoSet(drawn, { count: PHOTOS, seed: 95, width: 150, height: 112 });
}, 300_000);
afterAll(() => {
  rmSync(drawn, { recursive: true });
});

/** Files below a folder that hold the marker, or a piece of any of the photos. */
function tracesIn(world: string): string[] {
  const pieces = files.map((file) => {
    const photo = readFileSync(file);
    return photo.subarray(photo.length >> 1, (photo.length >> 1) + 48);
  });
  return [...filesHolding(world, MARKER), ...filesWith(world, pieces)];
}

describe("a training", { timeout: 300_000 }, () => {
  it("leaves no name and no photo in the open: at work, killed, gone on with, done", async () => {
    const world = temporaryFolder();
    // Also what the trainer would write into the system's temporary folder.
    vi.stubEnv("TMPDIR", world);
    onTestFinished(() => void vi.unstubAllEnvs());
    const clinic = join(world, "clinic");
    fillWithPhotos(clinic, files, MARKER);
    const { runs, until, kill } = openRuns();
    onTestFinished(() => runs.suspend());
    const { store, lock } = await signIn(runs, clinic, shippedModel);
    expect(store.patients.list(MARKER, 1, 0).total).toBe(PHOTOS);

    const data = clinicData({ store, now: () => new Date() }, "base-2");
    const { id } = runs.start(data, "quick", null);
    await until(({ phase }: TrainingRun) => phase === "features");
    const kept = join(clinic, "training", id, "checkpoints");
    await expect.poll(() => existsSync(kept) && filesBelow(kept).length).toBeGreaterThan(0);
    expect(tracesIn(world)).toEqual([]);
    kill();
    await until(({ state }) => state === "interrupted");
    expect(tracesIn(world)).toEqual([]);
    runs.resume(id);
    await until(({ state }) => state === "done");
    expect(tracesIn(world)).toEqual([]);
    await lock();
    expect(tracesIn(world)).toEqual([]);
  });
});
