/** Whole runs with a narrow network on small pictures that differ in colour. */
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readLatestCheckpoint } from "../../../electron/training/checkpoints";
import type { PhotoFeed } from "../../../electron/training/photoFeed";
import { randomStream } from "../../../electron/training/random";
import { lentigo } from "../../../electron/training/recipes/lentigo";
import type { Recipe } from "../../../electron/training/recipes/recipe";
import { atBatchSize } from "../../../electron/training/retrain/memory";
import { withEpochs } from "../../../electron/training/schedule";
import {
  trainNetwork,
  type TrainingJob,
  type TrainingProgress,
  type TrainingResult,
} from "../../../electron/training/trainer";
import { createKernels } from "../../../electron/vision/network/kernels";
import { describeNetwork } from "../../../electron/vision/network/networkOptions";
import { initialParameters, type Parameters } from "../../../electron/vision/network/parameters";
import { createServingNetwork } from "../../../electron/vision/network/serving";
import { openTensorFlow } from "../../../electron/vision/network/tensorflow";

const kernels = createKernels(openTensorFlow());
const SIDE = 64;

const recipe: Recipe = {
  ...lentigo,
  network: { kind: "mobilenetV2", alpha: 0.35, classes: 2, dropout: 0 },
  task: "malignancy",
  phases: [
    {
      epochs: 10,
      inputSize: SIDE,
      learningRate: { peak: 1e-2, warmup: 0.1, final: 0 },
      trained: "all",
    },
  ],
  batchSize: 16,
  mixup: { chance: 0 },
  batchNorm: { newBatchWeight: 0.1, recalibrationBatches: 4 },
  averaging: { decay: 0.7, interval: 1 },
};

/** "red-3" is noise with more red, "blue-4" with more blue. */
function picture(file: string, key: readonly number[]): Uint8Array {
  const random = randomStream(...key);
  const strong = file.startsWith("red") ? 0 : 2;
  return Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, index) =>
    index % 3 === strong ? 160 + random.below(96) : random.below(160),
  );
}

const pictures: PhotoFeed = {
  request(photos) {
    const pixels = new Uint8Array(photos.length * SIDE * SIDE * 3);
    photos.forEach(({ file, key }, index) => {
      pixels.set(picture(file, key), index * SIDE * SIDE * 3);
    });
    return Promise.resolve(pixels);
  },
  close: () => Promise.resolve(),
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lentigo-run-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function job({
  recipe: by = recipe,
  ...changes
}: Partial<TrainingJob & { recipe: Recipe }> = {}): TrainingJob {
  const random = randomStream(1);
  return {
    kernels,
    run: {
      recipe: by,
      seed: 5,
      data: "colours",
      split: "grouped",
      splitMethod: 1,
      limit: null,
      minutes: null,
      start: "noise",
    },
    network: by.network,
    photos: Array.from({ length: 64 }, (_, index) => ({
      file: `${index % 4 === 0 ? "red" : "blue"}-${String(index)}`,
      label: index % 4 === 0 ? 0 : 1,
    })),
    feed: pictures,
    featureBytes: 1e6,
    teacher: initialParameters(describeNetwork(by.network), () => random.normal()),
    start: initialParameters(describeNetwork(by.network), () => random.normal()),
    checkpoints: { folder, interval: Infinity },
    onProgress: () => undefined,
    ...changes,
  };
}

function expectSameParameters(actual: Parameters, expected: Parameters): void {
  for (const [name, { values }] of expected) {
    const other = actual.get(name)?.values ?? [];
    values.forEach((value, index) => {
      // Sums over threads may differ in the last digits.
      const error = Math.abs((other[index] ?? Number.NaN) - value);
      if (!(error < 1e-3 + Math.abs(value) * 1e-3)) expect.fail(`${name}: ${String(error)}`);
    });
  }
}

/** Of new pictures, half of them red. */
async function shareRight(parameters: Parameters): Promise<number> {
  const network = createServingNetwork({ network: recipe.network, parameters }, kernels);
  const shape = { count: 1, height: SIDE, width: SIDE };
  let right = 0;
  for (let key = 0; key < 20; key++) {
    const file = key % 2 === 0 ? "red" : "blue";
    const { logits } = await network.forward(picture(file, [99, key]), shape);
    if ((logits[0] ?? 0) > (logits[1] ?? 0) === (file === "red")) right += 1;
  }
  network.dispose();
  return right / 20;
}

describe("training", { timeout: 120_000 }, () => {
  /** A whole run, the longest here: what it learned also teaches. */
  let whole: TrainingResult & { readonly reports: TrainingProgress[]; readonly kept: number };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lentigo-run-"));
    const before = kernels.aliveTensors();
    const reports: TrainingProgress[] = [];
    const onProgress = (progress: TrainingProgress): void => void reports.push(progress);
    const result = await trainNetwork(job({ onProgress }));
    whole = { ...result, reports, kept: kernels.aliveTensors() - before };
    await rm(folder, { recursive: true, force: true });
  }, 300_000);

  it("learns to tell red from blue, reports on the way and keeps no tensor", async () => {
    const { parameters, epochs, reports, kept } = whole;
    expect(kept).toBe(0);
    expect(epochs).toBe(10);
    expect(reports).toHaveLength(40);
    expect(reports.map(({ epoch }) => epoch)).toContain(10);
    expect(reports.at(-1)).toMatchObject({ step: 40, steps: 40, secondsLeft: 0 });
    expect(reports.at(-1)?.loss).toBeLessThan(reports[0]?.loss ?? 0);

    expect(await shareRight(parameters)).toBeGreaterThanOrEqual(0.9);
  });

  it("continues a stopped run to the same weights", async () => {
    const short = {
      ...recipe,
      phases: withEpochs(recipe.phases, 2),
      mixup: { chance: 0.5 },
      distillation: { weight: 0.5, temperature: 2 },
    };
    const straight = await trainNetwork(job({ recipe: short }));
    await rm(folder, { recursive: true });

    const before = kernels.aliveTensors();
    const stop = new AbortController();
    const stopped = trainNetwork(
      job({
        recipe: short,
        signal: stop.signal,
        onProgress: ({ step }) => {
          if (step === 5) stop.abort(new Error("stopped by hand"));
        },
      }),
    );
    await expect(stopped).rejects.toThrow("stopped by hand");
    expect(kernels.aliveTensors()).toBe(before);
    const checkpoint = await readLatestCheckpoint(folder);
    if (!checkpoint) throw new Error("no checkpoint");
    expect(checkpoint).toMatchObject({ step: 5, run: { seed: 5, data: "colours" } });

    const continued = await trainNetwork(job({ recipe: short, start: checkpoint }));
    expectSameParameters(continued.parameters, straight.parameters);
  });

  it("keeps to a teacher's answers where the labels say otherwise", async () => {
    const { parameters: teacher } = whole;
    const wrong = job().photos.map((photo) => ({ ...photo, label: 1 - photo.label }));
    const phases = [
      {
        epochs: 4,
        inputSize: SIDE,
        learningRate: { peak: 2e-3, warmup: 0, final: 0 },
        trained: "all" as const,
      },
    ];
    const right = async (weight: number): Promise<number> => {
      const distillation = weight === 0 ? null : { weight, temperature: 2 };
      const before = kernels.aliveTensors();
      const { parameters } = await trainNetwork(
        job({
          recipe: { ...recipe, phases, distillation },
          photos: wrong,
          start: teacher,
          teacher,
        }),
      );
      expect(kernels.aliveTensors()).toBe(before);
      await rm(folder, { recursive: true });
      return shareRight(parameters);
    };
    expect(await right(0)).toBeLessThan(0.5);
    expect(await right(0.9)).toBeGreaterThan(0.9);
  });

  it("shows its weights after each epoch but the last, and leaves a checkpoint when stopped between steps", async () => {
    const epochs: number[] = [];
    const short = { ...recipe, phases: withEpochs(recipe.phases, 2) };
    const run = trainNetwork(
      job({
        recipe: short,
        onEpoch: (epoch, parameters) => {
          epochs.push(epoch);
          expect(parameters().size).toBeGreaterThan(10);
          return Promise.resolve();
        },
      }),
    );
    await run;
    expect(epochs).toEqual([1]);
    await rm(folder, { recursive: true });

    let steps = 0;
    const stopped = trainNetwork(
      job({
        recipe: short,
        betweenSteps: () => {
          steps += 1;
          return steps > 5 ? Promise.reject(new Error("no memory")) : Promise.resolve();
        },
      }),
    );
    await expect(stopped).rejects.toThrow("no memory");
    expect(await readLatestCheckpoint(folder)).toMatchObject({ step: 5 });
  });

  it("outlives checkpoints that cannot be written, and is told why", async () => {
    const inTheWay = join(folder, "file");
    await writeFile(inTheWay, "");
    const errors: unknown[] = [];
    const { epochs } = await trainNetwork(
      job({
        recipe: { ...recipe, phases: withEpochs(recipe.phases, 1) },
        checkpoints: { folder: join(inTheWay, "checkpoints"), interval: 0 },
        onNotSaved: (error) => errors.push(error),
      }),
    );
    expect(epochs).toBe(1);
    expect(errors).toHaveLength(5);
    expect(errors[0]).toMatchObject({ code: "ENOTDIR" });
  });

  it("goes on with half the batch from where the whole one had come", async () => {
    const short = { ...recipe, phases: withEpochs(recipe.phases, 3) };
    let reached = 0;
    const stopped = trainNetwork(
      job({
        recipe: short,
        betweenSteps: () =>
          reached >= 8 ? Promise.reject(new Error("no memory")) : Promise.resolve(),
        onProgress: ({ step }) => {
          reached = step;
        },
      }),
    );
    await expect(stopped).rejects.toThrow("no memory");
    const checkpoint = await readLatestCheckpoint(folder);
    if (!checkpoint) throw new Error("no checkpoint");
    const { photos } = job();
    const halved = atBatchSize(checkpoint, 8, photos);
    expect(halved).toMatchObject({ step: 16, run: { recipe: { batchSize: 8 } } });
    const steps: number[] = [];
    const { epochs } = await trainNetwork(
      job({
        recipe: halved.run.recipe,
        start: halved,
        onProgress: ({ step }) => {
          steps.push(step);
        },
      }),
    );
    expect([epochs, steps]).toEqual([3, [17, 18, 19, 20, 21, 22, 23, 24]]);
  });

  it("keeps where it is while it stands still", async () => {
    let step = 0;
    const stopped = trainNetwork(
      job({
        onProgress: (progress) => {
          step = progress.step;
        },
        betweenSteps: async (save) => {
          if (step === 3) await save();
          if (step === 4) throw new Error("power cut");
        },
        onNotSaved: () => expect.fail(),
      }),
    );
    await expect(stopped).rejects.toThrow("power cut");
    expect((await readdir(folder)).sort()).toEqual([
      "checkpoint-00000003.bin",
      "checkpoint-00000004.bin",
    ]);
  });

  it("takes batch norm's statistics from photos drawn as in training", async () => {
    const requests: string[][] = [];
    const feed: PhotoFeed = {
      ...pictures,
      request: (photos, size) => {
        requests.push(photos.map(({ file }) => file));
        return pictures.request(photos, size);
      },
    };
    const phases = withEpochs(recipe.phases, 1);
    const even: Recipe = { ...recipe, phases, sampling: { kind: "power", classPower: 0 } };
    await trainNetwork(job({ feed, recipe: even }));
    // One epoch and what was asked for ahead, then the same for the statistics.
    const shown = requests.slice(requests.length / 2).flat();
    const red = shown.filter((file) => file.startsWith("red"));
    expect(red.length / shown.length).toBeGreaterThan(0.4);
    expect(red.length / shown.length).toBeLessThan(0.6);
  });

  /** First the head alone, then everything; two views of each photo come back. */
  const phased: Recipe = {
    ...recipe,
    phases: [
      {
        epochs: 4,
        inputSize: SIDE,
        learningRate: { peak: 1e-2, warmup: 0, final: 1e-2 },
        trained: "head",
      },
      {
        epochs: 1,
        inputSize: SIDE,
        learningRate: { peak: 1e-3, warmup: 0, final: 1e-3 },
        trained: { from: "block_16_expand" },
      },
    ],
    views: 2,
    averaging: null,
  };

  /** Counts what runs through the network's first layer, and notes what the feed is asked for. */
  function counted(): {
    readonly changes: Pick<TrainingJob, "kernels" | "feed">;
    readonly photosThroughBody: () => number;
    readonly requests: readonly number[];
  } {
    let through = 0;
    const requests: number[] = [];
    return {
      changes: {
        kernels: {
          ...kernels,
          conv2d: (x, kernel, stride) => {
            if (x.shape[3] === 3) through += x.shape[0] ?? 0;
            return kernels.conv2d(x, kernel, stride);
          },
        },
        feed: {
          ...pictures,
          request: (photos, size) => {
            requests.push(photos.length);
            return pictures.request(photos, size);
          },
        },
      },
      photosThroughBody: () => through,
      requests,
    };
  }

  it("runs a frozen body once for every view, and only its head learns", async () => {
    const before = kernels.aliveTensors();
    const head = { ...phased, phases: phased.phases.slice(0, 1) };
    const { changes, photosThroughBody, requests } = counted();
    const start = job({ recipe: head }).start as Parameters;
    const natural = { ...head, sampling: { kind: "natural" } as const };
    const { parameters } = await trainNetwork(job({ ...changes, recipe: natural, start }));
    expect(kernels.aliveTensors()).toBe(before);
    // Two views of 64 photos; the other two epochs read no pixel.
    expect(photosThroughBody()).toBe(2 * 64);
    expect(requests.filter((photos) => photos > 0)).toEqual(new Array(8).fill(16));
    for (const [name, { values }] of parameters) {
      const same = values.every((value, index) => value === start.get(name)?.values[index]);
      expect([name, same]).toEqual([name, !name.startsWith("predictions")]);
    }
  });

  it("computes again what does not fit into memory, to the same weights", async () => {
    const head = { ...phased, phases: phased.phases.slice(0, 1) };
    const straight = await trainNetwork(job({ recipe: head }));
    const { changes, photosThroughBody } = counted();
    // Room for ten vectors of 1280 numbers.
    const little = await trainNetwork(job({ ...changes, recipe: head, featureBytes: 51_200 }));
    expect(photosThroughBody()).toBeGreaterThan(3 * 64);
    expectSameParameters(little.parameters, straight.parameters);
  });

  it("goes on from the head to deeper layers, whose optimiser starts anew then", async () => {
    const stop = new AbortController();
    const stopped = trainNetwork(
      job({
        recipe: phased,
        signal: stop.signal,
        onProgress: ({ step }) => {
          if (step === 18) stop.abort(new Error("stopped in the second phase"));
        },
      }),
    );
    await expect(stopped).rejects.toThrow("second phase");
    const checkpoint = await readLatestCheckpoint(folder);
    if (!checkpoint) throw new Error("no checkpoint");
    const { steps } = checkpoint.optimiser;
    expect(steps.get("predictions/kernel")).toBe(18);
    expect(steps.get("block_16_expand/kernel")).toBe(2);
    expect(steps.has("block_15_project/kernel")).toBe(false);
    expect(checkpoint.average.size).toBe(0);

    const continued = await trainNetwork(job({ recipe: phased, start: checkpoint }));
    await rm(folder, { recursive: true });
    const straight = await trainNetwork(job({ recipe: phased }));
    expectSameParameters(continued.parameters, straight.parameters);
  });

  it("learns from metadata what the pictures do not show", async () => {
    const described: Recipe = {
      ...phased,
      phases: phased.phases.slice(0, 1),
      network: { ...recipe.network, output: "sigmoid" },
      metadata: ["age"],
    };
    const network = { ...described.network, metadata: 1 };
    const photos = Array.from({ length: 64 }, (_, index) => ({
      file: "blue",
      label: index % 2,
      metadata: [index % 2 === 0 ? -1 : 1],
    }));
    const random = randomStream(1);
    const start = initialParameters(describeNetwork(network), () => random.normal());
    const { parameters } = await trainNetwork(job({ recipe: described, network, photos, start }));
    // The weight of the age, behind those of 1280 features.
    expect(parameters.get("predictions/kernel")?.values[1280]).toBeGreaterThan(
      start.get("predictions/kernel")?.values[1280] ?? Infinity,
    );
  });

  it("ends by the clock where a limit is set", async () => {
    const reports: TrainingProgress[] = [];
    await trainNetwork(
      job({
        recipe: { ...recipe, phases: withEpochs(recipe.phases, 10_000) },
        timeLimit: 4,
        onProgress: (progress) => {
          reports.push(progress);
        },
      }),
    );
    expect(reports.length).toBeGreaterThan(2);
    expect(reports.length).toBeLessThan(60_000);
    expect(reports.at(-1)?.learningRate).toBeLessThan(1e-2 / 5);
  });

  it("fails with the reason where a photo cannot be read, and frees everything", async () => {
    const before = kernels.aliveTensors();
    const feed: PhotoFeed = {
      ...pictures,
      request: (photos, size) =>
        photos[0]?.key[1] === 1
          ? Promise.reject(new Error("red-8: damaged"))
          : pictures.request(photos, size),
    };
    await expect(trainNetwork(job({ feed }))).rejects.toThrow("red-8: damaged");
    expect(kernels.aliveTensors()).toBe(before);
  });

  it("stops where the loss is no number any more, before it spoils a checkpoint", async () => {
    const broken = job().start as Parameters;
    const kernel = broken.get("predictions/kernel");
    if (!kernel) throw new Error("no head");
    const start = new Map(broken).set("predictions/kernel", {
      ...kernel,
      values: kernel.values.map(() => NaN),
    });
    const before = kernels.aliveTensors();
    await expect(trainNetwork(job({ start }))).rejects.toThrow("no longer a number");
    expect(kernels.aliveTensors()).toBe(before);
    expect(await readLatestCheckpoint(folder)).toBeNull();
  });

  it("needs the version before where its recipe listens to it", async () => {
    const listening = { ...recipe, distillation: { weight: 0.5, temperature: 2 } };
    const { teacher: _, ...alone } = job({ recipe: listening });
    await expect(trainNetwork(alone)).rejects.toThrow("there is none");
  });

  it("shows the weights themselves where it keeps no average", async () => {
    const plain = { ...recipe, averaging: null, phases: withEpochs(recipe.phases, 2) };
    let shown: Parameters | null = null;
    await trainNetwork(
      job({
        recipe: plain,
        checkpoints: { folder, interval: 0 },
        onEpoch: async (_epoch, parameters) => {
          shown = parameters();
          expect(shown).toEqual((await readLatestCheckpoint(folder))?.parameters);
        },
      }),
    );
    expect(shown).not.toBeNull();
  });
});
