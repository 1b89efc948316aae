import { describe, expect, it } from "vitest";
import {
  DIAGNOSES,
  isDiagnosis,
  isMalignant,
  leadingDiagnosis,
  malignancyScore,
  type Probabilities,
} from "../../../electron/domain/diagnosis";

const none: Probabilities = { akiec: 0, bcc: 0, bkl: 0, df: 0, mel: 0, nv: 0, vasc: 0 };

describe("the classes", () => {
  it("are HAM10000's, in the order of its vectors", () => {
    expect(DIAGNOSES).toEqual(["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"]);
    expect(DIAGNOSES.every(isDiagnosis)).toBe(true);
    for (const other of ["", "MEL", "scc", "toString"]) expect(isDiagnosis(other)).toBe(false);
  });

  it("are malignant or pre-malignant in three cases", () => {
    expect(DIAGNOSES.filter(isMalignant)).toEqual(["akiec", "bcc", "mel"]);
  });

  it("that lead are the first of those that are equally probable", () => {
    expect(leadingDiagnosis(none)).toBe("akiec");
    expect(leadingDiagnosis({ ...none, bkl: 0.5, nv: 0.5 })).toBe("bkl");
    expect(leadingDiagnosis({ ...none, vasc: 1 })).toBe("vasc");
  });
});

describe("the malignancy score", () => {
  it("is never below 0, whatever rounding does", () => {
    expect(malignancyScore({ ...none, mel: -1e-12 })).toBe(0);
    expect(malignancyScore({ ...none, mel: 0.25 })).toBe(0.25);
  });
});
