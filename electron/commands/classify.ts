import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { failureOf, LentigoError, type Failure } from "../contract/errors";
import {
  DIAGNOSES,
  leadingDiagnosis,
  type Diagnosis,
  type Probabilities,
} from "../domain/diagnosis";
import type { PhotoWarning, RefusalReason, TriageLevel } from "../domain/triage";
import type { VisionClient } from "../vision/client";
import { findPhotos, HEATMAP_ENDING, type FoundPhoto } from "./photoFiles";

/** One line of `classify --json`. This shape is documented; scripts rely on it. */
export type ClassifyLine =
  | {
      readonly file: string;
      readonly triage: TriageLevel;
      /** Why the photo cannot be assessed; empty where it can. */
      readonly reasons: readonly RefusalReason[];
      /** What lies over the photo and may have swayed the answer. */
      readonly warnings: readonly PhotoWarning[];
      readonly malignancy: number;
      /** The leading class; null where the photo cannot be assessed. */
      readonly diagnosis: Diagnosis | null;
      readonly probabilities: Probabilities;
      readonly model: string;
      /** Path of the painted heatmap; null where none was asked for. */
      readonly heatmap: string | null;
    }
  | { readonly file: string; readonly error: { readonly code: string; readonly message: string } };

export interface ClassifyOptions {
  /** Files and folders. */
  readonly paths: readonly string[];
  /** Folder for heatmaps; made where it does not exist. */
  readonly heatmapFolder: string | null;
  readonly vision: VisionClient;
  readonly explain: (failure: Failure) => string;
  /** Receives the lines in the order of the photos, each as soon as it is known. */
  readonly onLine: (line: ClassifyLine) => void;
}

/** Photos that are read and decoded while others are computed; few, since they may be large. */
const AHEAD = 4;

/**
 * Classifies photos in order.
 *
 * @returns how many were classified and how many refused
 */
export async function classify(
  options: ClassifyOptions,
): Promise<{ classified: number; refused: number }> {
  const photos = await findPhotos(options.paths);
  if (options.heatmapFolder !== null)
    await writable(mkdir(options.heatmapFolder, { recursive: true }));
  const heatmaps = heatmapPaths(photos, options.heatmapFolder);

  let refused = 0;
  const lines = new Map<number, Promise<ClassifyLine>>();
  const begin = (index: number): void => {
    const photo = photos[index];
    if (!photo) return;
    const line = classifyOne(photo, heatmaps[index] ?? null, options);
    // Where an earlier photo ends the command, the failure of this one is told nobody.
    line.catch(() => undefined);
    lines.set(index, line);
  };
  for (let index = 0; index < AHEAD; index++) begin(index);
  for (let index = 0; index < photos.length; index++) {
    const line = await lines.get(index);
    lines.delete(index);
    begin(index + AHEAD);
    if (!line) continue;
    if ("error" in line) refused++;
    options.onLine(line);
  }
  return { classified: photos.length - refused, refused };
}

/** A folder or file that cannot be written ends the command with a clear error. */
async function writable(writing: Promise<unknown>): Promise<void> {
  await writing.catch((cause: unknown) => {
    throw new LentigoError("output.unwritable", {}, { cause });
  });
}

/** Failures of one photo; any other (a damaged model, say) ends the command. */
const CONCERNS_ONE_PHOTO = /^(photo\.|vision\.interrupted|internal)/;

async function classifyOne(
  { path, error }: FoundPhoto,
  heatmap: string | null,
  { vision, explain }: ClassifyOptions,
): Promise<ClassifyLine> {
  try {
    if (error) throw error;
    const bytes = await readFile(path).catch((cause: unknown) => {
      throw new LentigoError("photo.unreadable", {}, { cause });
    });
    const assessment = await vision.ask("assess", { bytes });
    const { level, reasons, warnings, malignancy, probabilities, modelVersion, heat } = assessment;
    const leading = leadingDiagnosis(probabilities);
    if (heatmap !== null) {
      const classIndex = DIAGNOSES.indexOf(leading);
      const { png } = await vision.ask("paint", { bytes, heat, classIndex });
      await writable(writeFile(heatmap, png));
    }
    return {
      file: path,
      triage: level,
      reasons,
      warnings,
      malignancy,
      diagnosis: level === "cannot-assess" ? null : leading,
      probabilities,
      model: modelVersion,
      heatmap,
    };
  } catch (cause) {
    const failure = failureOf(cause);
    if (!failure || !CONCERNS_ONE_PHOTO.test(failure.code)) throw cause;
    return { file: path, error: { code: failure.code, message: explain(failure) } };
  }
}

/**
 * One PNG a photo, named after it; photos of the same name get a number. The double ending
 * keeps a painted copy from ever taking the place of a photo, or from being taken for one.
 */
function heatmapPaths(
  photos: readonly { readonly path: string }[],
  folder: string | null,
): (string | null)[] {
  const taken = new Set<string>();
  return photos.map(({ path }) => {
    if (folder === null) return null;
    const name = basename(path, extname(path));
    let candidate = name;
    for (let number = 2; taken.has(candidate.toLowerCase()); number++) {
      candidate = `${name}-${String(number)}`;
    }
    taken.add(candidate.toLowerCase());
    return join(folder, `${candidate}${HEATMAP_ENDING}`);
  });
}
