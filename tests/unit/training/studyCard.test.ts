import { describe, expect, it } from "vitest";
import { measureClasses } from "../../../electron/training/classMetrics";
import { TASKS } from "../../../electron/training/dataset/task";
import { recipeNamed } from "../../../electron/training/recipes";
import { studyCard, type StudyCardContent } from "../../../electron/training/studyCard";

const recipe = recipeNamed("mobilenetv2-malignancy");

const measured = measureClasses(
  [0.1, 0.2, 0.6, 0.9].map((malignant, index) => ({
    lesionId: `lesion ${String(index)}`,
    label: index < 2 ? 0 : 1,
    probabilities: [1 - malignant, malignant],
  })),
  { names: TASKS.malignancy, malignant: [1], melanoma: null },
);

function cardOf(
  changes: Partial<StudyCardContent["manifest"]["training"]> = {},
  metadata: StudyCardContent["manifest"]["input"]["metadata"] = null,
): string {
  return studyCard({
    ...{ recipe, network: recipe.network },
    metrics: {
      version: "study-1",
      task: "malignancy",
      splits: { test: measured },
      bootstrap: { unit: "patient", draws: 1000, seed: 1 },
    },
    manifest: {
      ...{ formatVersion: 1, use: "study", version: "study-1", parent: null, task: "malignancy" },
      classes: [...TASKS.malignancy],
      input: { size: 224, pixels: "zeroToOne", metadata },
      training: {
        ...{ recipe: recipe.name, epochs: 10, seed: 3, dataFingerprint: "f", images: 1440 },
        split: {
          ...{ layout: "isic", collection: null, rule: "published", by: "image" },
          notices: ["Split by image: 12 lesions have photos on several sides."],
        },
        startedFrom: "the initial weights `imagenet`",
        seconds: 600,
        ...changes,
      },
      created: "2026-01-02T03:04:05.000Z",
    },
  });
}

describe("the card of a model that reproduces a study", () => {
  it("says what it tells apart, and that nobody triages with it", () => {
    const card = cardOf();
    expect(card).toContain(`that tells apart: ${TASKS.malignancy.join(", ")}.`);
    expect(card).toContain("Lentigo does not triage with it, and it is **not a medical device**.");
    expect(card).toContain("1,440 photos for training.");
    expect(card).toContain("- Split by image: 12 lesions have photos on several sides.");
    expect(card).toContain(
      "Started from the initial weights `imagenet`; 10.0 epochs in 10 minutes;",
    );
    expect(card).toContain("squeezed into 224 x 224 pixels");
    // Four photos, told apart without a mistake.
    expect(card).toContain("| Photos (lesions) | 4 (4) |");
    expect(card).toContain("| Malignant v. benign ROC-AUC | 1.000 (1.000 to 1.000) |");
    // Of two classes the second always holds the answer.
    expect(card).not.toContain("Top-2");
  });

  it("says nothing of start and time where they are not known", () => {
    expect(cardOf({ startedFrom: null, seconds: null })).toContain("\n10.0 epochs; batch 32");
  });

  it("tells what the network takes beside the pixels", () => {
    const age = { median: 55, mean: 54.2, deviation: 12 };
    const sites = ["back", "unknown"];
    expect(cardOf()).not.toContain("Beside the pixels");
    expect(cardOf({}, { age, sites })).toContain(
      "Beside the pixels it takes the age (55 years where it is not known) and the place on the body (back, unknown).",
    );
    expect(cardOf({}, { age, sites: null })).not.toContain("the place on the body");
    expect(cardOf({}, { age: null, sites })).toContain("it takes the place on the body (");
  });
});
