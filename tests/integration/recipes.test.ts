/** Every recipe through the command line, on a few drawn photos. */
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClassMetrics } from "../../electron/training/classMetrics";
import { TASKS } from "../../electron/training/dataset/task";
import { RECIPES, recipeNamed } from "../../electron/training/recipes";
import { servesTriage, StudyManifest } from "../../electron/training/studyModel";
import { readModelWeights } from "../../electron/vision/network/modelFolder";
import { classified, classifyLines, lentigo, lentigoWatched, root } from "../fixtures/commandLine";
import { drawnDataSet } from "../fixtures/drawnDataSet";
import { temporaryFolder } from "../fixtures/temporaryFolder";

let data: string;
let photos: string[];

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "lentigo-recipes-"));
  photos = await drawnDataSet(data, 84);
});

afterAll(() => {
  rmSync(data, { recursive: true, force: true });
});

interface TrainEvent {
  readonly phase: string;
  readonly step?: number;
  readonly images?: number;
  readonly metrics?: { readonly splits: Readonly<Record<string, ClassMetrics>> };
}

function eventsOf(output: string): TrainEvent[] {
  const whole = output.slice(0, output.lastIndexOf("\n"));
  return whole.split("\n").flatMap((line) => (line === "" ? [] : (JSON.parse(line) as TrainEvent)));
}

/** Arguments of a run that reads the drawn photos. */
const training = (recipe: string, out: string, ...more: string[]): string[] => [
  ...["train", "--recipe", recipe, "--data", data, "--out", out, "--json"],
  ...more,
];

describe.each(RECIPES.map(({ name }) => name))("recipe %s", (name) => {
  it("trains, measures and writes a model", { timeout: 300_000 }, async () => {
    const out = join(temporaryFolder(), name);
    const { status, output, complaints } = await lentigo(
      ...training(name, out, "--epochs", "1", "--limit", "21"),
    );
    expect([status, complaints]).toEqual([0, ""]);
    const events = eventsOf(output);
    expect(events[0]).toMatchObject({
      phase: "data",
      images: 21,
      dataset: { photos: 84, groups: { by: "given" }, problems: [] },
    });
    const metrics = events.at(-1)?.metrics;
    const recipe = recipeNamed(name);
    expect(Object.keys(metrics?.splits ?? {})).toEqual(["val", "isic2018-val"]);
    const val = metrics?.splits["val"];
    expect(val?.images).toBe(21);
    expect(val?.classes.map((each) => each.name)).toEqual(TASKS[recipe.task]);
    expect(val?.intervals.accuracy).not.toBeNull();
    expect(val?.top2 === null).toBe(TASKS[recipe.task].length === 2);

    const answer = await lentigo("classify", photos[0] ?? "", "--json", "--model", out);
    if (servesTriage(recipe)) {
      expect(classified(classifyLines(answer.output)[0]).model).toBe(name);
      return;
    }
    expect(answer.status).toBe(1);
    expect(answer.complaints).toContain("model.unsuited");
    const manifest = StudyManifest.parse(
      JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")),
    );
    expect(manifest).toMatchObject({
      task: recipe.task,
      training: { recipe: name, images: 21, split: { by: "given" } },
    });
    // Every fifth age is not known: the median of the others stands for it.
    expect(manifest.input.metadata !== null).toBe(recipe.metadata.length > 0);
    expect(readFileSync(join(out, "MODEL_CARD.md"), "utf8")).toContain("does not triage");
  });
});

describe("a table of the ISIC Archive", () => {
  it("trains with age and place, divided as published", { timeout: 300_000 }, async () => {
    const folder = temporaryFolder();
    const rows = photos.slice(0, 40).map((photo, index) => {
      const id = basename(photo, ".jpg");
      copyFileSync(photo, join(folder, `${id}.jpg`));
      const age = index % 4 === 0 ? "" : String(40 + index);
      return `${id},${index % 3 === 0 ? "malignant" : "benign"},${age},${index % 5 === 0 ? "" : "torso"}`;
    });
    const head = "isic_id,benign_malignant,age_approx,anatom_site_general";
    const table = [head, ...rows, "ISIC_0000000,benign,50,torso"];
    writeFileSync(join(folder, "metadata.csv"), `${table.join("\n")}\n`);

    const out = join(folder, "model");
    const { status, output } = await lentigo(
      ...["train", "--recipe", "mobilenetv2-malignancy", "--data", folder, "--out", out],
      ...["--epochs", "1", "--split", "published", "--json"],
    );
    // Done, and a row was left out.
    expect(status).toBe(1);
    expect(eventsOf(output)[0]).toMatchObject({
      missing: ["ISIC_0000000"],
      dataset: { layout: "isic", rows: 41, photos: 40, groups: { by: "image", ungrouped: 40 } },
      warnings: [expect.stringContaining("random numbers")],
    });
    const { input, training: trained } = StudyManifest.parse(
      JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")),
    );
    expect(input.metadata?.sites).toEqual(["torso", "unknown"]);
    expect(trained.split).toMatchObject({ rule: "published", by: "image", layout: "isic" });
    expect(trained.split.notices).toHaveLength(1);
  });
});

describe("a run that is killed", () => {
  const recipe = "mobilenetv2-two-phase";
  /** Two steps an epoch: twelve with the body frozen, four of fine-tuning. */
  const length = ["--epochs", "8"];
  const stepOf = (output: string): number =>
    eventsOf(output).reduce((last, { step }) => step ?? last, 0);

  it("goes on from its checkpoint to the same model", { timeout: 600_000 }, async () => {
    const folder = temporaryFolder();
    const whole = join(folder, "whole");
    expect((await lentigo(...training(recipe, whole, ...length))).status).toBe(0);

    const broken = join(folder, "broken");
    const stopped = await lentigoWatched(training(recipe, broken, ...length), (output) =>
      stepOf(output) === 3 ? "SIGINT" : null,
    );
    expect(stopped.status).toBe(130);
    const anew = await lentigo(...training(recipe, broken, ...length));
    expect([anew.status, anew.output]).toEqual([1, ""]);
    expect(anew.complaints).toContain("--resume");
    const again = training(recipe, broken, ...length, "--resume");
    const killed = await lentigoWatched(again, (output) =>
      stepOf(output) >= 7 ? "SIGKILL" : null,
    );
    expect(killed.status).toBeNull();
    const other = await lentigo(...again, "--seed", "2");
    expect(other.status).toBe(1);
    expect(other.complaints).toContain("which differs in: seed.");

    const ended = await lentigo(...again);
    expect([ended.status, ended.complaints]).toEqual([0, ""]);
    const first = eventsOf(ended.output).find(({ phase }) => phase === "training")?.step ?? 0;
    expect(first).toBeGreaterThan(3);
    expect(first).toBeLessThan(7);
    expect(existsSync(`${broken}.checkpoints`)).toBe(false);
    const [expected, actual] = [await readModelWeights(whole), await readModelWeights(broken)];
    for (const [name, { values }] of expected.parameters) {
      const others = actual.parameters.get(name)?.values ?? [];
      values.forEach((value, index) => {
        // Sums over threads may differ in the last digits.
        const error = Math.abs((others[index] ?? Number.NaN) - value);
        if (!(error < 1e-3 + Math.abs(value) * 1e-3)) expect.fail(`${name}: ${String(error)}`);
      });
    }
    const metricsOf = (model: string) =>
      JSON.parse(readFileSync(join(model, "metrics.json"), "utf8")) as TrainEvent["metrics"];
    const confusionOf = (model: string) => metricsOf(model)?.splits["val"]?.confusion;
    expect(confusionOf(broken)).toEqual(confusionOf(whole));
  });
});

describe("lentigo train", () => {
  it("says what does not fit before it computes anything", async () => {
    const out = join(temporaryFolder(), "none");
    const unknown = await lentigo(...training("resnet", out));
    expect([unknown.status, unknown.output]).toEqual([1, ""]);
    expect(unknown.complaints).toContain("mobilenetv2-melanoma");
    const split = await lentigo(...training("lentigo", out, "--split", "random"));
    expect(split.status).toBe(2);
    const weights = await lentigo(...training("lentigo", out, "--start", data));
    expect(weights.complaints).toContain("weights.unreadable");
    const base = join(root, "models/base");
    const other = await lentigo(...training("mobilenet-7", out, "--from", base));
    expect(other.complaints).toContain("weights.unsuited");
  });
});
