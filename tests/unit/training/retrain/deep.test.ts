/** The recipes that train layers, on a small version and drawn spots. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf } from "../../../../electron/contract/errors";
import type { RetrainProgress } from "../../../../electron/contract/retraining";
import { drawOther } from "../../../../electron/demo/drawOther";
import { DIAGNOSES } from "../../../../electron/domain/diagnosis";
import { ROUNDS } from "../../../../electron/domain/trainingTime";
import {
  readLatestCheckpoint,
  writeCheckpoint,
  type Checkpoint,
} from "../../../../electron/training/checkpoints";
import type { Drawings } from "../../../../electron/training/drawings";
import { LEAST_PICTURES } from "../../../../electron/training/fitPresence";
import { predictPicture } from "../../../../electron/training/predict";
import { customCnn7 } from "../../../../electron/training/recipes/customCnn7";
import { lentigo } from "../../../../electron/training/recipes/lentigo";
import { upperRecipe } from "../../../../electron/training/recipes/retraining";
import { retrainLayers } from "../../../../electron/training/retrain/deep";
import {
  readDeepMaterial,
  type DeepMaterial,
} from "../../../../electron/training/retrain/deepMaterial";
import type { RetrainPlan } from "../../../../electron/training/retrain/plan";
import {
  createProgressMeter,
  type ProgressOptions,
} from "../../../../electron/training/retrain/progress";
import { publishDeep } from "../../../../electron/training/retrain/publishDeep";
import { retrain } from "../../../../electron/training/retrain/retrain";
import type { Surroundings } from "../../../../electron/training/retrain/surroundings";
import type { PixelImage } from "../../../../electron/vision/decode";
import { familiarityRefusal, tappedLayers } from "../../../../electron/vision/familiarity";
import { readModelFolder, type Model } from "../../../../electron/vision/network/modelFolder";
import { createServingNetwork } from "../../../../electron/vision/network/serving";
import type { Parameters } from "../../../../electron/vision/network/parameters";
import { deviceDescription } from "../../../../electron/vision/network/tensorflow";
import {
  drawSpot,
  planOf,
  plannedSpots,
  smallNetwork,
  spotFile,
  surroundingsOf,
  writeSmallModel,
} from "../../../fixtures/smallTraining";
import { bundleAugmentWorker } from "../workerBundle";

const planned = plannedSpots(399, 21);
const recipe = upperRecipe(smallNetwork) ?? lentigo;

let folder: string;
let model: string;
let active: Model;
let photos: Uint8Array[];
let worker: Awaited<ReturnType<typeof bundleAugmentWorker>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lentigo-deep-"));
  model = join(folder, "model");
  await writeSmallModel(model);
  active = await readModelFolder(model);
  photos = await Promise.all(planned.map(({ label }, index) => spotFile(label, index)));
  worker = await bundleAugmentWorker();
}, 120_000);

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await worker.remove();
});

const plan = (changes: Partial<RetrainPlan> = {}): RetrainPlan =>
  planOf({ recipe: "upper", model, out: join(folder, "clinic-1"), photos: planned, ...changes });

const around = (changes: Partial<Surroundings> = {}): Surroundings =>
  surroundingsOf(photos, { workerFile: worker.file, ...changes });

const failureIn = (run: Promise<unknown>) =>
  run.then(
    () => null,
    (error: unknown) => failureOf(error),
  );

/** A run's photos in memory, as training takes them. */
function materialOf(by: Surroundings = around()): Promise<DeepMaterial> {
  return readDeepMaterial(plan(), recipe, by, meterOf([["reading", 1]]));
}

const meterOf = (phases: ProgressOptions["phases"]) =>
  createProgressMeter({ phases, device: deviceDescription(), onProgress: () => undefined });

describe("a run that trains layers", { timeout: 120_000 }, () => {
  /** What a run leaves that was paused after its first steps, and then given up. */
  let left: Checkpoint;
  const whereItStood = join("left", "checkpoints");

  beforeAll(async () => {
    const checkpoints = join(folder, whereItStood);
    const givenUp = new AbortController();
    let trains = false;
    const paused = around({
      signal: givenUp.signal,
      onProgress: ({ phase }) => {
        trains ||= phase === "training";
      },
      pause: () => {
        if (!trains) return null;
        givenUp.abort();
        return Promise.resolve();
      },
    });
    expect(await failureIn(retrain(plan({ checkpoints }), paused))).toMatchObject({
      code: "training.cancelled",
    });
    const checkpoint = await readLatestCheckpoint(checkpoints);
    if (!checkpoint) throw new Error("no checkpoint");
    left = checkpoint;
  }, 120_000);

  /** A folder in which a run lies that has come as far as a step. */
  async function stoodAt(step: number): Promise<string> {
    const checkpoints = mkdtempSync(join(folder, "checkpoints-"));
    await writeCheckpoint(checkpoints, { ...left, step });
    return checkpoints;
  }

  it("is gone on with where somebody asks, if it is the same", async () => {
    expect(left).toMatchObject({
      run: { recipe: { name: "upper", batchSize: 32 }, seed: 1, start: "version small-1" },
    });
    expect(left.step).toBeGreaterThan(0);
    const checkpoints = join(folder, whereItStood);
    expect(await failureIn(retrain(plan({ checkpoints }), around()))).toEqual({
      code: "checkpoint.exists",
      details: { folder: "checkpoints" },
    });
    const other = plan({ checkpoints, resume: true, seed: 2 });
    expect(await failureIn(retrain(other, around()))).toEqual({
      code: "checkpoint.other-run",
      details: { differences: "seed" },
    });
  });

  it("goes on to its end, and tells how it does on photos that it does not learn from", async () => {
    const { learned, validation } = await materialOf();
    const epoch = Math.ceil(learned.length / recipe.batchSize);
    // Two steps before the end of the last epoch but one.
    const checkpoints = await stoodAt((ROUNDS.upper - 1) * epoch - 2);
    const events: RetrainProgress[] = [];
    const enough = new AbortController();
    const run = retrain(
      plan({ checkpoints, resume: true }),
      around({
        signal: enough.signal,
        onProgress: (event) => {
          events.push(event);
          if (event.phase === "measuring") enough.abort();
        },
      }),
    );
    // Given up while it is measured: no half of a version is left, and what it learned is kept.
    expect(await failureIn(run)).toMatchObject({ code: "training.cancelled" });
    expect(existsSync(plan().out)).toBe(false);
    expect(await readLatestCheckpoint(checkpoints)).toMatchObject({ step: ROUNDS.upper * epoch });

    const points = events.flatMap(({ point }) => point ?? []);
    expect(points.map(({ at }) => at)).toEqual([ROUNDS.upper - 1]);
    expect(points[0]?.loss).toBeGreaterThan(0);
    expect(points[0]?.recalls).toHaveLength(DIAGNOSES.length);
    expect(new Set(validation.map(({ label }) => label)).size).toBe(DIAGNOSES.length);
    const shares = events.map(({ progress }) => progress);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    // Nobody waits for six epochs that were trained before.
    expect(events.find(({ phase }) => phase === "training")?.progress).toBeGreaterThan(0.7);
  });

  it("that is short of memory tries half the batch and a quarter, and can be gone on with", async () => {
    const checkpoints = await stoodAt(22);
    let asked = 0;
    const scarce = around({ freeMemory: () => (asked++ === 0 ? 8e9 : 1e6) });
    expect(await failureIn(retrain(plan({ checkpoints, resume: true }), scarce))).toEqual({
      code: "training.memory",
      details: {},
    });
    // As far as it had been: two epochs of 336 photos, in smaller steps.
    expect(await readLatestCheckpoint(checkpoints)).toMatchObject({
      step: 84,
      run: { recipe: { batchSize: 8 } },
    });
  });

  it("does not begin where its photos alone would take the memory", async () => {
    const scarce = around({ freeMemory: () => 1e6 });
    expect(await failureIn(materialOf(scarce))).toMatchObject({ code: "training.memory" });
  });

  it("trains every layer where that is asked, first on smaller pictures", async () => {
    const checkpoints = mkdtempSync(join(folder, "full-"));
    const enough = new AbortController();
    // Asked once before its photos are read, then before each step; the first one's rate is 0.
    let asked = 0;
    const freeMemory = (): number => {
      asked += 1;
      if (asked === 4) enough.abort();
      return 8e9;
    };
    const run = retrain(
      plan({ checkpoints, recipe: "full" }),
      around({ signal: enough.signal, freeMemory }),
    );
    expect(await failureIn(run)).toMatchObject({ code: "training.cancelled" });
    const checkpoint = await readLatestCheckpoint(checkpoints);
    expect(checkpoint?.run.recipe).toMatchObject({
      name: "full",
      phases: [
        { trained: "all", inputSize: 192 },
        { trained: "all", inputSize: 224 },
      ],
    });
    // The very first layer has moved.
    const kernel = (weights: Parameters | undefined) => weights?.get("conv1/kernel")?.values;
    expect(kernel(checkpoint?.parameters)).not.toEqual(kernel(active.parameters));
  });

  it("needs a network whose upper part is known", async () => {
    const other = { ...active, network: customCnn7.network };
    expect(await failureIn(retrainLayers(plan(), other, around()))).toEqual({
      code: "training.unsuited",
      details: { version: "small-1" },
    });
  });
});

describe("a version whose layers were trained", { timeout: 120_000 }, () => {
  const drawn: Drawings = {
    lesions: DIAGNOSES.map((_, label) => () => drawSpot(label, 1000)),
    skin: Array.from({ length: LEAST_PICTURES }, (_, index) => () => {
      return drawOther({ kind: "skin", seed: index, width: 128, height: 96 });
    }),
  };

  it("is measured beside the one before, and learns anew what lesions look like", async () => {
    const material = await materialOf();
    const out = join(folder, "clinic-1");
    const comparison = await publishDeep(
      {
        ...{ plan: plan({ out }), active, recipe, material, drawn },
        result: { parameters: active.parameters, epochs: 8, seconds: 90 },
      },
      around(),
      meterOf([["measuring", 1]]),
    );
    expect(comparison).toMatchObject({ reference: null, referenceMissing: "other-body" });
    expect(comparison.holdout).toMatchObject({ photos: 21, groups: 21 });
    expect(comparison.answers.map(({ index }) => index)).toEqual(
      Array.from({ length: 21 }, (_, index) => 399 + index),
    );

    const candidate = await readModelFolder(out);
    expect(candidate.manifest).toMatchObject({
      ...{ version: "clinic-1", parent: "small-1" },
      training: { recipe: "upper", epochs: 8, images: material.learned.length, seconds: 90 },
    });
    // What a head would rehearse is of the body before.
    expect(candidate.rehearsal).toBeNull();
    expect(readFileSync(join(out, "MODEL_CARD.md"), "utf8")).toContain("its upper layers");

    const { familiarity, manifest } = candidate;
    if (!familiarity) throw new Error("It does not know what lesions look like");
    const network = createServingNetwork(
      candidate,
      around().kernels,
      tappedLayers(familiarity.layers),
    );
    const refusalOf = async (picture: PixelImage) => {
      const { features, viewedEmbedding } = await predictPicture(network, manifest.input, picture);
      return familiarityRefusal(familiarity, features, viewedEmbedding);
    };
    const stripes = Uint8Array.from({ length: 128 * 96 * 3 }, (_, at) => (at % 7 < 3 ? 255 : 0));
    expect(await refusalOf(drawSpot(4, 2000))).toBeNull();
    expect(await refusalOf({ pixels: stripes, width: 128, height: 96 })).toBe("not-a-lesion");
    network.dispose();
  });
});
