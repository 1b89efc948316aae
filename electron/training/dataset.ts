/**
 * HAM10000 in its folder: metadata.csv and images/<image_id>.webp (or .jpg, .png).
 *
 * Tschandl, Rosendahl, Kittler: The HAM10000 dataset. Scientific Data 5:180161, 2018.
 * Photos of one lesion are all in one split; a split by photo would leak lesions.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import * as z from "zod";
import { DIAGNOSES, type Diagnosis } from "../domain/diagnosis";

export const SPLITS = ["train", "val", "isic2018-val"] as const;

export type Split = (typeof SPLITS)[number];

export interface LabelledPhoto {
  readonly imageId: string;
  readonly lesionId: string;
  readonly diagnosis: Diagnosis;
  readonly split: Split;
  /** Path of the image file. */
  readonly file: string;
}

export interface Dataset {
  readonly photos: readonly LabelledPhoto[];
  /** Rows of the metadata whose image file is not there. */
  readonly missing: readonly string[];
}

const Row = z.object({
  image_id: z.string().min(1),
  lesion_id: z.string().min(1),
  dx: z.enum(DIAGNOSES),
  split: z.enum(SPLITS),
});

const IMAGE_FILE = /^(.+)\.(webp|jpe?g|png)$/i;

/** @throws Error where the metadata is not there or a row is not what it should be */
export async function readDataset(folder: string): Promise<Dataset> {
  const rows: unknown = parse(await readFile(join(folder, "metadata.csv")), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  });
  const images = join(folder, "images");
  const files = new Map<string, string>();
  for (const name of await readdir(images)) {
    const imageId = IMAGE_FILE.exec(name)?.[1];
    if (imageId !== undefined) files.set(imageId, join(images, name));
  }

  const photos: LabelledPhoto[] = [];
  const missing: string[] = [];
  for (const row of z.array(Row).parse(rows)) {
    const file = files.get(row.image_id);
    if (file === undefined) {
      missing.push(row.image_id);
      continue;
    }
    photos.push({
      imageId: row.image_id,
      lesionId: row.lesion_id,
      diagnosis: row.dx,
      split: row.split,
      file,
    });
  }
  return { photos, missing };
}

export function photosOf(dataset: Dataset, split: Split): LabelledPhoto[] {
  return dataset.photos.filter((photo) => photo.split === split);
}

/** sha256 over names, labels and splits in the order of names: says which data a model has seen. */
export function datasetFingerprint(dataset: Dataset): string {
  const lines = dataset.photos.map(
    ({ imageId, lesionId, diagnosis, split }) => `${imageId},${lesionId},${diagnosis},${split}`,
  );
  return createHash("sha256").update(lines.sort().join("\n")).digest("hex");
}
