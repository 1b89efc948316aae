import { describe, expect, it } from "vitest";
import {
  fitTemperature,
  negativeLogLikelihood,
  thresholdFor,
} from "../../../electron/training/calibrate";
import type { ClassScheme, Prediction } from "../../../electron/training/evaluate";
import { randomStream } from "../../../electron/training/random";

describe("temperature", () => {
  /** Labels drawn from the softmax of the logits, which are then made too bold. */
  function overconfident(factor: number) {
    const random = randomStream(11);
    return Array.from({ length: 4000 }, () => {
      const logits = [random.normal() * 2, random.normal() * 2, random.normal() * 2];
      const weights = logits.map(Math.exp);
      const total = weights.reduce((sum, value) => sum + value, 0);
      let rest = random.uniform() * total;
      let label = 0;
      while (label < 2 && rest >= (weights[label] ?? 0)) {
        rest -= weights[label] ?? 0;
        label += 1;
      }
      return { label, logits: logits.map((logit) => logit * factor) };
    });
  }

  it.each([0.5, 1, 3])("finds the factor %d that logits were multiplied by", (factor) => {
    expect(fitTemperature(overconfident(factor)) / factor).toBeCloseTo(1, 1);
  });

  it("has the log loss of the softmax", () => {
    const samples = [{ label: 1, logits: [0, Math.log(3)] }];
    expect(negativeLogLikelihood(samples, 1)).toBeCloseTo(-Math.log(0.75));
    expect(negativeLogLikelihood(samples, 1e9)).toBeCloseTo(Math.log(2));
  });
});

describe("threshold", () => {
  const scheme: ClassScheme = { names: ["benign", "malignant"], malignant: [1], melanoma: 1 };
  const photo = (label: number, score: number): Prediction => ({
    lesionId: "",
    label,
    probabilities: [1 - score, score],
  });
  const predictions = [
    ...[0.9, 0.8, 0.7, 0.6, 0.2].map((score) => photo(1, score)),
    ...[0.1, 0.3, 0.65, 0.05].map((score) => photo(0, score)),
  ];

  it("is the highest that finds the share asked for", () => {
    expect(thresholdFor(predictions, scheme, 0.8)).toMatchObject({
      sensitivity: 0.8,
      specificity: 0.75,
    });
    expect(thresholdFor(predictions, scheme, 0.8).threshold).toBeCloseTo(0.6, 5);
    expect(thresholdFor(predictions, scheme, 0.81)).toMatchObject({
      sensitivity: 1,
      specificity: 0.5,
    });
  });

  it("finds that share of the melanomas as well, where they score lower", () => {
    const three = { ...scheme, names: ["benign", "carcinoma", "melanoma"], malignant: [1, 2] };
    const withMelanoma = [...predictions, photo(2, 0.35), photo(2, 0.25)].map((prediction) => ({
      ...prediction,
      probabilities: [...prediction.probabilities, 0],
    }));
    const { threshold, melanomaSensitivity } = thresholdFor(
      withMelanoma,
      { ...three, melanoma: 2 },
      0.7,
    );
    expect(threshold).toBeCloseTo(0.25, 5);
    expect(melanomaSensitivity).toBe(1);
  });

  it("says what it finds, and nothing of melanomas where there were none", () => {
    expect(thresholdFor(predictions, scheme, 0.8).rule).toBe(
      "highest threshold that finds at least 80 % of the malignant photos and of the melanomas",
    );
    expect(thresholdFor(predictions, { ...scheme, melanoma: 2 }, 0.8).rule).toBe(
      "highest threshold that finds at least 80 % of the malignant photos",
    );
  });

  it("needs a malignant photo", () => {
    expect(() => thresholdFor([photo(0, 0.5)], scheme, 0.9)).toThrow();
  });

  it("needs a benign photo", () => {
    expect(() => thresholdFor([photo(1, 0.5)], scheme, 0.9)).toThrow("No benign photo");
  });
});

describe("a threshold that is to hold for new patients", () => {
  const scheme: ClassScheme = { names: ["benign", "malignant"], malignant: [1], melanoma: null };
  const photo = (label: number, score: number, lesionId: string): Prediction => ({
    lesionId,
    label,
    probabilities: [1 - score, score],
  });
  const benign = photo(0, 0.01, "benign");
  const onward = (malignant: readonly Prediction[]) =>
    thresholdFor([...malignant, benign], scheme, 0.95, "onward").threshold;
  /** One photo each of so many patients, scored 0.5 and evenly more. */
  const single = (patients: number): Prediction[] =>
    Array.from({ length: patients }, (_, patient) =>
      photo(1, 0.5 + (patient / patients) * 0.4, `patient ${String(patient)}`),
    );

  it("finds one more than its share of those it was chosen on, and all where they are few", () => {
    expect(onward(single(19))).toBeCloseTo(0.5, 5);
    // 0.95 times 40 of 39: one may be missed.
    expect(onward(single(39))).toBeCloseTo(0.5 + 0.4 / 39, 5);
  });

  it("lets the photos of one patient count as one, however many there are", () => {
    const many = Array.from({ length: 50 }, () => photo(1, 0.1, "another"));
    expect(onward([...single(38), ...many])).toBeCloseTo(0.5, 5);
    expect(thresholdFor([...single(38), ...many, benign], scheme, 0.95).threshold).toBeCloseTo(0.1);
  });

  it("takes photos of few patients for no more than few patients", () => {
    const shared = single(200).map((each, index) => ({
      ...each,
      group: `patient ${String(index % 10)}`,
    }));
    expect(onward(shared)).toBeCloseTo(0.5, 5);
    expect(onward(single(200))).toBeGreaterThan(0.51);
  });

  it.each([
    [19, "at least 95 % of the malignant photos (chosen on those of 19 patients or lesions)"],
    [
      10,
      "at least 90 % of the malignant photos (all those of 10 patients or lesions are found: too few to promise 95 %)",
    ],
  ])("promises of a new patient what %d can promise, and no more", (patients, promised) => {
    const { rule } = thresholdFor([...single(patients), benign], scheme, 0.95, "onward");
    expect(rule).toBe(
      `highest threshold that finds, on average, for a patient or lesion not among those that it was chosen on, ${promised}`,
    );
  });

  it("promises of melanomas what those who had one can promise", () => {
    const withMelanoma = { ...scheme, names: ["benign", "carcinoma", "melanoma"], melanoma: 2 };
    const melanoma = (patient: number): Prediction => ({
      lesionId: `melanoma ${String(patient)}`,
      label: 2,
      probabilities: [0.7, 0, 0.3],
    });
    const chosenWith = (melanomas: number) =>
      thresholdFor(
        [...single(30), ...Array.from({ length: melanomas }, (_, each) => melanoma(each)), benign],
        { ...withMelanoma, malignant: [1, 2] },
        0.95,
        "onward",
      );
    const one = chosenWith(1);
    expect(one.threshold).toBeCloseTo(0.3, 5);
    expect(one.rule).toContain(
      " and at least 50 % of the melanomas (all those of 1 patient or lesion are found: too few to promise 95 %)",
    );
    expect(chosenWith(20).rule).toContain(
      "(chosen on those of 50 patients or lesions) and at least 95 % of the melanomas (chosen on those of 20 patients or lesions)",
    );
    const none = chosenWith(0);
    expect(none.threshold).toBeCloseTo(0.5, 5);
    expect(none.rule).not.toContain("melanoma");
  });

  /** How much of a new patient's photos is found by what so many others chose, one photo each. */
  function foundOfNew(patients: number, trials: number): number {
    const random = randomStream(31, patients);
    let found = 0;
    for (let trial = 0; trial < trials; trial++) {
      const scores = Array.from({ length: patients + 1 }, () => random.uniform());
      const [fresh = 0, ...known] = scores;
      const chosenOn = known.map((score, patient) => photo(1, score, String(patient)));
      if (fresh >= onward(chosenOn)) found += 1;
    }
    return found / trials;
  }

  it("finds of new patients what its rule says, also where few chose it", () => {
    expect(foundOfNew(1, 4000)).toBeCloseTo(0.5, 1);
    // Ten cannot promise 95 %: ten of eleven are 90.9 %.
    expect(Math.abs(foundOfNew(10, 4000) - 10 / 11)).toBeLessThan(0.02);
    expect(foundOfNew(19, 4000)).toBeGreaterThan(0.94);
  });

  it("finds its share of their photos where the photos of a patient resemble one another", () => {
    const random = randomStream(8);
    const drawPatient = (name: string): Prediction[] => {
      const score = 0.2 + 0.6 * random.uniform();
      return Array.from({ length: 1 + random.below(8) }, () =>
        photo(1, score + 0.1 * random.uniform(), name),
      );
    };
    let found = 0;
    const trials = 400;
    for (let trial = 0; trial < trials; trial++) {
      const known = Array.from({ length: 25 }, (_, patient) => drawPatient(String(patient)));
      const threshold = onward(known.flat());
      const photos = drawPatient("new");
      const hits = photos.filter(({ probabilities: [, score = 0] }) => score >= threshold);
      found += hits.length / photos.length;
    }
    expect(found / trials).toBeGreaterThan(0.94);
    expect(found / trials).toBeLessThan(0.99);
  });
});
