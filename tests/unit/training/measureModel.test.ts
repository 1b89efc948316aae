import { describe, expect, it } from "vitest";
import { DIAGNOSES } from "../../../electron/domain/diagnosis";
import { measureModel, unfamiliarShares } from "../../../electron/training/measureModel";
import { EMBEDDING, type Familiarity } from "../../../electron/vision/familiarity";
import { answered } from "./answeredPhotos";

/** Refuses whatever lies further than 2 from nothing. */
const familiarity: Familiarity = {
  threshold: Math.log(2),
  presence: null,
  layers: [
    {
      layer: EMBEDDING,
      mean: Float32Array.of(0, 0),
      variances: Float32Array.of(1),
      axes: Float32Array.of(1, 0),
      residualVariance: 1,
      logMean: 0,
      logDeviation: 1,
    },
  ],
};

const at = (label: number, distance: number) => ({ label, features: [[0, distance]] });
const MEL = DIAGNOSES.indexOf("mel");
const NV = DIAGNOSES.indexOf("nv");

describe("photos of lesions that a version would refuse", () => {
  it("are counted among all and in each class, those without a photo left open", () => {
    const outputs = [at(MEL, 1), at(MEL, 3), at(NV, 1), at(NV, 1.9)];
    const { refused, classes } = unfamiliarShares(familiarity, outputs);
    expect(refused).toBe(0.25);
    expect(classes).toEqual(DIAGNOSES.map((name) => ({ mel: 0.5, nv: 0 })[name as string] ?? null));
  });

  it("are none where there is no photo", () => {
    expect(unfamiliarShares(familiarity, []).refused).toBe(0);
  });
});

describe("the figures of a version", () => {
  const outputs = new Map([
    ["val", answered(70, 4)],
    ["test", answered(35, 3)],
  ]);

  it("rest on temperature and thresholds of the part that chooses", () => {
    const metrics = measureModel("base-9", outputs, {
      choosing: "val",
      familiarity: null,
      unit: "lesion",
    });
    const { calibration, thresholds, splits } = metrics;
    expect(metrics).toMatchObject({ version: "base-9", unfamiliar: null });
    expect(calibration.split).toBe("val");
    expect(calibration.after.logLoss).toBeLessThan(calibration.before.logLoss);
    expect(thresholds.soon.sensitivity).toBeGreaterThanOrEqual(0.95);
    expect(splits["val"]?.operatingPoints.soon.sensitivity).toBe(thresholds.soon.sensitivity);
    expect(Object.keys(splits)).toEqual(["val", "test"]);
    expect(metrics.groups["test"]?.sex).toMatchObject([{ name: "female", images: 35 }]);
  });

  it("say what their intervals were drawn of, and are wider where patients have more photos", () => {
    // The network is wrong with all photos of one patient and right with those of the others.
    const grouped = new Map([
      ["val", answered(70, 4).map((each, index) => ({ ...each, group: String(index % 9) }))],
    ]);
    const options = { choosing: "val", familiarity: null };
    const patients = measureModel("base-9", grouped, { ...options, unit: "patient" });
    expect(patients.bootstrap).toEqual({ unit: "patient", draws: 1000, seed: 1 });
    // Lesions are counted as they are.
    expect(patients.splits["val"]?.lesions).toBe(70);
    const lesions = measureModel("base-9", outputs, { ...options, unit: "lesion" });
    const widthIn = ({ splits }: typeof patients): number => {
      const [low, high] = splits["val"]?.intervals.accuracy ?? [NaN, NaN];
      return high - low;
    };
    expect(widthIn(patients)).toBeGreaterThan(1.5 * widthIn(lesions));
    expect(patients.splits["val"]?.accuracy).toBe(lesions.splits["val"]?.accuracy);
  });

  it("tell what would be refused of each part", () => {
    const { unfamiliar } = measureModel("base-9", outputs, {
      choosing: "val",
      familiarity,
      unit: "lesion",
    });
    expect(unfamiliar?.threshold).toBe(familiarity.threshold);
    expect(unfamiliar?.splits).toMatchObject({ val: { refused: 0.1 }, test: { refused: 4 / 35 } });
  });
});
