/** Splits of drawn-up data sets: what must hold for any of them, and what single ones show. */
import { describe, expect, it } from "vitest";
import { failureOf } from "../../../../electron/contract/errors";
import { describeDataset } from "../../../../electron/training/dataset/describeDataset";
import { PARTS } from "../../../../electron/training/dataset/parts";
import type { ClassName, Photo } from "../../../../electron/training/dataset/photo";
import {
  splitPhotos,
  type SplitOptions,
  type Splits,
} from "../../../../electron/training/dataset/split";
import { noticeText } from "../../../../electron/training/dataset/splitNotices";
import { labelPhotos } from "../../../../electron/training/dataset/task";
import { randomStream, shuffle, type Random } from "../../../../electron/training/random";
import { photoOf } from "./somePhotos";

const options: SplitOptions = {
  shares: { train: 0.72, val: 0.08, test: 0.2 },
  by: "group",
  stratified: true,
  seed: 3,
};

const CLASSES: ClassName[] = ["nv", "mel", "bkl", "df"];

/** Lesions of one to four photos of a class; patients, where wanted, of one to three lesions. */
function drawnPhotos(random: Random, withPatients: boolean): Photo[] {
  const photos: Photo[] = [];
  for (const [index, className] of CLASSES.entries()) {
    const lesions = 3 + random.below(120 / (index + 1));
    for (let lesion = 0; lesion < lesions; lesion++) {
      const lesionId = `${className}-${lesion}`;
      const patientId = withPatients ? `patient-${random.below(60)}` : null;
      const count = 1 + random.below(4);
      for (let photo = 0; photo < count; photo++) {
        photos.push(photoOf(`${lesionId}-${photo}`, className, { lesionId, patientId }));
      }
    }
  }
  return shuffle(photos, random);
}

const cases = Array.from({ length: 25 }, (_, number) => number);

/** Ids that have photos in several parts. */
function shared({ parts }: Splits, idOf: (photo: Photo) => string | null): string[] {
  const partOf = new Map<string, string>();
  const found = new Set<string>();
  for (const part of PARTS) {
    for (const photo of parts[part]) {
      const id = idOf(photo);
      if (id === null) continue;
      if ((partOf.get(id) ?? part) !== part) found.add(id);
      partOf.set(id, part);
    }
  }
  return [...found];
}

const imagesOf = ({ parts }: Splits) =>
  PARTS.map((part) => parts[part].map(({ imageId }) => imageId).sort());

const countOf = (photos: readonly Photo[], className: ClassName) =>
  photos.filter((photo) => photo.className === className).length;

describe("a split of lesions", () => {
  it.each(cases)("has each photo once, each lesion on one side, every class on all: %i", (seed) => {
    const photos = drawnPhotos(randomStream(seed), false);
    const splits = splitPhotos(photos, { ...options, seed });
    expect(splits).toMatchObject({ by: "lesion", notices: [] });
    const images = photos.map(({ imageId }) => imageId).sort();
    expect(imagesOf(splits).flat().sort()).toEqual(images);
    expect(shared(splits, ({ lesionId }) => lesionId)).toEqual([]);
    for (const className of CLASSES) {
      for (const part of PARTS) {
        const count = countOf(splits.parts[part], className);
        expect(count).toBeGreaterThan(0);
        // A lesion is of four photos at most; with three lesions each side gets one.
        const wanted = options.shares[part] * countOf(photos, className);
        expect(Math.abs(count - wanted)).toBeLessThanOrEqual(4);
      }
    }
  });

  it("does not depend on the order of the photos, and changes with the seed", () => {
    const photos = drawnPhotos(randomStream(1), false);
    const splits = imagesOf(splitPhotos(photos, options));
    expect(imagesOf(splitPhotos([...photos].reverse(), options))).toEqual(splits);
    expect(imagesOf(splitPhotos(photos, { ...options, seed: 4 }))).not.toEqual(splits);
    const { parts } = splitPhotos(photos, options);
    expect(parts.train).toEqual(photos.filter((photo) => parts.train.includes(photo)));
  });

  it("gives a part of share 0 no photo", () => {
    const photos = drawnPhotos(randomStream(1), false);
    const { parts } = splitPhotos(photos, {
      ...options,
      shares: { train: 0.8, val: 0, test: 0.2 },
    });
    expect(parts.val).toEqual([]);
    expect(parts.test.length / photos.length).toBeCloseTo(0.2, 1);
  });

  it("may leave classes to chance", () => {
    const photos = drawnPhotos(randomStream(1), false);
    const { parts } = splitPhotos(photos, { ...options, stratified: false });
    expect(parts.test.length / photos.length).toBeCloseTo(0.2, 2);
    const shares = CLASSES.map((name) => countOf(parts.test, name) / countOf(photos, name));
    expect(Math.max(...shares) - Math.min(...shares)).toBeGreaterThan(0.05);
  });
});

describe("a split of patients", () => {
  it.each(cases)("keeps all that a patient has on one side, in about the shares: %i", (seed) => {
    const photos = drawnPhotos(randomStream(seed), true);
    const splits = splitPhotos(photos, { ...options, seed });
    expect(splits).toMatchObject({ by: "patient", notices: [] });
    expect(shared(splits, ({ patientId }) => patientId)).toEqual([]);
    expect(shared(splits, ({ lesionId }) => lesionId)).toEqual([]);
    for (const part of PARTS) {
      const share = splits.parts[part].length / photos.length;
      expect(Math.abs(share - options.shares[part])).toBeLessThan(0.06);
    }
  });

  it("joins lesions and patients where some photos name one and some the other", () => {
    const photos = Array.from({ length: 60 }, (_, number) => [
      photoOf(`a${number}`, "nv", { patientId: `p${number}` }),
      photoOf(`b${number}`, "nv", { patientId: `p${number}`, lesionId: `l${number}` }),
      photoOf(`c${number}`, "nv", { lesionId: `l${number}` }),
    ]).flat();
    const splits = splitPhotos(photos, options);
    const triples = (photo: Photo): string => photo.imageId.slice(1);
    expect(shared(splits, triples)).toEqual([]);
  });
});

describe("a split of images", () => {
  it("is all that can be made where nothing else is known, and says so", () => {
    const photos = Array.from({ length: 50 }, (_, number) => photoOf(`${number}`, "nv"));
    const { by, parts, notices } = splitPhotos(photos, options);
    expect([by, parts.train.length, parts.val.length, parts.test.length]).toEqual([
      "image",
      ...[36, 4, 10],
    ]);
    expect(notices).toEqual([{ notice: "not-grouped", photos: 50 }]);
    expect(notices.map(noticeText)[0]).toContain("photos of one lesion may be on both sides");
  });

  it("can be demanded, and tells how many lesions it splits", () => {
    const photos = drawnPhotos(randomStream(5), false);
    const splits = splitPhotos(photos, { ...options, by: "image" });
    const { length: groups } = shared(splits, ({ lesionId }) => lesionId);
    expect(groups).toBeGreaterThan(10);
    expect(splits).toMatchObject({ by: "image", notices: [{ notice: "by-image", groups }] });
    expect(splits.notices.map(noticeText)[0]).toContain(`Split by image: ${groups} lesions`);
  });
});

describe("a split that the data bring along", () => {
  const given = (split: string, count: number, known: Partial<Photo> = {}): Photo[] =>
    Array.from({ length: count }, (_, number) =>
      photoOf(`${split}-${number}`, number % 2 === 0 ? "mel" : "nv", {
        lesionId: `${split}-${number}`,
        split,
        ...known,
      }),
    );

  it("is kept as it is, by its own names", () => {
    const photos = [...given("train", 6), ...given("isic2018-val", 3), ...given("val", 4)];
    const { by, parts, names, notices } = splitPhotos(photos, options);
    expect([by, notices]).toEqual(["given", []]);
    expect(names).toEqual({ train: "train", val: "val", test: "isic2018-val" });
    expect(PARTS.map((part) => parts[part])).toEqual([
      photos.slice(0, 6),
      photos.slice(9),
      photos.slice(6, 9),
    ]);
  });

  it("is completed from its training photos", () => {
    const photos = [...given("Train", 100), ...given("TEST", 50)];
    const { parts, names, notices } = splitPhotos(photos, options);
    // 0.08 of 0.08 + 0.72.
    expect(PARTS.map((part) => parts[part].length)).toEqual([90, 10, 50]);
    expect(names).toEqual({ train: "train", val: "val", test: "test" });
    expect(notices).toEqual([{ notice: "part-drawn", part: "val" }]);
  });

  it("is reported where lesions are on several sides of it", () => {
    const one = { lesionId: "one" };
    const photos = [...given("train", 2, one), ...given("val", 2), ...given("test", 2, one)];
    const { notices } = splitPhotos(photos, options);
    expect(notices).toEqual([{ notice: "groups-shared", groups: 1 }]);
  });

  it("is reported where a class is not on every side of it", () => {
    const photos = [...given("train", 2), ...given("val", 1), ...given("test", 2)];
    const { notices } = splitPhotos(
      [...photos, photoOf("v", "vasc", { lesionId: "v", split: "test" })],
      options,
    );
    expect(notices).toEqual([
      { notice: "classes-missing", part: "train", classes: ["vasc"] },
      { notice: "classes-missing", part: "val", classes: ["nv", "vasc"] },
    ]);
    expect(notices.map(noticeText).at(-1)).toBe("The part val has no photo of nv, vasc.");
  });
});

describe("copies of a file under several names", () => {
  const lesions = Array.from({ length: 200 }, (_, number) =>
    photoOf(String(number), "nv", { lesionId: `lesion ${String(number)}` }),
  );
  /** Each photo and the one a hundred further are the same. */
  const copied = lesions.map((photo, number) => ({ ...photo, copied: String(number % 100) }));
  const notice = { notice: "copies-apart", photos: 200 };

  it("stay on one side, and it is told", () => {
    const splits = splitPhotos(copied, options);
    expect(shared(splits, ({ copied: file = null }) => file)).toEqual([]);
    expect(splits.notices).toEqual([notice]);
  });

  it("stay where they were in a run that began when nobody looked for them, and it is told", () => {
    const before = splitPhotos(copied, { ...options, method: 1 });
    expect(imagesOf(before)).toEqual(imagesOf(splitPhotos(lesions, { ...options, method: 1 })));
    const { length: groups } = shared(before, ({ copied: file = null }) => file);
    expect(groups).toBeGreaterThan(10);
    expect(before.notices).toEqual([notice, { notice: "groups-shared", groups }]);
  });

  it("are told where the data's own split has them on several sides", () => {
    const given = copied.map((photo, number) => ({
      ...photo,
      split: ["train", "val", "test"][Math.floor(number / 80)] ?? null,
    }));
    const { notices } = splitPhotos(given, options);
    expect(notices).toEqual([notice, { notice: "groups-shared", groups: 100 }]);
  });

  it("are no matter of copies where they are of one lesion", () => {
    const one = { lesionId: "one", copied: "a" };
    const { notices } = splitPhotos(
      [...lesions, photoOf("a", "nv", one), photoOf("b", "nv", one)],
      options,
    );
    expect(notices).toEqual([]);
  });
});

describe("a table that sorts by benign and malignant", () => {
  /** Rare diagnoses among many; of some photos none is named. */
  const photos = Array.from({ length: 400 }, (_, number) => {
    const diagnosis = (["df", "vasc", "bcc"] as const)[number % 20] ?? (number % 2 ? "nv" : "mel");
    const className = diagnosis === "mel" || diagnosis === "bcc" ? "malignant" : "benign";
    return photoOf(String(number), className, {
      lesionId: String(number),
      diagnosis: number % 20 === 19 ? null : diagnosis,
    });
  });
  const sharesOf = ({ parts }: Splits) =>
    (["df", "vasc", "bcc"] as const).map((name) =>
      PARTS.map((part) => parts[part].filter(({ diagnosis }) => diagnosis === name).length),
    );

  it("gives every part the diagnoses in their shares where they are named", () => {
    const splits = splitPhotos(photos, options);
    // 0.72, 0.08 and 0.2 of twenty.
    for (const counts of sharesOf(splits)) {
      expect(Math.abs((counts[0] ?? 0) - 14.4)).toBeLessThanOrEqual(1);
      expect(Math.abs((counts[1] ?? 0) - 1.6)).toBeLessThanOrEqual(1);
    }
    expect(splits.notices).toEqual([]);
  });

  it("keeps a run that began without that to its parts, and tells what they lack", () => {
    const before = { ...options, method: 1 as const };
    const unnamed = photos.map((photo) => ({ ...photo, diagnosis: null }));
    expect(imagesOf(splitPhotos(photos, before))).toEqual(imagesOf(splitPhotos(unnamed, before)));
    const few = photos.map((photo, number) => ({
      ...photo,
      diagnosis: number < 3 ? photo.diagnosis : ("nv" as const),
    }));
    expect(splitPhotos(few, before).notices.map(noticeText).join()).toMatch(/has no photo of .*df/);
  });
});

describe("data that cannot be split", () => {
  it.each([
    ["of one patient", ["p", "p", "p", "p"], "val"],
    ["of two patients", ["p", "p", "q", "q"], "val"],
  ])("%s are refused, naming a part that stays empty", (_, patients, part) => {
    const photos = patients.map((patientId, number) => photoOf(`${number}`, "nv", { patientId }));
    const refused = () => splitPhotos(photos, options);
    expect(refused).toThrow("dataset.part");
    try {
      refused();
    } catch (error) {
      expect(failureOf(error)?.details).toEqual({ part });
    }
  });

  it("are those whose own split has nothing to train on", () => {
    const photos = [photoOf("a", "nv", { split: "test" }), photoOf("b", "mel", { split: "val" })];
    expect(() => splitPhotos(photos, options)).toThrow("dataset.part");
  });
});

describe("the description of a data set", () => {
  it("counts classes, parts, groups and what is left out", () => {
    const photos = [
      ...["a", "b", "c", "d"].map((id) => photoOf(id, "nv", { split: "train", lesionId: id })),
      photoOf("e", "mel", { split: "train", lesionId: "a", patientId: "p" }),
      photoOf("f", "mel", { split: "val" }),
      photoOf("g", "nv", { split: "val" }),
      photoOf("h", "scc", { split: "isic2018-val" }),
      photoOf("i", "other", { split: "isic2018-val" }),
    ];
    const problems = [{ row: 11, name: "x", problem: "image-missing", details: {} }] as const;
    const dataset = { layout: "ham10000", rows: 10, photos, problems } as const;
    const splits = splitPhotos(labelPhotos("malignancy", photos).photos, options);
    expect(describeDataset(dataset, "malignancy", splits)).toEqual({
      layout: "ham10000",
      rows: 10,
      photos: 8,
      found: { nv: 5, mel: 2, other: 1, scc: 1 },
      unfit: 1,
      classes: [
        { name: "benign", photos: 5, train: 4, val: 1, test: 0 },
        { name: "malignant", photos: 3, train: 1, val: 1, test: 1 },
      ],
      parts: [
        { part: "train", name: "train", photos: 5 },
        { part: "val", name: "val", photos: 2 },
        { part: "test", name: "isic2018-val", photos: 1 },
      ],
      groups: { by: "given", patients: 1, lesions: 4, ungrouped: 3 },
      notices: [
        expect.stringMatching(/^Of 3 photos/) as string,
        "The part train has no photo of scc.",
        "The part val has no photo of scc.",
        "The part test has no photo of mel, nv.",
      ],
      problems,
    });
  });
});
