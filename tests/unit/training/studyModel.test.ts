/** Models that reproduce a study: trained on spots, measured, written, and refused for triage. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasCheckpoints } from "../../../electron/training/checkpoints";
import { runTrain, type TrainReport } from "../../../electron/training/command";
import { readDataset } from "../../../electron/training/dataset/readDataset";
import type { PublicationProgress } from "../../../electron/training/publish";
import { randomStream } from "../../../electron/training/random";
import { recipeNamed } from "../../../electron/training/recipes";
import { lentigo } from "../../../electron/training/recipes/lentigo";
import type { Recipe } from "../../../electron/training/recipes/recipe";
import { prepareData, type RunData } from "../../../electron/training/runData";
import { publishStudy, servesTriage, StudyManifest } from "../../../electron/training/studyModel";
import { readModelFolder, readModelWeights } from "../../../electron/vision/network/modelFolder";
import { describeNetwork } from "../../../electron/vision/network/networkOptions";
import { initialParameters } from "../../../electron/vision/network/parameters";
import { surroundingsOf, writeSpotDataSet } from "../../fixtures/smallTraining";
import { bundleAugmentWorker } from "./workerBundle";

const NUMBER = expect.any(Number) as number;

let folder: string;
let data: string;
let worker: Awaited<ReturnType<typeof bundleAugmentWorker>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lentigo-study-"));
  data = join(folder, "data");
  await writeSpotDataSet(data);
  worker = await bundleAugmentWorker();
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await worker.remove();
});

/** A study's recipe on a narrow network and small squares, with random weights as what it learned. */
async function publishedSmall(name: string, recipe: Recipe, parts: Partial<RunParts> = {}) {
  const network = { kind: "mobilenetV2" as const, alpha: 0.1, dropout: 0, classes: 2 };
  const options = { ...network, ...recipe.network, kind: network.kind, alpha: network.alpha };
  const random = randomStream(4);
  const run = prepareData(await readDataset(data), recipe, { rule: "grouped", seed: 1 });
  const told: PublicationProgress[] = [];
  const metrics = await publishStudy({
    ...{ version: name, parent: null, metadata: null, folder: join(folder, name) },
    learnedBefore: [],
    kernels: surroundingsOf([]).kernels,
    trained: {
      parameters: initialParameters(describeNetwork(options), () => random.normal()),
      ...{ recipe, network: options, startedFrom: null, epochs: 1, seconds: null, seed: 1 },
    },
    data: { ...run, splits: { ...run.splits, parts: { ...run.splits.parts, ...parts } } },
    created: "2026-01-02T03:04:05.000Z",
    onProgress: (progress) => told.push(progress),
  });
  return { metrics, told };
}

type RunParts = RunData["splits"]["parts"];

const small = (name: string): Recipe => ({
  ...recipeNamed(name),
  phases: [{ ...lentigo.phases[0], inputSize: 64 } as Recipe["phases"][number]],
});

function manifestOf(name: string): StudyManifest {
  return StudyManifest.parse(
    JSON.parse(readFileSync(join(folder, name, "manifest.json"), "utf8")) as unknown,
  );
}

describe("a study's model", { timeout: 60_000 }, () => {
  it("takes what is known beside the pixels, and never triages", async () => {
    const out = join(folder, "study-1");
    const reports: TrainReport[] = [];
    const metrics = await runTrain(
      {
        ...{ recipe: "mobilenetv2-malignancy", data, out, version: "study-1", epochs: 1 },
        workerFile: worker.file,
      },
      (report) => reports.push(report),
    );
    // Its body stays as it starts, and it starts from noise.
    expect(reports[0]).toMatchObject({
      phase: "data",
      warnings: [expect.stringContaining("start from random numbers: give --start or --from")],
    });
    expect(manifestOf("study-1")).toMatchObject({
      ...{ use: "study", task: "malignancy", classes: ["benign", "malignant"] },
      // Of seven photos to train on four tell age and place.
      input: { size: 224, pixels: "zeroToOne", metadata: { sites: ["back", "unknown"] } },
      training: { recipe: "mobilenetv2-malignancy", images: 7, startedFrom: "random numbers" },
    });
    const stored = JSON.parse(readFileSync(join(out, "metrics.json"), "utf8")) as unknown;
    expect(stored).toEqual(JSON.parse(JSON.stringify(metrics)));
    expect(readFileSync(join(out, "MODEL_CARD.md"), "utf8")).toContain(
      "Beside the pixels it takes",
    );
    expect(await hasCheckpoints(`${out}.checkpoints`)).toBe(false);

    await expect(readModelFolder(out)).rejects.toMatchObject({
      code: "model.unsuited",
      details: { version: "study-1", task: "malignancy" },
    });
    // Training may go on from it all the same.
    expect((await readModelWeights(out)).network).toMatchObject({ output: "sigmoid" });
  });

  it.each([
    ["custom-cnn-7-mobilenetv2", { macroAuc: NUMBER, malignantAuc: NUMBER, melanomaAuc: NUMBER }],
    ["mobilenetv2-two-phase", { macroAuc: NUMBER, malignantAuc: NUMBER, melanomaAuc: null }],
    // What is no melanoma may be malignant all the same.
    ["mobilenetv2-melanoma", { macroAuc: NUMBER, malignantAuc: null, melanomaAuc: NUMBER }],
  ])("is measured by what its classes mean: %s", async (name, measures) => {
    const { metrics, told } = await publishedSmall(`small ${name}`, small(name));
    expect(Object.keys(metrics.splits)).toEqual(["val", "isic2018-val"]);
    expect(metrics.splits["val"]).toMatchObject({ images: 7, ...measures });
    expect(told).toEqual([
      { split: "val", done: 7, total: 7 },
      { split: "isic2018-val", done: 7, total: 7 },
    ]);
  });

  it("is measured on the parts that there are", async () => {
    const recipe = small("mobilenetv2-two-phase");
    const { metrics } = await publishedSmall("no test", recipe, { test: [] });
    expect(Object.keys(metrics.splits)).toEqual(["val"]);
    const card = readFileSync(join(folder, "no test", "MODEL_CARD.md"), "utf8");
    expect(card).not.toContain("isic2018-val");
  });
});

describe("a recipe's models", () => {
  it.each([
    ["lentigo", true],
    ["mobilenet-7", true],
    ["mobilenetv2-malignancy", false],
    ["mobilenetv2-two-phase", false],
    ["custom-cnn-7", false],
    ["custom-cnn-7-mobilenetv2", true],
    ["mobilenetv2-melanoma", false],
  ])("triage or not: %s", (name, serves) => {
    expect(servesTriage(recipeNamed(name))).toBe(serves);
  });

  it("do not triage where their pixels are shown otherwise or more than pixels is asked", () => {
    expect(servesTriage({ ...lentigo, pixels: "zeroToOne" })).toBe(false);
    expect(servesTriage({ ...lentigo, metadata: ["age"] })).toBe(false);
  });
});
