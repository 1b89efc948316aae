import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { datasetFingerprint, photosOf, readDataset } from "../../../electron/training/dataset";

const HEADER = "image_id,lesion_id,dx,dx_type,age,sex,localization,split";
let folder: string;

async function write(rows: string[], images: string[]): Promise<void> {
  await mkdir(join(folder, "images"), { recursive: true });
  await writeFile(join(folder, "metadata.csv"), [HEADER, ...rows, ""].join("\r\n"));
  for (const name of images) await writeFile(join(folder, "images", name), "");
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lentigo-data-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("HAM10000", () => {
  const rows = [
    "ISIC_1,HAM_1,mel,histo,45,male,trunk,train",
    'ISIC_2,HAM_1,mel,histo,,female,"back, lower",train',
    "ISIC_3,HAM_2,vasc,consensus,60,female,face,val",
    "ISIC_4,HAM_3,nv,follow_up,60,female,face,isic2018-val",
  ];

  it("joins rows and image files and lists rows without one", async () => {
    await write(rows, ["ISIC_1.webp", "ISIC_2.JPG", "ISIC_4.png", "ISIC_9.webp", "notes.txt"]);
    const dataset = await readDataset(folder);
    expect(dataset.missing).toEqual(["ISIC_3"]);
    expect(photosOf(dataset, "train")).toEqual([
      {
        imageId: "ISIC_1",
        lesionId: "HAM_1",
        diagnosis: "mel",
        split: "train",
        file: join(folder, "images", "ISIC_1.webp"),
      },
      {
        imageId: "ISIC_2",
        lesionId: "HAM_1",
        diagnosis: "mel",
        split: "train",
        file: join(folder, "images", "ISIC_2.JPG"),
      },
    ]);
    expect(photosOf(dataset, "isic2018-val")).toHaveLength(1);
  });

  it("refuses a diagnosis that it does not know", async () => {
    await write(["ISIC_1,HAM_1,scc,histo,45,male,trunk,train"], ["ISIC_1.webp"]);
    await expect(readDataset(folder)).rejects.toThrow();
  });

  it("has a fingerprint of its labels, whatever the order of the rows", async () => {
    const images = ["ISIC_1.webp", "ISIC_2.webp", "ISIC_3.webp", "ISIC_4.webp"];
    const fingerprint = async (lines: string[]): Promise<string> => {
      await write(lines, images);
      return datasetFingerprint(await readDataset(folder));
    };
    const original = await fingerprint(rows);
    expect(await fingerprint([...rows].reverse())).toBe(original);
    const relabelled = rows.map((row) => row.replace("vasc", "df"));
    expect(await fingerprint(relabelled)).not.toBe(original);
  });
});
