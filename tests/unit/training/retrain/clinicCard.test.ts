import { beforeAll, describe, expect, it } from "vitest";
import type { Comparison } from "../../../../electron/contract/comparison";
import { DIAGNOSES } from "../../../../electron/domain/diagnosis";
import {
  clinicCard,
  type ClinicCardContent,
} from "../../../../electron/training/retrain/clinicCard";
import { judge, type HoldoutPair } from "../../../../electron/training/retrain/judge";
import { recalibrate } from "../../../../electron/training/retrain/recalibrate";

const point = {
  threshold: 0.3,
  sensitivity: 0.95,
  specificity: 0.5,
  measuredOn: "val",
  rule: "as many as are asked for",
};
const operatingPoints = { urgent: { ...point, threshold: 0.7 }, soon: point };

const version = (name: string) => ({
  version: name,
  classes: [...DIAGNOSES],
  temperature: 1,
  operatingPoints,
});

const saying = (label: number): number[] => DIAGNOSES.map((_, index) => (index === label ? 5 : 0));

/** Photos of two patients each, which the active version knows, and of the candidate a share. */
function photos(count: number, knows: (photo: number) => boolean): HoldoutPair[] {
  return Array.from({ length: count }, (_, index) => {
    const label = index % 7;
    return {
      index,
      label,
      group: `patient ${String(index)}`,
      active: saying(label),
      candidate: saying(knows(index) ? label : (label + 1) % 7),
    };
  });
}

/** Of 98 photos it knows all. */
let good: Comparison;

beforeAll(() => {
  const known = photos(98, () => true);
  good = judge(
    { active: version("base-2"), candidate: version("clinic-1") },
    { holdout: known, reference: known },
  );
});

type Manifest = ClinicCardContent["manifest"];

const manifestOf = (training: Partial<Manifest["training"]>): Manifest => ({
  ...version("clinic-1"),
  parent: "base-2",
  input: { shortSide: 224, longSide: { min: 224, max: 288 }, multiple: 32 },
  views: 8,
  training: {
    ...{ recipe: "quick", epochs: 0, seed: 1, dataFingerprint: "f", images: 1743 },
    ...{ seconds: 90, ...training },
  },
  metrics: {},
  created: "2026-01-02T03:04:05.000Z",
});

function cardOf(comparison: Comparison, manifest = manifestOf({})): string {
  const { calibration } = recalibrate(
    [{ name: "the clinic's photos", samples: [{ label: 5, group: "p", logits: saying(5) }] }],
    operatingPoints,
  );
  return clinicCard({
    manifest,
    comparison,
    learned: [1200, 0, 3, 0, 40, 500, 0],
    metrics: {
      version: "clinic-1",
      calibration,
      thresholds: {
        urgent: { ...operatingPoints.urgent, melanomaSensitivity: null },
        soon: { ...point, melanomaSensitivity: null },
      },
      unfamiliar: null,
      splits: {},
      groups: {},
    },
  });
}

describe("the card of a version that a clinic retrained", () => {
  it("says what it learned from, how and for how long, and that it is no medical device", () => {
    const card = cardOf(good);
    expect(card).toContain("# Model card: clinic-1");
    expect(card).toContain(
      "Retrained from version base-2 on 1,743 of the clinic's own confirmed photos",
    );
    expect(card).toContain("its head alone");
    expect(card).toContain("It took 1.5 minutes.");
    expect(card).toContain("| Photos learned from | 1,200 | 0 | 3 | 0 | 40 | 500 | 0 |");
    expect(card).toContain("**not a cleared or approved medical device**");
  });

  it.each([
    ["upper", "its upper layers"],
    ["full", "all its layers"],
    ["of-a-later-lentigo", "of-a-later-lentigo"],
  ])("tells what the recipe %s trains", (recipe, words) => {
    expect(cardOf(good, manifestOf({ recipe }))).toContain(`confirmed photos:\n${words}`);
  });

  it("puts both versions beside each other, with the intervals of the difference", () => {
    const card = cardOf(good);
    expect(card).toContain("## Beside version base-2");
    expect(card).toContain("98 photos of 98 patients or lesions; 0 get another class or urgency.");
    expect(card).toContain("|  | base-2 | clinic-1 | Difference |");
    const whole = "1.000 (1.000 to 1.000)";
    expect(card).toContain(`| Balanced accuracy | ${whole} | ${whole} | 0.000 (0.000 to 0.000) |`);
    // What the gate does not judge has no difference.
    expect(card).toContain(`| Accuracy | ${whole} | ${whole} |  |`);
    expect(card).toContain(`| mel recognised (14) | ${whole} | ${whole} |  |`);
    expect(card).toContain("Not worse than the version before");
  });

  it("has a dash for what a hold-out cannot tell", () => {
    const benign = photos(40, () => true).filter(({ label }) => label === 5);
    const comparison = judge(
      { active: version("base-2"), candidate: version("clinic-1") },
      { holdout: benign, reference: "not-shipped" },
    );
    const card = cardOf(comparison);
    expect(card).toContain("| Melanomas recognised | – | – | – |");
    expect(card).toContain("| Malignant v. benign ROC-AUC | – | – |  |");
    expect(card).toContain("| mel recognised (0) | – | – |  |");
  });

  it.each([
    ["not-shipped", "the version before brings nothing of them along"],
    ["other-body", "this version sees photos otherwise"],
  ] as const)("says why the base model's photos were not asked: %s", (referenceMissing, why) => {
    const card = cardOf({ ...good, reference: null, referenceMissing });
    expect(card).toContain(`Not measured: ${why}`);
  });

  it("names every reason why it is not to be used", () => {
    const difference = { value: -0.123, interval: { low: -0.2, high: -0.05 } };
    const unsure = { value: -0.3, interval: null };
    const card = cardOf({
      ...good,
      gate: {
        passes: false,
        reasons: [
          { code: "worse", set: "holdout", measure: "balancedAccuracy", difference },
          {
            ...{ code: "much-worse", set: "reference", measure: "benignSpecificity" },
            ...{ difference: unsure, allowed: 0.15 },
          },
          { code: "too-few-groups", set: "holdout", found: 7, needed: 30 },
          { code: "one-class", set: "holdout" },
          { code: "too-few-melanomas", found: 2, needed: 10 },
        ],
      },
    });
    const reasons = card.split("Not to be used in place of the version before:\n\n")[1];
    expect(reasons?.split("\n\n")[0]?.split("\n")).toEqual([
      "- On the hold-out its balanced accuracy is -12.3 points (95 % interval -20.0 points to -5.0 points): worse, beyond chance.",
      "- On the base model's photos its share of benign photos left below soon is -30.0 points: worse, more than may be put down to chance.",
      "- The hold-out holds 7 patients or lesions; 30 are needed to judge.",
      "- The hold-out holds one diagnosis only: nothing can be told apart.",
      "- Melanomas of 2 patients or lesions can be compared; 10 are needed to judge.",
    ]);
    expect(card).not.toContain("Not worse than the version before");
  });

  it("lists the operating points that it brings", () => {
    const card = cardOf(good);
    expect(card).toContain("| urgent | 0.700 | 95 % | 50 % | val |");
    expect(card).toContain("- **urgent**: as many as are asked for.\n- **soon**: as many");
  });

  it("has a dash for what its thresholds find where that was not measured", () => {
    const { operatingPoints: kept } = recalibrate([], operatingPoints);
    const card = cardOf(good, { ...manifestOf({}), operatingPoints: kept });
    expect(card).toContain("| urgent | 0.700 | – | – | not measured for this version |");
    expect(card).toContain("| soon | 0.300 | – | – | not measured for this version |");
    expect(card).toContain("- **soon**: kept from the version before");
  });

  it("claims no time and no version before that it does not know", () => {
    const { seconds: _, ...untimed } = manifestOf({}).training;
    const card = cardOf(good, { ...manifestOf({}), training: untimed, parent: null });
    expect(card).toContain("Retrained from version – on");
    expect(card).not.toContain("It took");
  });
});
