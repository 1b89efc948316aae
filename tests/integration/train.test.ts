import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { EvaluationResult } from "../../electron/commands/evaluationResult";
import { DIAGNOSES } from "../../electron/domain/diagnosis";
import type { ModelMetrics } from "../../electron/training/modelMetrics";
import { temporaryFolder } from "../fixtures/temporaryFolder";
import { classified, classifyLines, lentigo } from "../fixtures/commandLine";
import { writePhotoSet } from "../fixtures/photos";

/** Drawn lesions in HAM10000's layout: two in three to train on, the rest in both other splits. */
async function drawnDataSet(folder: string, count: number): Promise<string[]> {
  const photos = await writePhotoSet(folder, { count, seed: 40, width: 150, height: 112 });
  mkdirSync(join(folder, "images"));
  const rows = photos.map((photo, index) => {
    const id = basename(photo, ".jpg");
    renameSync(photo, join(folder, "images", `${id}.jpg`));
    const split = ["train", "train", "val", "isic2018-val"][Math.floor(index / 7) % 4] ?? "train";
    const diagnosis = DIAGNOSES[index % 7] ?? "nv";
    return `${id},lesion-${index},${diagnosis},histo,50,male,trunk,${split}`;
  });
  const head = "image_id,lesion_id,dx,dx_type,age,sex,localization,split";
  writeFileSync(join(folder, "metadata.csv"), `${[head, ...rows].join("\n")}\n`);
  return photos.map((photo) => join(folder, "images", basename(photo)));
}

describe("lentigo train", () => {
  it("trains on a folder and writes a version that classify can use", async () => {
    const folder = temporaryFolder();
    const photos = await drawnDataSet(folder, 28);
    const out = join(folder, "drawn-1");
    const { status, output, complaints } = await lentigo(
      ...["train", "--data", folder, "--out", out, "--epochs", "1", "--json"],
    );
    expect([status, complaints]).toEqual([0, ""]);
    const events = output
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { phase: string; images?: number });
    expect(events[0]).toMatchObject({ phase: "data", images: 14 });
    expect(events.at(-1)?.phase).toBe("done");

    const result = await lentigo("classify", photos[0] ?? "", "--json", "--model", out);
    expect(classified(classifyLines(result.output)[0]).model).toBe("drawn-1");

    // The figures it was published with are those of the photos as they are served.
    const table = readFileSync(join(folder, "metadata.csv"), "utf8").split("\n");
    const labels = join(folder, "val.csv");
    writeFileSync(labels, table.filter((row) => /,split$|,val$/.test(row)).join("\n"));
    const evaluated = await lentigo(
      ...["evaluate", "--labels", labels, "--images", join(folder, "images"), "--model", out],
      ...["--out", join(folder, "results"), "--json"],
    );
    const { metrics } = JSON.parse(evaluated.output) as EvaluationResult;
    const published = JSON.parse(readFileSync(join(out, "metrics.json"), "utf8")) as ModelMetrics;
    expect(metrics.images).toBe(7);
    expect(metrics.confusion).toEqual(published.splits["val"]?.confusion);
    expect(metrics.malignantAuc).toBe(published.splits["val"]?.malignantAuc);
  });

  it("says what is wrong with its options before anything starts", async () => {
    const none = await lentigo("train");
    expect([none.status, none.output]).toEqual([2, ""]);
    const odd = await lentigo("train", "--data", "x", "--out", "y", "--epochs", "many");
    expect(odd.status).toBe(2);
    expect(odd.complaints).toContain("--epochs");
  });
});
