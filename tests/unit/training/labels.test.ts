import { describe, expect, it } from "vitest";
import { failureOf } from "../../../electron/contract/errors";
import { readLabels } from "../../../electron/training/labels";
import en from "../../../resources/locales/en.json";
import { LABEL_PROBLEMS } from "../../../electron/training/labels";

const read = (...lines: string[]) => readLabels(Buffer.from(lines.join("\n")));

const ISIC = "image,MEL,NV,BCC,AKIEC,BKL,DF,VASC";

/** What a file is refused for. */
function codeOf(bytes: Uint8Array): string | undefined {
  try {
    readLabels(bytes);
  } catch (error) {
    return failureOf(error)?.code;
  }
  return undefined;
}

describe("labels in HAM10000's columns", () => {
  it("are read with their lesions, whatever else the table holds", () => {
    const table = read(
      "lesion_id,image_id,dx,dx_type,age,sex,localization",
      "HAM_1,ISIC_0027419,bkl,histo,80.0,male,scalp",
      "HAM_2,ISIC_0025030,mel,histo,,female,back",
    );
    expect(table).toEqual({
      layout: "ham10000",
      rows: 2,
      images: [
        { row: 2, imageId: "ISIC_0027419", lesionId: "HAM_1", patientId: null, diagnosis: "bkl" },
        { row: 3, imageId: "ISIC_0025030", lesionId: "HAM_2", patientId: null, diagnosis: "mel" },
      ],
      problems: [],
    });
  });

  it("need no lesions", () => {
    expect(read("image_id,dx", "a,nv").images).toMatchObject([{ lesionId: null }]);
    expect(read("image_id,dx,lesion_id", "a,nv,").images).toMatchObject([{ lesionId: null }]);
    expect(read("image_id,dx,patient_id", "a,nv,P7").images).toMatchObject([{ patientId: "P7" }]);
  });

  it("are read in capitals, with quotes, byte-order mark, CRLF, spaces and file endings", () => {
    const text = '\ufeff"Image_ID", "DX" ,"Lesion_ID"\r\n"a.JPG","MEL","L 1"\r\n b , Nv , L2\r\n';
    const expected = [
      { row: 2, imageId: "a", lesionId: "L 1", patientId: null, diagnosis: "mel" },
      { row: 3, imageId: "b", lesionId: "L2", patientId: null, diagnosis: "nv" },
    ];
    expect(readLabels(Buffer.from(text)).images).toEqual(expected);
    expect(readLabels(Buffer.from(text, "utf16le")).images).toEqual(expected);
    expect(readLabels(Buffer.from(text.replaceAll(",", ";"))).images).toEqual(expected);
    expect(readLabels(Buffer.from(text.replaceAll(",", "\t"))).images).toEqual(expected);
  });
});

describe("labels in ISIC 2018's columns", () => {
  it("are read by the column of the one", () => {
    const table = read(
      ISIC,
      "ISIC_1,0.0,1.0,0.0,0.0,0.0,0.0,0.0",
      "ISIC_2,1,0,0,0,0,0,0",
      "ISIC_3,0.0,0.0,0.0,0.0,0.0,0.0,1.0",
    );
    expect(table.layout).toBe("isic2018");
    expect(table.images.map(({ diagnosis }) => diagnosis)).toEqual(["nv", "mel", "vasc"]);
    expect(table.images.every(({ lesionId }) => lesionId === null)).toBe(true);
  });

  it("are refused without exactly one one", () => {
    const table = read(
      `${ISIC},UNK`,
      "none,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0",
      "two,1.0,1.0,0.0,0.0,0.0,0.0,0.0,0.0",
      "half,0.5,0.5,0.0,0.0,0.0,0.0,0.0,0.0",
      "short,1.0",
    );
    expect(table.problems).toEqual([
      { row: 2, imageId: "none", problem: "label-missing", details: {} },
      { row: 3, imageId: "two", problem: "label-several", details: {} },
      { row: 4, imageId: "half", problem: "label-number", details: { label: "0.5" } },
    ]);
    expect(table.images).toMatchObject([{ imageId: "short", diagnosis: "mel" }]);
  });

  it("are read with decimal commas, as some spreadsheets write them", () => {
    const table = read(ISIC.replaceAll(",", ";"), "a;0,0;0,0;1,0;0,0;0,0;0,0;0,0");
    expect(table.images).toMatchObject([{ diagnosis: "bcc" }]);
  });
});

describe("rows that cannot be used", () => {
  it("are told one by one, with where they stand", () => {
    const table = read(
      "image_id,dx",
      "a,nv",
      "",
      ",mel",
      "b,naevus",
      "c,",
      "a.jpg,NV",
      "A,mel",
      "d,df",
    );
    expect(table.images.map(({ imageId }) => imageId)).toEqual(["a", "d"]);
    expect(table.rows).toBe(7);
    expect(table.problems).toEqual([
      { row: 4, imageId: "", problem: "image-unnamed", details: {} },
      { row: 5, imageId: "b", problem: "label-unknown", details: { label: "naevus" } },
      { row: 6, imageId: "c", problem: "label-missing", details: {} },
      { row: 7, imageId: "a", problem: "row-repeated", details: { row: 2 } },
      { row: 8, imageId: "A", problem: "row-contradictory", details: { row: 2 } },
    ]);
  });

  it("have words for every problem", () => {
    expect(Object.keys(en.evaluation.problems).sort()).toEqual([...LABEL_PROBLEMS].sort());
  });
});

describe("tables that cannot be used", () => {
  it("are refused with a code", () => {
    expect(codeOf(Buffer.from("image,melanoma\na,1\n"))).toBe("labels.columns");
    expect(codeOf(Buffer.from("image,MEL,NV,BCC,AKIEC,BKL,DF\na,1,0,0,0,0,0\n"))).toBe(
      "labels.columns",
    );
    expect(codeOf(new Uint8Array(0))).toBe("labels.columns");
    expect(codeOf(Buffer.from('image_id,dx\n"a,nv\n'))).toBe("labels.unreadable");
    const wide = `image_id,dx\na,nv${",".repeat(2000)}\n`;
    expect(codeOf(Buffer.from(wide))).toBe("table.too-large");
  });

  it("may have a header only", () => {
    expect(read("image_id,dx")).toMatchObject({ rows: 0, images: [], problems: [] });
  });
});
