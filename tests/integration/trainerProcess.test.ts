/** The trainer process itself, as the application bundles it, under plain Node. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { failureOf, LentigoError } from "../../electron/contract/errors";
import { RetrainProgress } from "../../electron/contract/retraining";
import { startRetraining, type RetrainRun } from "../../electron/training/retrain/client";
import type { PlannedPhoto, RetrainPlan } from "../../electron/training/retrain/plan";
import type {
  FromTrainer,
  ToTrainer,
  TrainerChild,
} from "../../electron/training/retrain/protocol";
import { launchChild } from "../../electron/processes/childProcess";
import { root } from "../fixtures/commandLine";
import { writePhotoSet } from "../fixtures/photos";
import { temporaryFolder } from "../fixtures/temporaryFolder";

const launch = (): TrainerChild =>
  launchChild<ToTrainer, FromTrainer>(join(root, "out", "app", "trainer-host.cjs"), []);

let photos: Uint8Array[];

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "lentigo-trainer-"));
  const files = await writePhotoSet(folder, { count: 42, seed: 95, width: 150, height: 112 });
  photos = files.map((file) => new Uint8Array(readFileSync(file)));
  rmSync(folder, { recursive: true });
}, 300_000);

/** The shipped model without what its head rehearses, which takes most of a small run's time. */
function plainModel(): string {
  const folder = join(temporaryFolder(), "base");
  cpSync(join(root, "models", "base"), folder, { recursive: true });
  const file = join(folder, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as { files: Record<string, string> };
  const files = Object.entries(manifest.files).filter(([name]) => name !== "rehearsal.bin");
  writeFileSync(file, JSON.stringify({ ...manifest, files: Object.fromEntries(files) }));
  return folder;
}

const planned = (count: number): PlannedPhoto[] =>
  Array.from({ length: count }, (_, index) => ({
    label: index % 7,
    group: `patient ${String(index)}`,
    part: index < 28 ? "train" : "holdout",
  }));

function planOf(out: string, changes: Partial<RetrainPlan> = {}): RetrainPlan {
  return {
    recipe: "quick",
    model: join(root, "models", "base"),
    out,
    version: "clinic-1",
    created: "2026-01-02T03:04:05.000Z",
    seed: 1,
    checkpoints: `${out}.checkpoints`,
    featureKey: null,
    resume: false,
    photos: planned(42),
    ...changes,
  };
}

const codeOf = (run: RetrainRun): Promise<string | undefined> =>
  run.finished.then(
    () => "done",
    (error: unknown) => failureOf(error)?.code,
  );

describe("the trainer process", { timeout: 300_000 }, () => {
  it("does a run on photos that come as bytes, one at a time, and tells how far it is", async () => {
    const out = join(temporaryFolder(), "clinic-1");
    const events: RetrainProgress[] = [];
    let open = 0;
    let most = 0;
    const run = startRetraining({
      launch,
      plan: planOf(out, { model: plainModel() }),
      read: async (index) => {
        open += 1;
        most = Math.max(most, open);
        await new Promise((resolve) => setTimeout(resolve, 1));
        open -= 1;
        const bytes = photos[index];
        if (!bytes || index === 3) throw new LentigoError("photo.damaged");
        return bytes;
      },
      onProgress: (progress) => {
        events.push(progress);
      },
    });
    const { version, comparison, unreadable } = await run.finished;
    expect(version).toBe("clinic-1");
    expect(unreadable).toEqual([3]);
    expect(comparison).toMatchObject({ reference: null, referenceMissing: "not-shipped" });
    expect(comparison.answers.map(({ index }) => index)).toEqual(
      Array.from({ length: 14 }, (_, index) => 28 + index),
    );
    expect(most).toBe(1);
    for (const event of events) expect(RetrainProgress.parse(event)).toEqual(event);
    const shares = events.map(({ progress }) => progress);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(shares.at(-1)).toBe(1);
    expect(existsSync(join(out, "manifest.json"))).toBe(true);
  });

  it("tells what a run cannot begin for", async () => {
    const overlapping = planned(42).map((photo) => ({ ...photo, group: "one patient" }));
    const run = startRetraining({
      launch,
      plan: planOf(join(temporaryFolder(), "x"), { photos: overlapping }),
      read: (index) => Promise.resolve(photos[index] ?? new Uint8Array()),
      onProgress: () => undefined,
    });
    expect(await codeOf(run)).toBe("training.overlap");
  });

  it("says so where it ends by itself, and leaves nothing behind", async () => {
    const out = join(temporaryFolder(), "x");
    let child: TrainerChild | undefined;
    const run = startRetraining({
      launch: () => (child = launch()),
      plan: planOf(out),
      read: (index) => {
        if (index === 5) child?.kill();
        return Promise.resolve(photos[index] ?? new Uint8Array());
      },
      onProgress: () => undefined,
    });
    expect(await codeOf(run)).toBe("training.interrupted");
    expect(existsSync(out)).toBe(false);
  });

  it("ends when it is cancelled, though it waits for a photo or is paused", async () => {
    const out = join(temporaryFolder(), "x");
    const run: RetrainRun = startRetraining({
      launch,
      plan: planOf(out),
      read: (index) => {
        if (index < 5) return Promise.resolve(photos[index] ?? new Uint8Array());
        run.pause();
        run.cancel();
        return new Promise(() => undefined);
      },
      onProgress: () => undefined,
    });
    expect(await codeOf(run)).toBe("training.cancelled");
    expect(existsSync(out)).toBe(false);
  });
});
