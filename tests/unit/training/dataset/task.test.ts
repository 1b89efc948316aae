import { describe, expect, it } from "vitest";
import { failureOf } from "../../../../electron/contract/errors";
import { DIAGNOSES } from "../../../../electron/domain/diagnosis";
import { CLASS_NAMES, type ClassName } from "../../../../electron/training/dataset/photo";
import {
  labelFor,
  labelPhotos,
  TASKS,
  type Task,
} from "../../../../electron/training/dataset/task";
import { photoOf } from "./somePhotos";

/** The name of a task's class for each class that data name; null where it does not fit. */
function labelled(task: Task): Record<string, string | null> {
  return Object.fromEntries(
    CLASS_NAMES.map((name) => {
      const label = labelFor(task, photoOf("x", name));
      return [name, label === null ? null : (TASKS[task][label] ?? "out of range")];
    }),
  );
}

describe("the class of a photo in a task", () => {
  const benign = { bkl: "benign", df: "benign", nv: "benign", vasc: "benign", benign: "benign" };
  const malignant = { akiec: "malignant", bcc: "malignant", mel: "malignant", scc: "malignant" };
  const rest = { akiec: "other", bcc: "other", bkl: "other", df: "other", nv: "other" };

  it("is its diagnosis among the seven", () => {
    const seven = Object.fromEntries(DIAGNOSES.map((name) => [name, name]));
    const none = { scc: null, benign: null, malignant: null, other: null };
    expect(labelled("diagnosis")).toEqual({ ...seven, ...none });
  });

  it("is malignant for akiec, bcc, mel and scc, and unknown for what is only no melanoma", () => {
    const expected = { ...benign, ...malignant, malignant: "malignant", other: null };
    expect(labelled("malignancy")).toEqual(expected);
  });

  it("is melanoma or the rest, and unknown for what is only malignant", () => {
    const others = { vasc: "other", scc: "other", benign: "other", other: "other" };
    expect(labelled("melanoma")).toEqual({ ...rest, ...others, mel: "melanoma", malignant: null });
  });

  it("follows the column that the task is about where the data have several", () => {
    const melanoma = photoOf("x", "malignant", { diagnosis: "mel" });
    expect(
      (["diagnosis", "malignancy", "melanoma"] as const).map((task) => labelFor(task, melanoma)),
    ).toEqual([DIAGNOSES.indexOf("mel"), 1, 1]);
    // The ISIC Archive calls actinic keratoses benign.
    const keratosis = photoOf("x", "benign", { diagnosis: "akiec" });
    expect(labelFor("malignancy", keratosis)).toBe(0);
    expect(labelFor("diagnosis", keratosis)).toBe(DIAGNOSES.indexOf("akiec"));
  });
});

describe("photos labelled for a task", () => {
  const photos = (...names: ClassName[]) => names.map((name, index) => photoOf(`${index}`, name));

  it("come without those that do not fit", () => {
    const { photos: used, unfit } = labelPhotos("melanoma", photos("mel", "malignant", "nv"));
    expect(used.map(({ imageId, label }) => [imageId, label])).toEqual([
      ["0", 1],
      ["2", 0],
    ]);
    expect(unfit.map(({ imageId }) => imageId)).toEqual(["1"]);
  });

  it.each([
    [
      "diagnosis",
      ["benign", "malignant", "benign"],
      "benign (2), malignant (1)",
      DIAGNOSES.join(" or "),
    ],
    ["diagnosis", ["akiec", "bcc", "bkl", "df", "mel", "nv"], undefined, "vasc"],
    ["malignancy", ["nv", "vasc"], "nv (1), vasc (1)", "malignant"],
    ["melanoma", ["malignant", "benign"], undefined, "melanoma"],
    ["melanoma", ["mel"], "mel (1)", "other"],
  ] as [Task, ClassName[], string | undefined, string][])(
    "are refused for %s where the data hold %j, naming what is there",
    (task, names, found, missing) => {
      const failure = () => labelPhotos(task, photos(...names));
      let details;
      try {
        failure();
      } catch (error) {
        const told = failureOf(error);
        expect(told?.code).toBe("dataset.task");
        details = told?.details;
      }
      expect(details).toMatchObject({ missing, classes: TASKS[task].join(", ") });
      if (found !== undefined) expect(details).toMatchObject({ found });
    },
  );
});
