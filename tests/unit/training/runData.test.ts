import { describe, expect, it } from "vitest";
import type { Dataset, Photo } from "../../../electron/training/dataset/photo";
import { splitRecord } from "../../../electron/training/publish";
import { recipeNamed } from "../../../electron/training/recipes";
import { prepareData } from "../../../electron/training/runData";
import { DIAGNOSES } from "../../../electron/domain/diagnosis";

/** Two photos of each lesion; of a hundred lesions most are naevi. */
function photos(split: (lesion: number) => string | null): Photo[] {
  return Array.from({ length: 200 }, (_, index) => {
    const lesion = Math.floor(index / 2);
    const diagnosis = lesion < 70 ? (DIAGNOSES[lesion % 7] ?? "nv") : "nv";
    return {
      imageId: `photo-${String(index)}`,
      file: `/photos/${String(index)}.jpg`,
      className: diagnosis,
      diagnosis,
      lesionId: `lesion-${String(lesion)}`,
      patientId: null,
      age: 50,
      sex: null,
      site: "back",
      split: split(lesion),
    };
  });
}

const dataset = (layout: Dataset["layout"], all: Photo[]): Dataset => ({
  layout,
  rows: all.length,
  photos: all,
  problems: [],
});

const given = dataset(
  "ham10000",
  photos((lesion) => (lesion % 5 === 0 ? "val" : lesion % 5 === 1 ? "isic2018-val" : "train")),
);

describe("the photos of a run", () => {
  const grouped = { rule: "grouped", seed: 3 } as const;
  const published = { rule: "published", seed: 3 } as const;

  it("keep the data's own split, and lesions together where there is none", () => {
    const own = prepareData(given, recipeNamed("lentigo"), grouped);
    expect(own.splits.by).toBe("given");
    expect(own.train).toHaveLength(120);
    expect(own.splits.names.test).toBe("isic2018-val");

    const drawn = prepareData(
      dataset(
        "isic",
        photos(() => null),
      ),
      recipeNamed("mobilenetv2-malignancy"),
      grouped,
    );
    expect(drawn.splits).toMatchObject({ by: "lesion", notices: [] });
  });

  it("are divided by image where the published system did so, and it is told", () => {
    const { splits, train } = prepareData(given, recipeNamed("mobilenetv2-malignancy"), published);
    expect(splits.by).toBe("image");
    expect(train.length / 200).toBeCloseTo(0.72, 1);
    expect(splits.parts.test.length / 200).toBeCloseTo(0.2, 1);
    expect(splits.notices).toEqual([{ notice: "by-image", groups: expect.any(Number) as number }]);
  });

  it("stay in the folders of a published system that had folders", () => {
    const folders = dataset(
      "folders",
      photos((lesion) => (lesion % 5 === 0 ? "test" : "train")),
    );
    const { splits } = prepareData(folders, recipeNamed("mobilenetv2-two-phase"), published);
    expect(splits.parts.test).toHaveLength(40);
    expect(splits.parts.val.length).toBeGreaterThan(20);
  });

  it("are divided as before where the run goes on from something, and say how", () => {
    const table = dataset(
      "isic",
      photos(() => null).map((photo) => ({ ...photo, className: "benign" as const })),
    );
    const recipe = recipeNamed("lentigo");
    const imagesOf = ({ splits }: ReturnType<typeof prepareData>) =>
      splits.parts.test.map(({ imageId }) => imageId);
    const fresh = prepareData(table, recipe, grouped);
    const before = prepareData(table, recipe, { ...grouped, method: 1 });
    expect([fresh.method, before.method]).toEqual([2, 1]);
    expect(imagesOf(before)).not.toEqual(imagesOf(fresh));
    expect(splitRecord(before)).toMatchObject({ rule: "grouped", method: 1 });
    // The fingerprint names the data and not how they are divided.
    expect(before.fingerprint).toBe(fresh.fingerprint);
    // A published system divided by the classes that it tells apart.
    const asPublished = prepareData(given, recipeNamed("mobilenetv2-malignancy"), published);
    expect(asPublished.method).toBe(1);
  });

  it("are as many as a limit says, of every class, the same for a seed", () => {
    const recipe = recipeNamed("lentigo");
    const limited = (seed: number) =>
      prepareData(given, recipe, { rule: "grouped", limit: 20, seed }).train;
    expect(limited(3)).toHaveLength(20);
    expect(new Set(limited(3).map(({ label }) => label)).size).toBe(7);
    expect(limited(3)).toEqual(limited(3));
    expect(limited(3)).not.toEqual(limited(4));
    const naevi = limited(3).filter(({ diagnosis }) => diagnosis === "nv");
    expect(naevi.length).toBeGreaterThanOrEqual(6);
  });

  it("must show every class of the recipe's task", () => {
    const naevi = dataset(
      "ham10000",
      given.photos.filter(({ diagnosis }) => diagnosis === "nv"),
    );
    const prepare = () => prepareData(naevi, recipeNamed("mobilenetv2-melanoma"), grouped);
    expect(prepare).toThrow(expect.objectContaining({ code: "dataset.task" }) as Error);
  });
});
