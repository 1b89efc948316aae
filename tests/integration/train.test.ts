import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { EvaluationResult } from "../../electron/commands/evaluationResult";
import { DIAGNOSES } from "../../electron/domain/diagnosis";
import type { ModelMetrics } from "../../electron/training/modelMetrics";
import { temporaryFolder } from "../fixtures/temporaryFolder";
import { classified, classifyLines, lentigo } from "../fixtures/commandLine";
import { drawnDataSet } from "../fixtures/drawnDataSet";
import { photoName, writeManyPhotos } from "../fixtures/manyPhotos";

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

  it("ends with status 1 where a row was left out, but not for ages or classes outside the recipe's", async () => {
    const folder = temporaryFolder();
    await drawnDataSet(folder, 28);
    const table = join(folder, "metadata.csv");
    const [header = "", first = "", second = "", ...rows] = readFileSync(table, "utf8")
      .trim()
      .split("\n");
    const columns = header.split(",");
    const withCell = (row: string, name: string, cell: string): string =>
      row
        .split(",")
        .map((each, index) => (columns[index] === name ? cell : each))
        .join();
    const train = async (lines: readonly string[], out: string) => {
      writeFileSync(table, lines.join("\n"));
      const args = ["--data", folder, "--out", join(folder, out), "--epochs", "1", "--json"];
      const { status, output } = await lentigo("train", ...args);
      const data = JSON.parse(output.split("\n")[0] ?? "") as {
        dataset: {
          layout: string;
          unfit: number;
          problems: readonly { row: number; problem: string }[];
        };
      };
      expect(existsSync(join(folder, out, "manifest.json"))).toBe(true);
      return { status, ...data.dataset };
    };
    const lacking = [header, withCell(first, "dx", "wart"), second, ...rows];
    expect(await train(lacking, "lacking")).toMatchObject({
      status: 1,
      unfit: 0,
      problems: [{ row: 2, problem: "label-unknown" }],
    });
    // In the ISIC Archive's layout, where squamous cell carcinomas are known, too.
    const isicHeader = header
      .replace("image_id", "isic_id")
      .replace("dx,dx_type,age,", "diagnosis,benign_malignant,age_approx,");
    const others = [withCell(first, "age", "old"), withCell(second, "dx", "scc"), ...rows];
    const isicRows = others.map((row) => withCell(row, "dx_type", "malignant"));
    expect(await train([isicHeader, ...isicRows], "complete")).toMatchObject({
      status: 0,
      layout: "isic",
      unfit: 1,
      problems: [{ row: 2, problem: "age-unknown" }],
    });
  });

  it.each([
    ["three photos", 3, DIAGNOSES, (index: number) => `P${index}`, "dataset.task"],
    ["one label", 14, ["nv"], (index: number) => `P${index}`, "dataset.task"],
    ["a class missing", 14, DIAGNOSES.slice(1), (index: number) => `P${index}`, "dataset.task"],
    ["one patient", 21, DIAGNOSES, () => "P", "dataset.part"],
    ["labels that are in no list", 7, ["wart"], (index: number) => `P${index}`, "dataset.empty"],
  ])("refuses data of %s and computes nothing", async (_, count, labels, patientOf, code) => {
    const folder = temporaryFolder();
    await writeManyPhotos(join(folder, "images"), count);
    const rows = Array.from({ length: count }, (_row, index) =>
      [photoName(index).slice(0, -4), labels[index % labels.length], patientOf(index)].join(),
    );
    writeFileSync(join(folder, "metadata.csv"), ["image_id,dx,patient_id", ...rows].join("\n"));
    const out = join(folder, "none");
    const { status, output, complaints } = await lentigo("train", "--data", folder, "--out", out);
    expect([status, output]).toEqual([1, ""]);
    expect(complaints).toContain(`(${code})`);
    expect(existsSync(out)).toBe(false);
  });

  it("says what is wrong with its options before anything starts", async () => {
    const none = await lentigo("train");
    expect([none.status, none.output]).toEqual([2, ""]);
    const odd = await lentigo("train", "--data", "x", "--out", "y", "--epochs", "many");
    expect(odd.status).toBe(2);
    expect(odd.complaints).toContain("--epochs");
  });
});
