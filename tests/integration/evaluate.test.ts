import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { EvaluationResult } from "../../electron/commands/evaluationResult";
import { DIAGNOSES } from "../../electron/domain/diagnosis";
import { sharp } from "../../electron/vision/sharpRuntime";
import { classified, classifyLines, lentigo } from "../fixtures/commandLine";
import { writePhotoSet } from "../fixtures/photos";
import { temporaryFolder } from "../fixtures/temporaryFolder";

const ISIC_CLASSES = ["mel", "nv", "bcc", "akiec", "bkl", "df", "vasc"];

/** Drawn lesions, every diagnosis in turn; two photos in a row share a lesion where there are. */
async function drawnPhotos(count: number) {
  const folder = temporaryFolder();
  const images = join(folder, "images");
  const files = await writePhotoSet(images, { count, seed: 60, width: 300, height: 225 });
  const photos = files.map((file, index) => ({
    file,
    id: basename(file, ".jpg"),
    diagnosis: DIAGNOSES[index % DIAGNOSES.length] ?? "nv",
  }));
  const labels = join(folder, "labels.csv");
  const out = join(folder, "results", "today");
  const run = (...more: string[]) =>
    lentigo("evaluate", "--labels", labels, "--images", images, "--out", out, ...more);
  return { folder, images, photos, labels, out, run };
}

describe("lentigo evaluate", () => {
  it("measures what classify answers, with labels in HAM10000's columns", async () => {
    const { images, photos, labels, out, run } = await drawnPhotos(14);
    const rows = photos.map(
      ({ id, diagnosis }, index) => `lesion-${Math.floor(index / 2)},${id},${diagnosis},histo`,
    );
    writeFileSync(labels, ["lesion_id,image_id,dx,dx_type", ...rows].join("\n"));
    const { status, output, complaints } = await run("--json");
    expect([status, complaints]).toEqual([0, ""]);
    const result = JSON.parse(output) as EvaluationResult;
    expect(output.trimEnd()).not.toContain("\n");
    expect(result.labels).toMatchObject({ layout: "ham10000", rows: 14, withoutLesion: 0 });
    expect(result.bootstrap).toEqual({ unit: "lesion", draws: 1000, seed: 1 });
    expect(result.metrics).toMatchObject({ images: 14, lesions: 7 });
    expect(result.problems).toEqual([]);

    const lines = classifyLines((await lentigo("classify", images, "--json")).output);
    const right = lines.map(classified).filter(({ probabilities }, index) => {
      const shares = DIAGNOSES.map((diagnosis) => probabilities[diagnosis]);
      return DIAGNOSES[shares.indexOf(Math.max(...shares))] === photos[index]?.diagnosis;
    });
    expect(result.metrics.accuracy).toBeCloseTo(right.length / 14, 12);
    const malignant = lines
      .map(classified)
      .filter((_, index) => ["akiec", "bcc", "mel"].includes(photos[index]?.diagnosis ?? ""));
    const urgent = malignant.filter(({ malignancy }) => malignancy >= result.thresholds.urgent);
    expect(result.metrics.operatingPoints.urgent.sensitivity).toBeCloseTo(
      urgent.length / malignant.length,
      12,
    );

    expect(JSON.parse(readFileSync(join(out, "metrics.json"), "utf8"))).toEqual(result);
    const report = readFileSync(join(out, "report.md"), "utf8");
    expect(report).toContain(`# Evaluation of Lentigo ${result.model}`);
    expect(report).toContain(`| Accuracy | ${result.metrics.accuracy.toFixed(3)} (`);
    for (const chart of ["confusion", "roc", "reliability"]) {
      expect(report).toContain(`(${chart}.png)`);
      expect(readFileSync(join(out, `${chart}.svg`), "utf8")).toContain(result.model);
      const picture = await sharp(join(out, `${chart}.png`)).metadata();
      expect(picture.width).toBeGreaterThan(1200);
    }
  });

  it("reads ISIC 2018's columns, and says that lesions are not known and classes are missing", async () => {
    const { photos, labels, out, run } = await drawnPhotos(5);
    const rows = photos.map(({ id, diagnosis }) =>
      [id, ...ISIC_CLASSES.map((name) => (name === diagnosis ? "1.0" : "0.0"))].join(","),
    );
    const header = ["image", ...ISIC_CLASSES.map((name) => name.toUpperCase())].join(",");
    writeFileSync(labels, `\ufeff${[header, ...rows].join("\r\n")}\r\n`);
    const { status, output } = await run();
    expect(status).toBe(0);
    expect(output).toMatch(/Balanced accuracy +\d\.\d{3} \(/);
    expect(output).toContain("No photo shows nv, vasc");
    expect(output).toContain("intervals are over photos");
    expect(output).toContain(join(out, "report.md"));
    expect(output).toContain("Not a cleared medical device");

    const text = readFileSync(join(out, "metrics.json"), "utf8");
    const result = JSON.parse(text) as EvaluationResult;
    expect(result).toMatchObject({
      labels: { layout: "isic2018", withoutLesion: 5 },
      bootstrap: { unit: "image" },
      missingClasses: ["nv", "vasc"],
    });
    expect(result.metrics.classes.find(({ name }) => name === "nv")?.recall).toBeNull();
    expect(text).not.toContain("NaN");
    expect(readFileSync(join(out, "report.md"), "utf8")).toMatch(
      /\| nv \| 0 \| – \| – \| – \| – \|/,
    );
  });

  it("draws patients for its intervals where the labels name them, and counts lesions all the same", async () => {
    const { photos, labels, out, run } = await drawnPhotos(6);
    const rows = photos.map(
      ({ id, diagnosis }, index) =>
        `${index < 4 ? "P1" : "P2"},L${Math.floor(index / 2)},${id},${diagnosis}`,
    );
    writeFileSync(labels, ["patient_id,lesion_id,image_id,dx", ...rows].join("\n"));
    const { status, output } = await run("--json");
    expect(status).toBe(0);
    const result = JSON.parse(output) as EvaluationResult;
    expect(result.bootstrap).toEqual({ unit: "patient", draws: 1000, seed: 1 });
    expect(result.labels.withoutLesion).toBe(0);
    expect(result.metrics).toMatchObject({ images: 6, lesions: 3 });
    expect(readFileSync(join(out, "report.md"), "utf8")).toContain("bootstrap draws of patients");
  });

  it("lists every row that it cannot use and measures the rest", async () => {
    const { images, photos, labels, out, run } = await drawnPhotos(3);
    const [a, b, c] = photos.map(({ id }) => id);
    writeFileSync(join(images, "torn.jpg"), "not a picture");
    mkdirSync(join(images, "more"));
    writeFileSync(join(images, "more", `${c ?? ""}.png`), "another of this name");
    const rows = [`${a},mel`, `${b},bcc`, `${b},bcc`, `${c},nv`, "gone,nv", "torn,nv", `${a},wart`];
    writeFileSync(labels, ["image_id,dx", ...rows].join("\n"));
    const { status, output } = await run("--json");
    expect(status).toBe(1);
    const { metrics, problems } = JSON.parse(output) as EvaluationResult;
    expect(metrics.images).toBe(2);
    expect(problems.map(({ row, image, code }) => [row, image, code])).toEqual([
      [4, b, "row-repeated"],
      [5, c, "image-ambiguous"],
      [6, "gone", "image-missing"],
      [7, "torn", "photo.not-an-image"],
      [8, a, "label-unknown"],
    ]);
    const report = readFileSync(join(out, "report.md"), "utf8");
    for (const { reason } of problems) expect(report).toContain(`| ${reason} |`);
  });

  it("says what is wrong where there is nothing to measure", async () => {
    const { folder, labels, out, run } = await drawnPhotos(1);
    const complaint = async (...args: string[]): Promise<string> => {
      const { status, output, complaints } = await run(...args);
      expect([status, output]).toEqual([1, ""]);
      return complaints;
    };
    expect(await complaint()).toContain("labels.unreadable");
    writeFileSync(labels, "picture,diagnosis\nlesion-001,mel\n");
    expect(await complaint()).toContain("labels.columns");
    writeFileSync(labels, "image_id,dx\ngone,mel\n");
    expect(await complaint()).toMatch(/row 2: There is no image.*labels\.empty/);
    writeFileSync(labels, "image_id,dx\nlesion-001,mel\n");
    expect(await complaint("--images", join(folder, "none"))).toContain("labels.images");
    expect(await complaint("--out", labels)).toContain("output.unwritable");
    expect(await complaint("--model", folder)).toContain("model.missing");
    expect(existsSync(join(out, "report.md"))).toBe(false);

    const usage = await lentigo("evaluate", "--labels", labels);
    expect([usage.status, usage.output]).toEqual([2, ""]);
    expect(usage.complaints).toContain("--images");
  });
});
