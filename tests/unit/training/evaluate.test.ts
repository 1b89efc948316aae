import { describe, expect, it } from "vitest";
import {
  auc,
  balancedAccuracy,
  calibrationError,
  classAreas,
  classResults,
  confusionMatrix,
  evaluate,
  ratesAt,
  reliability,
  topAccuracy,
  type ClassScheme,
  type Prediction,
} from "../../../electron/training/evaluate";

const scheme: ClassScheme = { names: ["a", "b", "m"], malignant: [1, 2], melanoma: 2 };

function prediction(label: number, ...probabilities: number[]): Prediction {
  return { lesionId: `lesion-${String(label)}`, label, probabilities };
}

/** Six photos, worked through by hand below. */
const six: Prediction[] = [
  prediction(0, 0.7, 0.2, 0.1),
  prediction(0, 0.4, 0.5, 0.1),
  prediction(0, 0.6, 0.1, 0.3),
  prediction(1, 0.2, 0.6, 0.2),
  prediction(1, 0.5, 0.2, 0.3),
  prediction(2, 0.1, 0.1, 0.8),
];

describe("counts", () => {
  it("puts true classes in rows and predicted ones in columns", () => {
    expect(confusionMatrix(six, 3)).toEqual([
      [2, 1, 0],
      [1, 1, 0],
      [0, 0, 1],
    ]);
  });

  it("takes the first of equal probabilities", () => {
    expect(confusionMatrix([prediction(1, 0.4, 0.4, 0.2)], 3)[1]).toEqual([1, 0, 0]);
  });

  it("averages recall over the classes that have photos", () => {
    expect(balancedAccuracy(confusionMatrix(six, 3))).toBeCloseTo((2 / 3 + 1 / 2 + 1) / 3);
    expect(balancedAccuracy(confusionMatrix(six.slice(0, 5), 3))).toBeCloseTo((2 / 3 + 1 / 2) / 2);
  });

  it("counts precision, recall and F1 per class", () => {
    const areas = classAreas(six, 3);
    const [a, b, m] = classResults(confusionMatrix(six, 3), scheme.names, areas);
    expect(a).toMatchObject({ name: "a", support: 3, precision: 2 / 3, recall: 2 / 3 });
    expect(a?.f1).toBeCloseTo(2 / 3);
    expect(b).toMatchObject({ support: 2, precision: 1 / 2, recall: 1 / 2 });
    expect(m).toMatchObject({ support: 1, precision: 1, recall: 1, f1: 1, auc: 1 });
  });

  it("gives 0 where a class is never predicted, as there is no better number", () => {
    const confusion = confusionMatrix([prediction(0, 1, 0, 0), prediction(1, 1, 0, 0)], 3);
    const [, b] = classResults(confusion, scheme.names, [0.5, 0.5, null]);
    expect(b).toEqual({ name: "b", support: 1, precision: 0, recall: 0, f1: 0, auc: 0.5 });
  });

  it("gives nothing for a class without photos, even where it was predicted", () => {
    const confusion = confusionMatrix([...six.slice(0, 5), prediction(0, 0, 0, 1)], 3);
    const [, , m] = classResults(confusion, scheme.names, [1, 1, null]);
    const none = { precision: null, recall: null, f1: null, auc: null };
    expect(m).toEqual({ name: "m", support: 0, ...none });
  });

  it("counts the true class among the k most probable", () => {
    expect(topAccuracy(six, 1)).toBeCloseTo(4 / 6);
    expect(topAccuracy(six, 2)).toBeCloseTo(5 / 6);
    expect(topAccuracy(six, 3)).toBe(1);
  });
});

describe("area under the ROC curve", () => {
  it("is the share of pairs in the right order, ties counting half", () => {
    expect(auc([0.1, 0.4, 0.35, 0.8], [false, false, true, true])).toBe(0.75);
    expect(auc([0.5, 0.5, 0.5], [true, false, false])).toBe(0.5);
    // Pairs (positive, negative): (3,2) right, (3,3) tied, (1,2) and (1,3) wrong.
    expect(auc([3, 1, 2, 3], [true, true, false, false])).toBe(1.5 / 4);
  });

  it("is nothing where one kind is missing", () => {
    expect(auc([0.1, 0.2], [true, true])).toBeNull();
    expect(auc([0.1, 0.2], [false, false])).toBeNull();
  });

  it("agrees with counting every pair", () => {
    const scores = Array.from({ length: 60 }, (_, index) => (index * 37) % 11);
    const positive = scores.map((_, index) => index % 3 === 0);
    let wins = 0;
    let pairs = 0;
    scores.forEach((a, i) => {
      scores.forEach((b, j) => {
        if (positive[i] !== true || positive[j] !== false) return;
        pairs += 1;
        wins += a > b ? 1 : a === b ? 0.5 : 0;
      });
    });
    expect(auc(scores, positive)).toBe(wins / pairs);
  });

  it("is averaged over the classes that have one", () => {
    // a: 0.7 0.4 0.6 against 0.2 0.5 0.1: 8 of 9. b: 0.6 0.2 against 0.2 0.5 0.1 0.1: 6.5 of 8.
    // m: 0.8 against the rest: 1.
    expect(evaluate(six, scheme).macroAuc).toBeCloseTo((8 / 9 + 6.5 / 8 + 1) / 3);
    expect(evaluate(six.slice(0, 5), scheme).macroAuc).toBeCloseTo((5 / 6 + 4.5 / 6) / 2);
  });
});

describe("calibration", () => {
  it("sorts by top probability into fifteen bins", () => {
    const bins = reliability(six);
    expect(bins).toHaveLength(15);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(6);
    // 0.5 and 0.5 lie in [7/15, 8/15): both wrong.
    expect(bins[7]).toMatchObject({ count: 2, confidence: 0.5, accuracy: 0 });
  });

  it("weighs the gaps by count", () => {
    // Bins: {0.7} right, {0.5, 0.5} wrong, {0.6, 0.6} right, {0.8} right.
    const expected = (0.3 + 2 * 0.5 + 2 * 0.4 + 0.2) / 6;
    expect(calibrationError(six)).toBeCloseTo(expected);
  });

  it("has a bin for certainty", () => {
    expect(calibrationError([prediction(0, 1, 0, 0)])).toBe(0);
  });
});

describe("operating point", () => {
  it("flags at or above the threshold", () => {
    // Malignancy of the malignant photos: 0.8, 0.5, 0.9; of the benign: 0.3, 0.6, 0.4.
    expect(ratesAt(six, scheme, 0.5)).toEqual({
      sensitivity: 1,
      specificity: 1 - 1 / 3,
      melanomaSensitivity: 1,
    });
    expect(ratesAt(six, scheme, 0.85)).toEqual({
      sensitivity: 1 / 3,
      specificity: 1,
      melanomaSensitivity: 1,
    });
    expect(ratesAt(six, scheme, 0.95)).toMatchObject({ melanomaSensitivity: 0 });
  });
});

describe("evaluation", () => {
  it("brings the measures together", () => {
    const result = evaluate(six, scheme);
    expect(result).toMatchObject({ images: 6, lesions: 3, accuracy: 4 / 6, melanomaAuc: 1 });
    // Pairs of malignant 0.8 0.5 0.9 with benign 0.3 0.6 0.4: 8 of 9.
    expect(result.malignantAuc).toBeCloseTo(8 / 9);
  });

  it("gives null, never NaN, for what one class alone cannot show", () => {
    const alone = evaluate(six.slice(0, 3), scheme);
    expect(alone).toMatchObject({ macroAuc: null, malignantAuc: null, melanomaAuc: null });
    expect(alone).toMatchObject({ accuracy: 2 / 3, balancedAccuracy: 2 / 3 });
    expect(ratesAt(six.slice(0, 3), scheme, 0.5)).toEqual({
      sensitivity: null,
      specificity: 1 - 1 / 3,
      melanomaSensitivity: null,
    });
    expect(ratesAt(six.slice(3), scheme, 0.5).specificity).toBeNull();
  });

  it("refuses nothing", () => {
    expect(() => evaluate([], scheme)).toThrow();
  });

  it("refuses a label that no class has", () => {
    expect(() => evaluate([prediction(3, 1, 0, 0)], scheme)).toThrow("There is no class 3");
  });
});
