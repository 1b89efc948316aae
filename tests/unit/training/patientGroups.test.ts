import { describe, expect, it } from "vitest";
import { DIAGNOSES } from "../../../electron/domain/diagnosis";
import {
  measureGroups,
  type GroupedPrediction,
  type PatientFacts,
} from "../../../electron/training/patientGroups";

const thresholds = { urgent: { threshold: 0.5 }, soon: { threshold: 0.2 } };
const MEL = DIAGNOSES.indexOf("mel");
const NV = DIAGNOSES.indexOf("nv");

let photos = 0;

/** A naevus or melanoma that the model calls a melanoma with `score` and a naevus otherwise. */
function photo(label: number, score: number, facts: Partial<PatientFacts> = {}): GroupedPrediction {
  photos += 1;
  const probabilities = DIAGNOSES.map((_, index) =>
    index === MEL ? score : index === NV ? 1 - score : 0,
  );
  return {
    lesionId: `lesion ${String(photos)}`,
    label,
    probabilities,
    age: 50,
    sex: "female",
    site: "back",
    ...facts,
  };
}

describe("patient groups", () => {
  it("measure each group by itself", () => {
    const { sex } = measureGroups(
      [
        photo(MEL, 0.9),
        photo(MEL, 0.1),
        photo(NV, 0.3),
        photo(NV, 0.05),
        photo(NV, 0.1, { sex: "male" }),
      ],
      thresholds,
    );
    expect(sex).toMatchObject([
      {
        name: "female",
        images: 4,
        malignant: 2,
        accuracy: 0.75,
        malignantAuc: 0.75,
        soonSensitivity: 0.5,
        soonSpecificity: 0.5,
      },
      {
        name: "male",
        images: 1,
        malignant: 0,
        accuracy: 1,
        malignantAuc: null,
        soonSensitivity: null,
        soonSpecificity: 1,
        intervals: { malignantAuc: null, soonSpecificity: [1, 1] },
      },
    ]);
    const [low = 0, high = 0] = sex[0]?.intervals.accuracy ?? [];
    expect(low).toBeLessThan(0.75);
    expect(high).toBeGreaterThan(0.75);
  });

  it("stand by age, by the number of photos for sites, what is not known last", () => {
    const facts = [
      { age: 80, site: "back" },
      { age: null, site: null },
      { age: 29, site: null },
      { age: 30, site: "back" },
      { age: 44, site: "face" },
      { age: 0, site: null },
      { age: 75, site: "back" },
      { age: 74, site: "face" },
      { age: 59, site: "acral" },
    ];
    const groups = measureGroups(
      facts.map((fact) => photo(NV, 0, fact)),
      thresholds,
    );
    const sizes = (of: "age" | "site") => groups[of].map(({ name, images }) => [name, images]);
    expect(sizes("age")).toEqual([
      ["under 30", 2],
      ["30 to 44", 2],
      ["45 to 59", 1],
      ["60 to 74", 1],
      ["75 and over", 2],
      ["not known", 1],
    ]);
    expect(sizes("site")).toEqual([
      ["back", 3],
      ["face", 2],
      ["acral", 1],
      ["not known", 3],
    ]);
  });

  it("stand by name where they are of one size, those of no known sex last", () => {
    const { sex, site } = measureGroups(
      [
        photo(NV, 0, { site: "face", sex: null }),
        photo(NV, 0, { site: "back", sex: "male" }),
        photo(NV, 0, { site: "palm", sex: "female" }),
      ],
      thresholds,
    );
    expect(site.map(({ name }) => name)).toEqual(["back", "face", "palm"]);
    expect(sex.map(({ name }) => name)).toEqual(["female", "male", "not known"]);
  });
});
