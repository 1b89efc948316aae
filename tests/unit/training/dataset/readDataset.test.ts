/** Every layout in which data sets come, and what is wrong with those that cannot be read. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { failureOf, type Failure } from "../../../../electron/contract/errors";
import { DATASET_PROBLEMS } from "../../../../electron/domain/datasetProblem";
import { datasetFingerprint } from "../../../../electron/training/dataset/fingerprint";
import { photosOf } from "../../../../electron/training/dataset/photo";
import { readDataset } from "../../../../electron/training/dataset/readDataset";
import en from "../../../../resources/locales/en.json";
import { temporaryFolder } from "../../../fixtures/temporaryFolder";

let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
});

/** A file that no other one is a copy of, if nothing else is said. */
function write(name: string, content: string | Uint8Array = name): void {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

const writeAll = (...names: string[]): void => {
  for (const name of names) write(name);
};

const table = (...lines: string[]): string => `${lines.join("\r\n")}\r\n`;

/** What a folder is refused for. */
async function failure(): Promise<Failure | null> {
  return readDataset(folder).then(() => null, failureOf);
}

const HAM = "image_id,lesion_id,dx,dx_type,age,sex,localization,split";

describe("HAM10000", () => {
  const rows = [
    "ISIC_1,HAM_1,mel,histo,45,male,trunk,train",
    'ISIC_2,HAM_1,mel,histo,,unknown,"back, lower",train',
    "ISIC_3,HAM_2,vasc,consensus,60,female,face,val",
    "ISIC_4,HAM_3,nv,follow_up,60.0,female,unknown,isic2018-val",
  ];

  it("joins rows and image files and lists rows without one", async () => {
    write("metadata.csv", table(HAM, ...rows));
    writeAll("images/ISIC_1.webp", "images/ISIC_2.JPG", "images/ISIC_4.png", "images/ISIC_9.webp");
    writeAll("images/notes.txt", "masks/ISIC_1.png", "masks/ISIC_3.png");
    const dataset = await readDataset(folder);
    expect(dataset).toMatchObject({ layout: "ham10000", rows: 4 });
    expect(dataset.problems).toEqual([
      { row: 4, name: "ISIC_3", problem: "image-missing", details: {} },
    ]);
    const first = {
      imageId: "ISIC_1",
      file: join(folder, "images", "ISIC_1.webp"),
      className: "mel",
      diagnosis: "mel",
      lesionId: "HAM_1",
      patientId: null,
      age: 45,
      sex: "male",
      site: "trunk",
      split: "train",
    };
    const second = { ...first, imageId: "ISIC_2", age: null, sex: null, site: "back, lower" };
    const file = join(folder, "images", "ISIC_2.JPG");
    expect(photosOf(dataset, "train")).toEqual([first, { ...second, file }]);
    expect(photosOf(dataset, "isic2018-val")).toMatchObject([{ age: 60, site: null }]);
  });

  it("is found with the publisher's names, beside other tables, without a split", async () => {
    write("HAM10000_metadata", table("lesion_id,image_id,dx", "L1,a,nv", "L2,b,bcc", "L3,c,df"));
    write("hmnist_8_8_L.csv", table("pixel0000,pixel0001,label", "3,4,2"));
    write("extract.csv", table("image_id,dx", "a,nv"));
    writeAll("HAM10000_images_part_1/a.jpg", "ham10000_images_PART_2/b.jpeg", "C.png");
    const { photos, problems } = await readDataset(folder);
    expect(problems).toEqual([]);
    expect(photos.map(({ className, split }) => [className, split])).toEqual([
      ["nv", null],
      ["bcc", null],
      ["df", null],
    ]);
  });

  it("tells of every row that it cannot use", async () => {
    write(
      "metadata.csv",
      table(
        "image_id,dx,age,split",
        "a,nv,33,train",
        ",nv,33,train",
        "b,scc,33,train",
        "c,,33,train",
        "a.jpg,NV,33,train",
        "A,mel,33,train",
        "d,df,33,holdout",
        "e,df,33,",
        "f,df,x,val",
        "g,df,130,VAL",
        "h,df,85+,test",
      ),
    );
    writeAll("a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg", "f.jpg", "g.jpg", "h.jpg", "h.png");
    const { photos, problems } = await readDataset(folder);
    expect(problems).toEqual([
      { row: 3, name: "", problem: "image-unnamed", details: {} },
      { row: 4, name: "b", problem: "label-unknown", details: { label: "scc" } },
      { row: 5, name: "c", problem: "label-missing", details: {} },
      { row: 6, name: "a", problem: "row-repeated", details: { row: 2 } },
      { row: 7, name: "A", problem: "row-contradictory", details: { row: 2 } },
      { row: 8, name: "d", problem: "split-unknown", details: { split: "holdout" } },
      { row: 9, name: "e", problem: "split-unknown", details: { split: "" } },
      { row: 10, name: "f", problem: "age-unknown", details: { age: "x" } },
      { row: 11, name: "g", problem: "age-unknown", details: { age: "130" } },
      { row: 12, name: "h", problem: "image-ambiguous", details: {} },
    ]);
    expect(photos.map(({ imageId, age }) => [imageId, age])).toEqual([
      ["a", 33],
      ["f", null],
      ["g", null],
    ]);
  });

  it("keeps the fingerprint by which models name it, whatever the order of the rows", async () => {
    writeAll("images/ISIC_1.webp", "images/ISIC_2.webp", "images/ISIC_3.webp");
    const fingerprint = async (lines: string[]): Promise<string> => {
      write("metadata.csv", table(HAM, ...lines));
      return datasetFingerprint(await readDataset(folder));
    };
    // sha256sum of the three lines "ISIC_1,HAM_1,mel,train" and so on, joined by line feeds.
    const original = "6aeaa7a744a509f10419c0161b863cc600a95f73c6ab19fd29d7ce0e5ec42db3";
    expect(await fingerprint(rows)).toBe(original);
    expect(await fingerprint([...rows].reverse())).toBe(original);
    const relabelled = rows.map((row) => row.replace("vasc", "df"));
    expect(await fingerprint(relabelled)).not.toBe(original);
  });
});

describe("tables of the ISIC Archive", () => {
  it("are read with age and site, undecided and missing labels listed", async () => {
    write(
      "challenge.csv",
      table(
        "isic_id,benign_malignant,age_approx,anatom_site_general,sex,lesion_id,patient_id,diagnosis",
        "ISIC_1,benign,45,Anterior Torso,male,IL_1,IP_1,nevus",
        "ISIC_2,Malignant,,,female,,IP_1,Melanoma",
        "ISIC_3,indeterminate,50,head/neck,,,,",
        "ISIC_4,,50,head/neck,,,,",
        "ISIC_5,malignant,85,NA,,,,squamous cell carcinoma",
        "ISIC_6,benign,20,palms/soles,,,,unknown",
      ),
    );
    writeAll("ISIC_1.jpg", "ISIC_2.jpg", "ISIC_3.jpg", "ISIC_4.jpg", "ISIC_5.jpg");
    const { layout, photos, problems } = await readDataset(folder);
    expect(layout).toBe("isic");
    const about = { lesionId: "IL_1", patientId: "IP_1", split: null };
    expect(photos).toMatchObject([
      { className: "benign", diagnosis: "nv", age: 45, site: "anterior torso", ...about },
      { className: "malignant", diagnosis: "mel", age: null, site: null, lesionId: null },
      { className: "malignant", diagnosis: "scc", age: 85, site: null, sex: null },
    ]);
    expect(problems).toEqual([
      { row: 4, name: "ISIC_3", problem: "label-undecided", details: { label: "indeterminate" } },
      { row: 5, name: "ISIC_4", problem: "label-missing", details: {} },
      { row: 7, name: "ISIC_6", problem: "image-missing", details: {} },
    ]);
  });

  it("may use the columns of SIIM-ISIC 2020 or of the archive since 2024", async () => {
    const siim = "image_name,patient_id,sex,age_approx,anatom_site_general_challenge,diagnosis";
    write("train.csv", table(`${siim},benign_malignant`, "a,IP_1,male,45,torso,unknown,benign"));
    write("images/a.jpg");
    expect(await readDataset(folder)).toMatchObject({
      layout: "isic",
      photos: [{ imageId: "a", className: "benign", diagnosis: null, site: "torso" }],
    });

    write("metadata.csv", table("isic_id,diagnosis_1,diagnosis_3", 'a,Malignant,"Melanoma, NOS"'));
    expect(await readDataset(folder)).toMatchObject({
      photos: [{ className: "malignant", diagnosis: "mel" }],
    });
  });
});

describe("class folders", () => {
  it("are recognised by codes and common names, whatever the capitals", async () => {
    writeAll("Melanoma/1.jpg", "Melanoma/2.JPEG", "basal_cell-carcinomas/1.png", "NV/x.webp");
    writeAll("Seborrhoeic Keratoses/1.jpg", "squamous cell carcinoma/a.b.jpg");
    const { layout, rows, photos, problems } = await readDataset(folder);
    expect([layout, rows, problems]).toEqual(["folders", 6, []]);
    expect(photos.map(({ imageId, className }) => [imageId, className])).toEqual([
      ["Melanoma/1", "mel"],
      ["Melanoma/2", "mel"],
      ["NV/x", "nv"],
      ["Seborrhoeic Keratoses/1", "bkl"],
      ["basal_cell-carcinomas/1", "bcc"],
      ["squamous cell carcinoma/a.b", "scc"],
    ]);
    expect(photos[3]).toEqual({
      imageId: "Seborrhoeic Keratoses/1",
      file: join(folder, "Seborrhoeic Keratoses", "1.jpg"),
      className: "bkl",
      diagnosis: "bkl",
      lesionId: null,
      patientId: null,
      age: null,
      sex: null,
      site: null,
      split: null,
    });
  });

  it("may lie below the folders of a split; the rest is listed", async () => {
    writeAll("Train/Benign/1.jpg", "Train/Malignant/1.jpg", "test/benign/1.jpg");
    writeAll("test/malignant/1.jpg", "test/malignant/1.png", "test/malignant/note.txt");
    writeAll("test/unsure/1.jpg", "extra/1.jpg", "Train/Benign/old/1.jpg", ".cache/1.jpg");
    write("Train/Benign/._1.jpg");
    const { rows, photos, problems } = await readDataset(folder);
    expect(rows).toBe(4);
    expect(photos.map(({ imageId, className, split }) => [imageId, className, split])).toEqual([
      ["Train/Benign/1", "benign", "train"],
      ["Train/Malignant/1", "malignant", "train"],
      ["test/benign/1", "benign", "test"],
    ]);
    expect(problems.map(({ row, name, problem }) => [row, name, problem])).toEqual([
      [null, "extra", "folder-unknown"],
      [null, "test/unsure", "folder-unknown"],
      [null, "Train/Benign/old", "folder-unknown"],
      [null, "test/malignant/note.txt", "file-unknown"],
      [null, "test/malignant/1", "image-ambiguous"],
    ]);
  });
});

describe("copies of files", () => {
  const twice = (first: string, second: string): void => {
    for (const name of [first, second]) write(name, "the same picture");
    // As long, but another picture.
    write("nv/other.jpg", "some other image");
  };
  const problems = async () =>
    (await readDataset(folder)).problems.map(({ name, problem, details }) => [
      name,
      problem,
      details["other"],
    ]);

  it("in one class are used once", async () => {
    twice("nv/a.jpg", "nv/b.jpg");
    const { photos } = await readDataset(folder);
    expect(photos.map(({ imageId }) => imageId)).toEqual(["nv/a", "nv/other"]);
    expect(await problems()).toEqual([["nv/b", "file-repeated", "nv/a"]]);
  });

  it("in two classes are not used at all", async () => {
    twice("mel/a.jpg", "nv/a.jpg");
    const { photos } = await readDataset(folder);
    expect(photos.map(({ imageId }) => imageId)).toEqual(["nv/other"]);
    expect(await problems()).toEqual([
      ["mel/a", "file-contradictory", "nv/a"],
      ["nv/a", "file-contradictory", "mel/a"],
    ]);
  });

  it("under several names of lesions stay as they are, and are known as copies", async () => {
    const rows = ["a,nv,1", "b,mel,2", "other,nv,3"];
    write("metadata.csv", table("image_id,dx,lesion_id", ...rows));
    for (const name of ["a.jpg", "b.jpg"]) write(name, "the same picture");
    write("other.jpg", "some other image");
    const dataset = await readDataset(folder);
    expect(dataset.problems).toEqual([]);
    const [a, b, other] = dataset.photos;
    expect(a?.copied).toMatch(/^[0-9a-f]{64}$/);
    expect(b?.copied).toBe(a?.copied);
    expect(other).not.toHaveProperty("copied");
    // Which data a version has seen is named as before.
    write("b.jpg", "something else");
    expect(datasetFingerprint(await readDataset(folder))).toBe(datasetFingerprint(dataset));
  });

  it("of nobody named are left out, and are copies of those that are named", async () => {
    const rows = ["a,nv,1", "b,nv,", "c,nv,"];
    write("metadata.csv", table("image_id,dx,lesion_id", ...rows));
    for (const name of ["a.jpg", "b.jpg", "c.jpg"]) write(name, "the same picture");
    const { photos } = await readDataset(folder);
    expect(photos.map(({ imageId }) => imageId)).toEqual(["a", "b"]);
    expect(photos[0]?.copied).toBe(photos[1]?.copied);
    expect(await problems()).toEqual([["c", "file-repeated", "b"]]);
  });

  it("of one lesion stay, since they are never on two sides of a split", async () => {
    write("metadata.csv", table("image_id,dx,lesion_id", "a,nv,1", "b,nv,1"));
    for (const name of ["a.jpg", "b.jpg"]) write(name, "the same picture");
    expect((await readDataset(folder)).photos).toHaveLength(2);
  });
});

describe("folders that hold no data set", () => {
  it("are refused with a code that says why", async () => {
    expect(await failure()).toEqual({ code: "dataset.layout", details: {} });
    writeAll("holiday/1.jpg", "family/2.jpg");
    expect((await failure())?.code).toBe("dataset.layout");
    folder = join(folder, "not-there");
    expect((await failure())?.code).toBe("dataset.missing");
  });

  it.each([
    ["image_id,diagnosis", "dx"],
    ["isic_id,age_approx", "benign_malignant or diagnosis_1"],
    ["benign_malignant,age", "isic_id or image_name"],
    ["name,class", "image_id and dx"],
    ["", "image_id and dx"],
  ])("name the columns that a table with %s lacks", async (header, columns) => {
    write("labels.csv", table(header, "a,nv"));
    const details = { file: "labels.csv", columns };
    expect(await failure()).toEqual({ code: "dataset.columns", details });
  });

  it("name a table whose quotes are not closed", async () => {
    const expected = { code: "dataset.unreadable", details: { file: "metadata.csv" } };
    write("metadata.csv", 'image_id,dx\n"a,nv\n');
    expect(await failure()).toEqual(expected);
    write("metadata.csv", '"image_id,dx\na,nv\n');
    expect(await failure()).toEqual(expected);
  });

  it("do not hide behind rows that are too wide to be a table", async () => {
    write("metadata.csv", table("image_id,dx", `a,nv${",".repeat(2000)}`));
    expect(await failure()).toEqual({ code: "table.too-large", details: {} });
  });

  it("are not guessed at where two tables could be meant", async () => {
    for (const name of ["a.csv", "b.csv"]) write(name, table("image_id,dx", "a,nv"));
    expect(await failure()).toEqual({ code: "dataset.tables", details: { files: "a.csv, b.csv" } });
  });

  it("say how many rows lack an image where no photo can be used", async () => {
    write("metadata.csv", table("image_id,dx", "a,nv", "b,nv", "c,??"));
    expect(await failure()).toEqual({ code: "dataset.empty", details: { rows: 3, without: 2 } });
  });
});

describe("problems", () => {
  it("all have words", () => {
    expect(Object.keys(en.dataset.problems).sort()).toEqual([...DATASET_PROBLEMS].sort());
  });
});
