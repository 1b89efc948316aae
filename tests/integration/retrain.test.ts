import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Comparison } from "../../electron/contract/comparison";
import { DIAGNOSES } from "../../electron/domain/diagnosis";
import { classified, classifyLines, lentigo, root } from "../fixtures/commandLine";
import { writeModelWithLittleToRehearse } from "../fixtures/otherModel";
import { writePhotoSet } from "../fixtures/photos";

const PHOTOS = 70;

let folder: string;
let files: string[];

/** Seven lesions, one of each diagnosis, then seven more photos of them, and so on. */
const lesionOf = (photo: number): number => Math.floor(photo / 14) * 7 + (photo % 7);

function writeTable(name: string, from: number, to: number, label: (photo: number) => number) {
  const rows = files.slice(from, to).map((file, index) => {
    const photo = from + index;
    const diagnosis = DIAGNOSES[label(photo)] ?? "nv";
    return `${basename(file, ".jpg")},lesion ${String(lesionOf(photo))},${diagnosis}`;
  });
  const table = join(folder, name);
  writeFileSync(table, `${["image_id,lesion_id,dx", ...rows].join("\n")}\n`);
  return table;
}

const drawnLabel = (photo: number): number => photo % 7;

async function retrained(out: string, ...args: string[]) {
  const { status, output, complaints } = await lentigo(
    ...["retrain", "--images", folder, "--out", join(folder, out), "--json", ...args],
  );
  const events = output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { phase: string; comparison?: unknown });
  return { status, complaints, events, comparison: events.at(-1)?.comparison };
}

describe("lentigo retrain", { timeout: 300_000 }, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "lentigo-retrain-"));
    files = await writePhotoSet(folder, { count: PHOTOS, seed: 90, width: 150, height: 112 });
  }, 300_000);

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("trains a head, compares it on the hold-out and writes a version that classify can use", async () => {
    const labels = writeTable("train.csv", 0, 42, drawnLabel);
    const holdout = writeTable("holdout.csv", 42, PHOTOS, drawnLabel);
    const { status, complaints, events, comparison } = await retrained(
      ...["clinic-1", "--labels", labels, "--holdout", holdout, "--recipe", "quick"],
    );
    expect([status, complaints]).toEqual([0, ""]);
    expect(events[0]).toMatchObject({
      phase: "data",
      train: { photos: 42, groups: 21 },
      holdout: { photos: 28, groups: 14, classes: { mel: 4 } },
    });
    const compared = Comparison.parse(comparison);
    expect(compared).toMatchObject({ active: "base-2", candidate: "clinic-1" });
    expect(compared.answers).toHaveLength(28);
    // Fourteen lesions decide nothing, however well the candidate does.
    expect(compared.gate.passes).toBe(false);
    expect(compared.gate.reasons).toContainEqual(
      expect.objectContaining({ code: "too-few-groups", found: 14 }),
    );
    const gain = compared.holdout.differences.balancedAccuracy?.value ?? 0;
    expect(gain).toBeGreaterThan(0.1);

    // What was compared is what is served.
    const photo = files[45] ?? "";
    const served = await lentigo("classify", photo, "--json", "--model", join(folder, "clinic-1"));
    const line = classified(classifyLines(served.output)[0]);
    expect(line.model).toBe("clinic-1");
    const answer = compared.answers.find(({ index }) => index === 45)?.candidate;
    DIAGNOSES.forEach((name, index) => {
      expect(line.probabilities[name]).toBeCloseTo(answer?.probabilities[index] ?? NaN, 4);
    });

    const manifest = JSON.parse(
      readFileSync(join(folder, "clinic-1", "manifest.json"), "utf8"),
    ) as { parent: string; training: { recipe: string; images: number } };
    expect(manifest.parent).toBe("base-2");
    expect(manifest.training).toMatchObject({ recipe: "quick", images: 42 });
    // A version says nothing of single photos to whoever it is given to.
    const told = readFileSync(join(folder, "clinic-1", "comparison.json"), "utf8");
    expect(Object.keys(JSON.parse(told) as object)).not.toContain("answers");
  });

  it("refuses what it learns from shuffled labels", async () => {
    const model = join(folder, "model");
    await writeModelWithLittleToRehearse(model);
    const labels = writeTable("shuffled.csv", 0, 42, (photo) => (photo * 5 + 3) % 7);
    const holdout = writeTable("holdout.csv", 42, PHOTOS, drawnLabel);
    const { comparison } = await retrained(
      ...["clinic-2", "--labels", labels, "--holdout", holdout, "--model", model],
    );
    const codes = Comparison.parse(comparison).gate.reasons.map(({ code }) => code);
    expect(codes.filter((code) => code === "worse" || code === "much-worse")).not.toEqual([]);
  });

  it("draws a hold-out by lesion where none is given, the same every time", async () => {
    const labels = writeTable("all.csv", 0, PHOTOS, drawnLabel);
    const missing = join(root, "models", "nothing");
    const run = () => retrained("clinic-3", "--labels", labels, "--model", missing);
    const [one, other] = [await run(), await run()];
    expect(one.status).toBe(1);
    expect(one.complaints).toContain("model.missing");
    expect(one.events).toEqual(other.events);
    const { train, holdout } = one.events[0] as unknown as Record<
      "train" | "holdout",
      { photos: number; groups: number }
    >;
    expect(train.photos + holdout.photos).toBe(PHOTOS);
    expect(train.groups + holdout.groups).toBe(PHOTOS / 2);
    expect(holdout.photos).toBeGreaterThan(8);
  });

  it("does not train where a lesion is on both sides", async () => {
    const labels = writeTable("left.csv", 0, 43, drawnLabel);
    const holdout = writeTable("right.csv", 43, PHOTOS, drawnLabel);
    const { status, complaints } = await retrained(
      ...["clinic-4", "--labels", labels, "--holdout", holdout],
    );
    expect(status).toBe(1);
    expect(complaints).toContain("training.overlap");
  });

  it("says what is wrong with its options", async () => {
    expect((await lentigo("retrain")).status).toBe(2);
    const odd = await lentigo(
      ...["retrain", "--labels", "a", "--images", "b", "--out", "c", "--recipe", "slow"],
    );
    expect(odd.status).toBe(2);
    expect(odd.complaints).toContain("--recipe");
  });
});
