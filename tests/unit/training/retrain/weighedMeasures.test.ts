import { describe, expect, it } from "vitest";
import { DIAGNOSES } from "../../../../electron/domain/diagnosis";
import { DIAGNOSIS_SCHEME } from "../../../../electron/training/diagnosisMetrics";
import { evaluate, ratesAt, type Prediction } from "../../../../electron/training/evaluate";
import { randomStream } from "../../../../electron/training/random";
import { weighedMeasures } from "../../../../electron/training/retrain/weighedMeasures";

const random = randomStream(12);

/** Rounded, so that some scores are equal. */
const predictions: Prediction[] = Array.from({ length: 120 }, (_, photo) => {
  const label = random.below(7);
  const raw = DIAGNOSES.map(
    (_, index) => Math.ceil(random.uniform() * 4) + (index === label ? 3 : 0),
  );
  const total = raw.reduce((sum, value) => sum + value, 0);
  return { lesionId: String(photo), label, probabilities: raw.map((value) => value / total) };
});
const weights = predictions.map(() => random.below(4));
const THRESHOLD = 0.5;

/** By the measures that count each photo once. */
function measuredOneByOne(photos: readonly Prediction[]) {
  const { classes, ...whole } = evaluate(photos, DIAGNOSIS_SCHEME);
  const rates = ratesAt(photos, DIAGNOSIS_SCHEME, THRESHOLD);
  return {
    recalls: classes.map(({ recall }) => recall),
    balancedAccuracy: whole.balancedAccuracy,
    accuracy: whole.accuracy,
    melanomaRecall: classes[DIAGNOSES.indexOf("mel")]?.recall ?? null,
    malignantSensitivity: rates.sensitivity,
    benignSpecificity: rates.specificity,
    macroAuc: whole.macroAuc,
    malignantAuc: whole.malignantAuc,
    calibrationError: whole.calibrationError,
  };
}

function expectSame(photos: readonly Prediction[], counts: readonly number[]): void {
  const { recalls, ...rest } = measuredOneByOne(photos);
  const { recalls: weighed, ...found } = weighedMeasures(predictions, THRESHOLD)(counts);
  for (const [name, value] of Object.entries(rest)) {
    const own = found[name as keyof typeof found];
    if (value === null) expect(own, name).toBeNull();
    else expect(own, name).toBeCloseTo(value, 9);
  }
  recalls.forEach((recall, label) => {
    if (recall === null) expect(weighed[label]).toBeNull();
    else expect(weighed[label]).toBeCloseTo(recall, 9);
  });
}

describe("measures of photos that count several times", () => {
  it("are those of the photos repeated as often", () => {
    const repeated = predictions.flatMap((prediction, photo) =>
      new Array<Prediction>(weights[photo] ?? 0).fill(prediction),
    );
    expectSame(repeated, weights);
  });

  it("are null where no photo of a kind counts", () => {
    const benign = predictions.map(({ label }) => (label === DIAGNOSES.indexOf("nv") ? 1 : 0));
    expectSame(
      predictions.filter((_, photo) => benign[photo] === 1),
      benign,
    );
  });

  it("are null, never NaN, where no photo counts", () => {
    const { recalls, ...measures } = weighedMeasures(
      predictions,
      THRESHOLD,
    )(predictions.map(() => 0));
    expect(new Set([...recalls, ...Object.values(measures)])).toEqual(new Set([null]));
  });

  it("have no specificity where no photo is benign", () => {
    const malignant = predictions.map(({ label }) => (label === DIAGNOSES.indexOf("mel") ? 1 : 0));
    const { benignSpecificity, melanomaRecall } = weighedMeasures(
      predictions,
      THRESHOLD,
    )(malignant);
    expect(benignSpecificity).toBeNull();
    expect(melanomaRecall).toBeGreaterThan(0);
  });
});
