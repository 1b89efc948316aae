import { describe, expect, it } from "vitest";
import { DIAGNOSES } from "../../../electron/domain/diagnosis";
import { measureModel } from "../../../electron/training/measureModel";
import { modelCard, type ModelCardContent } from "../../../electron/training/modelCard";
import { recipeNamed } from "../../../electron/training/recipes";
import type { SplitRecord } from "../../../electron/vision/network/modelFolder";
import { answered } from "./answeredPhotos";

const recipe = recipeNamed("lentigo");

const metrics = measureModel(
  "base-9",
  new Map([
    ["val", answered(70, 4)],
    ["isic2018-val", answered(14, 3).filter(({ label }) => label !== 3)],
  ]),
  { choosing: "val", familiarity: null, unit: "lesion" },
);

const manifest: ModelCardContent["manifest"] = {
  version: "base-9",
  parent: "base-8",
  classes: [...DIAGNOSES],
  input: { shortSide: 224, longSide: { min: 224, max: 288 }, multiple: 32 },
  views: 8,
  temperature: metrics.calibration.temperature,
  operatingPoints: {
    urgent: { ...metrics.thresholds.urgent, measuredOn: "val" },
    soon: { ...metrics.thresholds.soon, measuredOn: "val" },
  },
  training: { recipe: "lentigo", epochs: 24, seed: 7, dataFingerprint: "f", images: 8208 },
  metrics: { val: { ...headline(70) }, "isic2018-val": { ...headline(12) } },
  created: "2026-01-02T03:04:05.000Z",
};

function headline(images: number) {
  return { images, accuracy: 0.9, balancedAccuracy: 0.9, macroAuc: null, malignantAuc: null };
}

const trained: ModelCardContent["trained"] = {
  ...{ recipe, network: recipe.network, parameters: new Map(), startedFrom: "version base-8" },
  ...{ epochs: 24, seconds: 5400, seed: 7 },
};

const foreign: SplitRecord = {
  ...{ layout: "folders", collection: null, rule: "grouped", by: "image" },
  notices: ["Of 12 photos neither patient nor lesion is known."],
};

describe("the card of a version", () => {
  it("says what it is for, what it is not, and what it was trained on from", () => {
    const card = modelCard({ manifest, metrics, trained });
    expect(card).toContain("# Model card: Lentigo base-9");
    expect(card).toContain("It was trained on from version base-8.");
    expect(card).toContain("**not a cleared or approved medical device**");
    expect(card).toContain("8,208 photos for training, 70 in `val`, 12 in `isic2018-val`.");
    expect(card).toContain("Recipe `lentigo`, starting from version base-8;");
    expect(card).toContain("24.0 epochs of 8,208 photos in 90 minutes;");
    const first = modelCard({ manifest: { ...manifest, parent: null }, metrics, trained });
    expect(first).toContain("This is the first version that this project trained.");
  });

  it("names what its intervals were drawn of", () => {
    const of = (unit: "patient" | "lesion" | "image") => {
      const bootstrap = { ...metrics.bootstrap, unit };
      return modelCard({ manifest, metrics: { ...metrics, bootstrap }, trained });
    };
    expect(of("lesion")).toContain("1,000 bootstrap draws of lesions.");
    expect(of("patient")).toContain("1,000 bootstrap draws of patients");
    expect(of("image")).toContain("1,000 bootstrap draws of photos");
  });

  it("says nothing of start and time where they are not known", () => {
    const card = modelCard({
      ...{ manifest, metrics },
      trained: { ...trained, startedFrom: null, seconds: null },
    });
    expect(card).toContain("Recipe `lentigo`;\n24.0 epochs of 8,208 photos;");
  });

  it("holds licence, sources and limits of HAM10000 for its photos only", () => {
    const ham = modelCard({ manifest, metrics, trained });
    expect(ham).toContain("CC BY-NC 4.0");
    expect(ham).toContain("- Tschandl P, Rosendahl C, Kittler H.");
    expect(ham).toContain("patients of two centres, in Austria and Australia");

    const training = { ...manifest.training, split: foreign };
    const own = modelCard({ manifest: { ...manifest, training }, metrics, trained });
    expect(own).not.toMatch(/CC BY-NC|Tschandl|Austria/);
    expect(own).toContain("the owners of the photos say");
    expect(own).toContain("Whom the photos show is known to the owners of the data");
    expect(own).toContain("\n- Of 12 photos neither patient nor lesion is known.");
  });

  it("tells on what its figures stand", () => {
    const card = modelCard({ manifest, metrics, trained });
    expect(card).toContain("serves photos, the mean over 8 views of each.");
    expect(card).toContain("`isic2018-val` is the validation set of ISIC 2018 task 3");
    const { val } = metrics.splits;
    expect(card).toContain(`| Balanced accuracy | ${val?.balancedAccuracy.toFixed(3) ?? ""} (`);
    const { threshold } = metrics.thresholds.soon;
    expect(card).toContain(`| soon | ${threshold.toFixed(3)} | \`val\` | `);

    const splits = Object.entries(metrics.splits).filter(([name]) => name === "val");
    const alone = modelCard({
      manifest: { ...manifest, views: 1 },
      metrics: { ...metrics, splits: Object.fromEntries(splits) },
      trained,
    });
    expect(alone).toContain("by the code that serves photos. In brackets");
    expect(alone).not.toContain("task 3");
  });

  it("has a dash for what its photos cannot tell", () => {
    // A handful of photos of ISIC 2018 without one of the class df.
    expect(modelCard({ manifest, metrics, trained })).toContain("| df | 0 | – | – | – | – |");
  });

  it("tells how many photos of lesions it refuses, where it refuses any", () => {
    expect(modelCard({ manifest, metrics, trained })).not.toContain("## Photos that are refused");
    const classes = [0, 0.025, null, 0, 0.005, 0, 0];
    const card = modelCard({
      manifest,
      metrics: {
        ...metrics,
        unfamiliar: { threshold: 3, splits: { val: { refused: 0.002, classes } } },
      },
      trained,
    });
    expect(card).toContain("## Photos that are refused");
    expect(card).toContain("| `val` | 0.2 | 0.0 | 2.5 | – | 0.0 | 0.5 | 0.0 | 0.0 |");
  });

  it("measures by age, sex and site", () => {
    const card = modelCard({ manifest, metrics, trained });
    expect(card).toContain("| female | 70 | 30 |");
    expect(card).toMatch(/\| back \| 35 \|[^\n]*\n\| not known \| 35 \|/);
  });
});
