import { describe, expect, it } from "vitest";
import { blurredAge } from "../../../../electron/domain/research";
import { keysText, metadataText } from "../../../../electron/exchange/research/hamTable";

const row = {
  lesionId: "LES_1",
  imageId: "IMG_2",
  patientId: "PAT_3",
  dx: "mel",
  dxType: "histo",
  age: 60,
  sex: "female",
  localization: "back",
} as const;

describe("metadata for research", () => {
  it("has HAM10000's columns and the patient's drawn name behind them", () => {
    expect(metadataText([row])).toBe(
      "lesion_id,image_id,dx,dx_type,age,sex,localization,patient_id\r\n" +
        "LES_1,IMG_2,mel,histo,60,female,back,PAT_3\r\n",
    );
  });

  it("leaves an age empty that nobody knows, and tells nobody who came first", () => {
    const [, first = "", second = ""] = metadataText([
      { ...row, imageId: "IMG_b", age: null },
      { ...row, imageId: "IMG_a" },
    ]).split("\r\n");
    expect(first).toContain("IMG_a");
    expect(second).toContain("IMG_b,mel,histo,,female");
  });

  it("has the way back in another text", () => {
    const key = { imageId: "IMG_2", lesionId: "LES_1", patientId: "PAT_3" };
    const keys = keysText([
      { ...key, photoId: "p-1", patientNumber: "4711", patientRecord: "r-1" },
    ]);
    expect(keys).toContain("IMG_2,LES_1,PAT_3,p-1,4711,r-1");
    expect(metadataText([row])).not.toMatch(/4711|p-1|r-1/);
  });
});

describe("an age that is told", () => {
  it.each([
    [0, 0],
    [2, 0],
    [3, 5],
    [42, 40],
    [43, 45],
    [85, 85],
    [104, 85],
  ])("of %i years is %i", (years, told) => {
    expect(blurredAge(years)).toBe(told);
  });
});
