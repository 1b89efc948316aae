/** From a data set on disk to a model folder and its measurement, on a handful of pictures. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sharp } from "../../../electron/vision/sharpRuntime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DIAGNOSES } from "../../../electron/domain/diagnosis";
import {
  hasCheckpoints,
  readLatestCheckpoint,
  removeCheckpoints,
  writeCheckpoint,
  type RunIdentity,
} from "../../../electron/training/checkpoints";
import {
  runCalibrate,
  runTrain,
  type TrainOptions,
  type TrainReport,
} from "../../../electron/training/command";
import { datasetFingerprint } from "../../../electron/training/dataset/fingerprint";
import { readDataset } from "../../../electron/training/dataset/readDataset";
import { StudyManifest } from "../../../electron/training/studyModel";
import {
  putIntoModelFolder,
  readModelFolder,
  REHEARSAL_FILE,
} from "../../../electron/vision/network/modelFolder";
import { writeSmallModel } from "../../fixtures/smallTraining";
import { bundleAugmentWorker } from "./workerBundle";

let folder: string;
let worker: Awaited<ReturnType<typeof bundleAugmentWorker>>;

/** Seven pictures of each split, one a class, in as many shades. */
async function writeDataset(): Promise<void> {
  await mkdir(join(folder, "images"));
  const rows = ["image_id,lesion_id,dx,dx_type,age,sex,localization,split"];
  for (const split of ["train", "val", "isic2018-val"]) {
    for (const [index, dx] of DIAGNOSES.entries()) {
      const id = `${split}-${dx}`;
      rows.push(`${id},lesion-${id},${dx},histo,50,male,back,${split}`);
      const background = { r: 30 * index, g: 120, b: 200 - 20 * index };
      const create = { width: 64, height: 48, channels: 3 as const, background };
      await sharp({ create })
        .webp()
        .toFile(join(folder, "images", `${id}.webp`));
    }
  }
  await writeFile(join(folder, "metadata.csv"), `${rows.join("\n")}\n`);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lentigo-command-"));
  worker = await bundleAugmentWorker();
  await writeDataset();
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await worker.remove();
});

describe("training command", { timeout: 60_000 }, () => {
  it("computes nothing where no malignant photo could decide on a threshold", async () => {
    const data = join(folder, "benign-val");
    await cp(join(folder, "images"), join(data, "images"), { recursive: true });
    const rows = (await readFile(join(folder, "metadata.csv"), "utf8")).split("\n");
    const left = rows.filter((row) => !/^val-(akiec|bcc|mel),/.test(row));
    await writeFile(join(data, "metadata.csv"), left.join("\n"));
    const reports: TrainReport[] = [];
    const options = { recipe: "lentigo", data, out: join(folder, "none"), version: "none" };
    await expect(
      runTrain({ ...options, workerFile: worker.file }, (report) => {
        reports.push(report);
      }),
    ).rejects.toMatchObject({ code: "dataset.part", details: { part: "val" } });
    expect(reports).toEqual([]);
  });

  it("writes a model with its figures and card", async () => {
    const out = join(folder, "model");
    const reports: TrainReport[] = [];
    const options = { recipe: "lentigo", data: folder, out, version: "test-1", epochs: 1 };
    const metrics = await runTrain({ ...options, workerFile: worker.file }, (report) => {
      reports.push(report);
    });
    expect(new Set(reports.map(({ phase }) => phase))).toEqual(
      new Set(["data", "training", "measuring"]),
    );

    const { manifest } = await readModelFolder(out);
    expect(manifest).toMatchObject({
      version: "test-1",
      parent: null,
      classes: DIAGNOSES,
      training: {
        recipe: "lentigo",
        images: 7,
        dataFingerprint: datasetFingerprint(await readDataset(folder)),
      },
    });
    expect(Object.keys(manifest.files).sort()).toEqual([
      "MODEL_CARD.md",
      "metrics.json",
      "model.json",
      "weights.bin",
    ]);
    const { soon, urgent } = manifest.operatingPoints;
    expect(soon.sensitivity).toBeGreaterThanOrEqual(0.95);
    expect(urgent.threshold).toBeGreaterThanOrEqual(soon.threshold);

    const stored = JSON.parse(await readFile(join(out, "metrics.json"), "utf8")) as unknown;
    expect(stored).toEqual(JSON.parse(JSON.stringify(metrics)));
    const card = await readFile(join(out, "MODEL_CARD.md"), "utf8");
    const measured = metrics.splits["val"];
    expect(card).toContain(`| Balanced accuracy | ${measured?.balancedAccuracy.toFixed(3) ?? ""}`);
    expect(card).toContain("## By age, sex and site");
    expect(card).toContain("not a cleared or approved medical device");
    // Drawn photos in HAM10000's layout are not HAM10000's.
    expect(card).toContain("Photos in the layout of HAM10000");
    expect(card).not.toContain("CC BY-NC");
  });

  it("measures given weights anew and changes nothing else", async () => {
    const [model, out] = [join(folder, "model"), join(folder, "calibrated")];
    const before = await readModelFolder(model);
    const metrics = await runCalibrate({ model, data: folder, out }, () => undefined);
    const after = await readModelFolder(out);
    // Seven photos are too few to say what is familiar, so that check is left out.
    expect(after.familiarity).toBeNull();
    expect(metrics.unfamiliar).toBeNull();
    expect(after.manifest).toEqual(before.manifest);
    expect(after.parameters).toEqual(before.parameters);
  });

  it("does not calibrate on other data than a version was trained on", async () => {
    const other = join(folder, "other");
    await mkdir(join(other, "images"), { recursive: true });
    await writeFile(join(other, "metadata.csv"), "image_id,lesion_id,dx,split\na,l,nv,train\n");
    await writeFile(join(other, "images", "a.png"), "");
    const options = { model: join(folder, "model"), data: other, out: join(folder, "x") };
    await expect(runCalibrate(options, () => undefined)).rejects.toThrow("not the data");
  });

  it("keeps of a version what its head rehearses, and claims nothing that it does not say", async () => {
    const [model, out] = [join(folder, "small"), join(folder, "small-calibrated")];
    const dataFingerprint = datasetFingerprint(await readDataset(folder));
    await writeSmallModel(model, { training: { dataFingerprint, images: 7 } });
    await putIntoModelFolder(model, REHEARSAL_FILE, Buffer.from("what its head rehearses"));
    await runCalibrate({ model, data: folder, out }, () => undefined);
    const { manifest, rehearsal } = await readModelFolder(out);
    expect(String(rehearsal)).toBe("what its head rehearses");
    expect(manifest.training).not.toHaveProperty("startedFrom");
    expect(manifest.training).not.toHaveProperty("seconds");
  });

  it("stops when it is told to, and goes on from there only where it is asked and the same", async () => {
    const out = join(folder, "stopped");
    const workerFile = worker.file;
    const options = { recipe: "custom-cnn-7", data: folder, out, version: "test-2", workerFile };
    const run = async (changes: Partial<TrainOptions> = {}, onStep?: () => void) => {
      const steps: number[] = [];
      const metrics = await runTrain({ ...options, epochs: 3, ...changes }, (report) => {
        if (report.phase !== "training") return;
        steps.push(report.step);
        onStep?.();
      });
      return { metrics, steps };
    };
    const stop = new AbortController();
    const stopped = run({ signal: stop.signal }, () => {
      stop.abort(new Error("stopped by hand"));
    });
    await expect(stopped).rejects.toThrow("stopped by hand");
    await expect(run()).rejects.toMatchObject({
      code: "checkpoint.exists",
      details: { folder: "stopped.checkpoints" },
    });
    await expect(run({ resume: true, seed: 9, limit: 5 })).rejects.toMatchObject({
      code: "checkpoint.other-run",
      details: { differences: "seed, limit" },
    });
    const { metrics, steps } = await run({ resume: true });
    expect(steps).toEqual([2, 3]);
    expect(Object.keys(metrics.splits)).toEqual(["val", "isic2018-val"]);
    expect(await hasCheckpoints(`${out}.checkpoints`)).toBe(false);
  });

  it("keeps to how its parts were drawn when it began, and for any version that it goes on from", async () => {
    const workerFile = worker.file;
    const options = { recipe: "custom-cnn-7", data: folder, epochs: 1, workerFile };
    const methodIn = async (name: string): Promise<number | undefined> => {
      const text = await readFile(join(folder, name, "manifest.json"), "utf8");
      return StudyManifest.parse(JSON.parse(text)).training.split.method;
    };
    const run = (name: string, changes: Partial<TrainOptions> = {}, onStep?: () => void) =>
      runTrain({ ...options, out: join(folder, name), version: name, ...changes }, (report) => {
        if (report.phase === "training") onStep?.();
      });

    const stop = new AbortController();
    const stopped = run("earlier", { signal: stop.signal, epochs: 2 }, () => {
      stop.abort(new Error("stopped by hand"));
    });
    await expect(stopped).rejects.toThrow("stopped by hand");
    const checkpoints = join(folder, "earlier.checkpoints");
    const checkpoint = await readLatestCheckpoint(checkpoints);
    if (!checkpoint) throw new Error("There is no checkpoint");
    const { splitMethod, ...begun } = checkpoint.run;
    expect(splitMethod).toBe(2);
    await removeCheckpoints(checkpoints);
    // As it would have been written before there was a choice.
    await writeCheckpoint(checkpoints, { ...checkpoint, run: begun as RunIdentity });
    await run("earlier", { resume: true, epochs: 2 });
    expect(await methodIn("earlier")).toBe(1);

    const data = join(folder, "elsewhere");
    await cp(join(folder, "images"), join(data, "images"), { recursive: true });
    const table = await readFile(join(folder, "metadata.csv"), "utf8");
    await writeFile(join(data, "metadata.csv"), table.replaceAll("lesion-", "other-"));
    await run("elsewhere", { data, start: { model: join(folder, "earlier") } });
    expect(await methodIn("elsewhere")).toBe(2);
    await run("back", { start: { model: join(folder, "elsewhere") } });
    expect(await methodIn("back")).toBe(1);
  });

  it("ends by the clock, and begins where there is nothing to go on from", async () => {
    const out = join(folder, "short");
    const options = { recipe: "custom-cnn-7", data: folder, out, version: "test-3" };
    const steps: number[] = [];
    await runTrain(
      { ...options, workerFile: worker.file, minutes: 1e-4, resume: true },
      (report) => {
        if (report.phase === "training") steps.push(report.step);
      },
    );
    expect(steps.length).toBeLessThan(2);
  });

  it("names the recipes there are where it does not know one", async () => {
    const options = { recipe: "none", data: folder, out: join(folder, "x"), version: "x" };
    const run = runTrain({ ...options, workerFile: worker.file }, () => undefined);
    await expect(run).rejects.toMatchObject({
      code: "recipe.unknown",
      details: { known: expect.stringContaining("mobilenet-7") as string },
    });
  });
});
