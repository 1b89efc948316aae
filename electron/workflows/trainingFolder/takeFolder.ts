import { readFile } from "node:fs/promises";
import { basename, relative } from "node:path";
import { LentigoError } from "../../contract/errors";
import { isDiagnosis, type Diagnosis } from "../../domain/diagnosis";
import { groupsOf } from "../../training/dataset/groups";
import { partNamed } from "../../training/dataset/parts";
import type { Dataset, DatasetProblem, Photo } from "../../training/dataset/photo";
import { groupBy } from "../../training/groupBy";
import { photoFormat } from "../../vision/format";
import { withoutJpegMetadata } from "../../vision/jpegMetadata";

/** A photo of a folder that can be learned from or judged by. */
export interface FolderPhoto {
  /** Path within the folder. */
  readonly file: string;
  readonly label: Diagnosis;
  /** Keyed hash of the bytes, as the clinic's own photos have. */
  readonly sourceHash: string;
  /** Of the bytes without metadata, under which the clinic keeps the same picture. */
  readonly contentHash: string;
  /** What must stay together: the patient, else the lesion, else the photo. */
  readonly group: string;
  /** Whether the folder's own split keeps it from training; null where there is no split. */
  readonly isHeldOut: boolean | null;
}

/** A folder of labelled photos as it was read. */
export interface TrainingFolder {
  readonly path: string;
  readonly name: string;
  readonly photos: readonly FolderPhoto[];
  readonly problems: readonly DatasetProblem[];
}

/**
 * Takes what was read of a folder: photos of the seven diagnoses, each once.
 *
 * @param hashOf the keyed hash by which the clinic knows photos
 * @throws LentigoError `session.locked` where it was aborted
 */
export async function takeFolder(
  path: string,
  { photos, problems }: Dataset,
  hashOf: (bytes: Uint8Array) => string,
  signal: AbortSignal,
): Promise<TrainingFolder> {
  const groups = groupNames(photos);
  const named: NamedPhoto[] = [];
  const found: DatasetProblem[] = [...problems];
  for (const [place, photo] of photos.entries()) {
    const { diagnosis: label, className, imageId } = photo;
    if (label === null || !isDiagnosis(label)) {
      found.push(problemOf(imageId, "label-unknown", { label: className }));
      continue;
    }
    // One after the other: each lies in memory only until it is hashed.
    const bytes = await readFile(photo.file);
    if (signal.aborted) throw new LentigoError("session.locked");
    const sourceHash = hashOf(bytes);
    named.push({
      imageId,
      file: relative(path, photo.file),
      label,
      sourceHash,
      contentHash: hashOf(withoutMetadata(bytes)),
      group: groups[place] ?? `photo ${sourceHash}`,
      isHeldOut: photo.split === null ? null : partNamed(photo.split) !== "train",
    });
  }
  const single = withoutCopies(named);
  return {
    path,
    name: basename(path),
    photos: single.photos,
    problems: [...found, ...single.problems],
  };
}

type NamedPhoto = FolderPhoto & { readonly imageId: string };

/** As the clinic keeps a JPEG; others it encodes anew, which is not repeated here. */
function withoutMetadata(bytes: Uint8Array): Uint8Array {
  try {
    return photoFormat(bytes) === "jpeg" ? withoutJpegMetadata(bytes) : bytes;
  } catch {
    return bytes; // decoding tells whether it can be used
  }
}

/** Of equal photos the first one stays; where their labels contradict one another, none does. */
function withoutCopies(photos: readonly NamedPhoto[]) {
  const kept: FolderPhoto[] = [];
  const problems: DatasetProblem[] = [];
  for (const [first, ...copies] of groupBy(photos, ({ contentHash }) => contentHash).values()) {
    if (!first) continue;
    const { imageId, ...photo } = first;
    const other = copies.find(({ label }) => label !== photo.label);
    if (other) problems.push(problemOf(imageId, "file-contradictory", { other: other.imageId }));
    else kept.push(photo);
    const problem = other ? "file-contradictory" : "file-repeated";
    for (const copy of copies) problems.push(problemOf(copy.imageId, problem, { other: imageId }));
  }
  return { photos: kept, problems };
}

function problemOf(
  name: string,
  problem: DatasetProblem["problem"],
  details: DatasetProblem["details"],
): DatasetProblem {
  return { row: null, name, problem, details };
}

/** The name of each photo's group, by the data's own ids; null where it stands alone. */
function groupNames(photos: readonly Photo[]): (string | null)[] {
  const names = new Array<string | null>(photos.length).fill(null);
  for (const group of groupsOf(photos)) {
    const members = group.flatMap((index) => photos[index] ?? []);
    const ids = members.flatMap(({ patientId, lesionId }) => [
      ...(patientId === null ? [] : [`patient ${patientId}`]),
      ...(lesionId === null ? [] : [`lesion ${lesionId}`]),
    ]);
    const [name = null] = ids.sort();
    for (const index of group) names[index] = name;
  }
  return names;
}
