import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { measuresFromMetrics } from "../../../electron/workflows/modelMeasures";
import { baseModel } from "../../fixtures/otherModel";

const text = readFileSync(join(baseModel, "metrics.json"), "utf8");

describe("a version's measures", () => {
  it("are those of its metrics.json, with both ends of each interval", () => {
    const [val] = measuresFromMetrics(text);
    expect(val).toMatchObject({ part: "val", photos: 1232, lesions: 896 });
    expect(val?.measures.balancedAccuracy).toEqual({
      value: 0.7936403977442925,
      interval: { low: 0.7360231572650281, high: expect.closeTo(0.846, 1) as number },
    });
    expect(val?.classes.map(({ diagnosis }) => diagnosis)).toEqual([
      "akiec",
      "bcc",
      "bkl",
      "df",
      "mel",
      "nv",
      "vasc",
    ]);
    expect(val?.classes[0]).toMatchObject({ photos: 41, recall: { value: 27 / 41 } });
    expect(val?.confusion[0]).toEqual([27, 3, 5, 0, 6, 0, 0]);
    const binned = val?.reliability.reduce((sum, { photos }) => sum + photos, 0);
    expect(binned).toBe(1232);
  });

  it("are null where there is no photo to tell", () => {
    const metrics = JSON.parse(text) as { splits: { val: { malignantAuc: number | null } } };
    metrics.splits.val.malignantAuc = null;
    const [val] = measuresFromMetrics(JSON.stringify(metrics));
    expect(val?.measures.malignantAuc).toBeNull();
  });

  it.each(["", "no JSON", "{}", '{"splits":{"val":{"images":-1}}}'])(
    "are none in %j",
    (metrics) => {
      expect(measuresFromMetrics(metrics)).toEqual([]);
    },
  );
});
