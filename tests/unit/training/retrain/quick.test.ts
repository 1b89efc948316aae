/** The recipe that retrains the head, whole, on a small version and drawn spots. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf, LentigoError } from "../../../../electron/contract/errors";
import { RetrainProgress } from "../../../../electron/contract/retraining";
import type { ModelMetrics } from "../../../../electron/training/modelMetrics";
import { randomStream } from "../../../../electron/training/random";
import type { RetrainPlan } from "../../../../electron/training/retrain/plan";
import {
  encodeRehearsal,
  type EmbeddingSet,
} from "../../../../electron/training/retrain/rehearsalFile";
import { retrain } from "../../../../electron/training/retrain/retrain";
import {
  putIntoModelFolder,
  readModelFolder,
  REHEARSAL_FILE,
} from "../../../../electron/vision/network/modelFolder";
import {
  FEATURES,
  lenient,
  planOf,
  plannedSpots,
  spotFile,
  surroundingsOf,
  writeSmallModel,
} from "../../../fixtures/smallTraining";

const TRAIN = 42;
const planned = plannedSpots(TRAIN, 35);

let folder: string;
/** Knows neither what lesions look like nor anything to rehearse. */
let plain: string;
/** Knows both. */
let complete: string;
let photos: Uint8Array[];

/** What another body made of photos that nobody has. */
function embeddings(count: number): EmbeddingSet {
  const random = randomStream(count);
  return {
    embeddings: Array.from({ length: count }, () =>
      Float32Array.from({ length: FEATURES }, () => random.uniform()),
    ),
    labels: Array.from({ length: count }, (_, photo) => photo % 7),
    groups: Array.from({ length: count }, (_, photo) => photo),
  };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lentigo-quick-"));
  [plain, complete] = [join(folder, "plain"), join(folder, "complete")];
  await writeSmallModel(plain);
  const familiarity = { familiarity: lenient, refused: 0.01, measuredOn: "val", photos: 9 };
  await writeSmallModel(complete, { familiarity: { ...familiarity, drawings: 3 } });
  const file = encodeRehearsal({
    ...{ rehearsal: embeddings(70), reference: embeddings(63), measuredOn: "photos of old" },
  });
  await putIntoModelFolder(complete, REHEARSAL_FILE, file);
  photos = await Promise.all(planned.map(({ label }, index) => spotFile(label, index)));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const outOf = (name: string): string => join(folder, name);

const plan = (name: string, changes: Partial<RetrainPlan> = {}): RetrainPlan =>
  planOf({ model: plain, out: outOf(name), photos: planned, ...changes });

function metricsOf(name: string): ModelMetrics {
  return JSON.parse(readFileSync(join(outOf(name), "metrics.json"), "utf8")) as ModelMetrics;
}

describe("a run that retrains the head", { timeout: 60_000 }, () => {
  it("learns the clinic's photos, and tells what could not be read and how far it is", async () => {
    const before = await readModelFolder(plain);
    const events: RetrainProgress[] = [];
    const { version, comparison, unreadable } = await retrain(
      plan("learned"),
      surroundingsOf(photos, {
        read: (index) =>
          index === 3
            ? Promise.reject(new LentigoError("photo.damaged"))
            : Promise.resolve(photos[index] ?? new Uint8Array()),
        onProgress: (event) => {
          events.push(event);
        },
      }),
    );
    expect([version, unreadable]).toEqual(["clinic-1", [3]]);
    const { active, candidate } = comparison.holdout;
    expect(candidate.balancedAccuracy?.value).toBeGreaterThan(
      2 * (active.balancedAccuracy?.value ?? 1),
    );
    expect(comparison).toMatchObject({ reference: null, referenceMissing: "not-shipped" });

    const after = await readModelFolder(outOf("learned"));
    expect(after.manifest).toMatchObject({
      parent: "small-1",
      training: {
        recipe: "quick",
        images: TRAIN - 1,
        startedFrom: "version small-1",
        learnedBefore: [{ dataFingerprint: "f", method: 1 }],
      },
    });
    // The body stays, bit by bit; what the version before did not know this one does not either.
    const changed = [...after.parameters.keys()].filter((name) => {
      const one = before.parameters.get(name)?.values;
      return after.parameters.get(name)?.values.some((value, index) => value !== one?.[index]);
    });
    expect(changed.sort()).toEqual(["predictions/bias", "predictions/kernel"]);
    expect([after.familiarity, after.rehearsal]).toEqual([null, null]);
    expect(metricsOf("learned").unfamiliar).toBeNull();

    for (const event of events) expect(RetrainProgress.parse(event)).toEqual(event);
    const shares = events.map(({ progress }) => progress);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(events.at(-1)).toMatchObject({ phase: "writing", progress: 1 });
  });

  it("rehearses what the version before brings, and hands it and its look on", async () => {
    const { comparison } = await retrain(
      plan("rehearsed", { model: complete }),
      surroundingsOf(photos),
    );
    expect(comparison.reference).toMatchObject({ photos: 63, groups: 63 });
    expect(comparison.referenceMissing).toBeNull();
    const [before, after] = [
      await readModelFolder(complete),
      await readModelFolder(outOf("rehearsed")),
    ];
    expect(after.rehearsal).toEqual(before.rehearsal);
    expect(after.manifest.familiarity).toEqual(before.manifest.familiarity);
    expect(Object.keys(after.manifest.metrics)).toEqual(["hold-out", "reference"]);
    // Temperature and thresholds are of both kinds of photos.
    expect(after.manifest.operatingPoints.soon.measuredOn).toContain(" and photos of old");
    expect(metricsOf("rehearsed").unfamiliar).toMatchObject({
      threshold: lenient.threshold,
      splits: { "hold-out": { refused: 0 } },
    });
  });

  it("computes no photo again that an earlier attempt had come to, and tells no sum otherwise", async () => {
    const featureKey = "5b".repeat(32);
    const [checkpoints, other] = [outOf("features"), outOf("other")];
    const seen = (index: number) => {
      if (index === 50) throw new LentigoError("session.locked");
      return Promise.resolve(photos[index] ?? new Uint8Array());
    };
    const broken = retrain(
      plan("broken", { checkpoints, featureKey }),
      surroundingsOf(photos, { read: (index) => Promise.resolve().then(() => seen(index)) }),
    );
    await expect(broken).rejects.toMatchObject({ code: "session.locked" });
    // Whole batches of sixteen, sealed.
    expect(readdirSync(checkpoints).sort()).toEqual([
      "features-0.bin",
      "features-16.bin",
      "features-32.bin",
    ]);
    const [goneOn, straight] = [
      await retrain(plan("gone-on", { checkpoints, featureKey }), surroundingsOf(photos)),
      await retrain(plan("straight", { checkpoints: other, featureKey }), surroundingsOf(photos)),
    ];
    const answersOf = ({ comparison }: typeof goneOn) => comparison.answers;
    expect(answersOf(goneOn)).toHaveLength(35);
    answersOf(goneOn).forEach(({ candidate }, place) => {
      const other = answersOf(straight)[place];
      candidate.probabilities.forEach((value, at) => {
        // Sums over threads may differ in the last digits.
        expect(value).toBeCloseTo(other?.candidate.probabilities[at] ?? NaN, 4);
      });
    });
    expect(readdirSync(checkpoints).sort()).toEqual([
      "features-0.bin",
      "features-16.bin",
      "features-32.bin",
      "features-48.bin",
      "features-64.bin",
    ]);
  });

  it("goes on where the disk is full, and reports that it could not keep its features", async () => {
    const checkpoints = outOf("full");
    const reported: unknown[] = [];
    const key = { checkpoints, featureKey: "00".repeat(32) };
    const surroundings = surroundingsOf(photos, {
      report: (error) => reported.push(error),
      // Its folder has gone by the time that the first batch is to be kept.
      read: (index) => {
        rmSync(checkpoints, { recursive: true, force: true });
        writeFileSync(checkpoints, "");
        return Promise.resolve(photos[index] ?? new Uint8Array());
      },
    });
    const { unreadable } = await retrain(plan("without-room", key), surroundings);
    expect(unreadable).toEqual([]);
    expect(reported).toHaveLength(5);
    expect(reported[0]).toMatchObject({ code: "ENOTDIR" });
  });

  it("stands still while it is paused, and ends when it is cancelled, without a trace", async () => {
    const cancelled = new AbortController();
    let breaths = 0;
    const run = retrain(
      plan("cancelled"),
      surroundingsOf(photos, {
        signal: cancelled.signal,
        pause: () => {
          breaths += 1;
          if (breaths < 3) return null;
          cancelled.abort();
          return Promise.resolve();
        },
      }),
    );
    const failure = await run.then(
      () => null,
      (error: unknown) => failureOf(error),
    );
    expect(failure).toEqual({ code: "training.cancelled", details: {} });
    expect(breaths).toBe(3);
    expect(readdirSync(folder)).not.toContain("cancelled");
  });

  it("does not begin with a patient on both sides, whatever the recipe", async () => {
    const shared = planned.map((photo) => ({ ...photo, group: "one patient" }));
    const run = retrain(plan("overlap", { photos: shared }), surroundingsOf(photos));
    await expect(run).rejects.toMatchObject({ code: "training.overlap" });
  });
});
