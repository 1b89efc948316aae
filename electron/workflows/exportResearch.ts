import { existsSync, realpathSync } from "node:fs";
import { mkdir, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { LentigoError } from "../contract/errors";
import {
  IMAGES_FOLDER,
  keysText,
  METADATA_FILE,
  metadataText,
} from "../exchange/research/hamTable";
import type { Store } from "../store/open";
import { UNFINISHED } from "../store/writeDurably";
import { photoFormat } from "../vision/format";
import type { Turn } from "./inTurns";
import { openOutputFile, writing } from "./outputFile";
import type { RecordedChange } from "./recordedChange";
import type { PlannedPhoto, ResearchPlan } from "./researchPlan";

export interface ResearchPlaces {
  /** For photos and metadata; made here, so it does not exist yet or is empty. */
  readonly folder: string;
  /** A new file anywhere outside the folder. */
  readonly keysFile: string;
}

export interface ResearchExportOptions {
  readonly store: Pick<Store, "blobs">;
  readonly recorded: RecordedChange;
  /** What it throws gives everything up. */
  readonly turn: Turn;
}

/**
 * Writes the photos of a plan in HAM10000's layout, and apart from them the keys to their names.
 * Until all is written the folder bears another name; what was given up leaves neither behind.
 *
 * @returns how many photos
 * @throws LentigoError `export.nothing`, `export.folder-exists`, `export.keys-inside`,
 * `export.keys-exist`, `output.unwritable`, `store.full`, or what `turn` throws
 */
export async function exportResearch(
  { photos }: ResearchPlan,
  places: ResearchPlaces,
  { store, recorded, turn }: ResearchExportOptions,
): Promise<number> {
  const [folder, keysFile] = [resolve(places.folder), resolve(places.keysFile)];
  const draft = `${folder}${UNFINISHED}`;
  if (photos.length === 0) throw new LentigoError("export.nothing");
  await writing(() => requireFree(folder, draft, keysFile));
  const keys = await openOutputFile(keysFile);
  try {
    await writing(() => mkdir(join(draft, IMAGES_FOLDER), { recursive: true }));
    for (const [index, photo] of photos.entries()) {
      await writing(() => writePhoto(store, photo, draft));
      await turn((index + 1) / photos.length);
    }
    const metadata = metadataText(photos.map(({ row }) => row));
    await writing(() => writeFile(join(draft, METADATA_FILE), metadata));
    await keys.write(keysText(photos.map(({ key }) => key)));
    // Before the photos bear their name: without keys they could not be led back.
    await keys.keep();
    await writing(async () => {
      if (existsSync(folder)) await rmdir(folder);
      await rename(draft, folder);
    });
  } catch (error) {
    // The error that led here is the one to tell, even where nothing can be removed.
    const gone = [draft, keysFile].map((place) => rm(place, { recursive: true, force: true }));
    await Promise.allSettled(gone);
    throw error;
  } finally {
    await keys.discard();
  }
  recorded("research.exported", null, () => undefined, { photos: photos.length });
  return photos.length;
}

async function writePhoto(
  { blobs }: ResearchExportOptions["store"],
  { blob, row }: PlannedPhoto,
  draft: string,
): Promise<void> {
  const bytes = blobs.get(blob);
  const format = photoFormat(bytes);
  const ending = format === "jpeg" ? "jpg" : format;
  await writeFile(join(draft, IMAGES_FOLDER, `${row.imageId}.${ending}`), bytes);
}

/** Nothing is overwritten: keys that are lost cannot be made anew. */
async function requireFree(folder: string, draft: string, keysFile: string): Promise<void> {
  const isEmpty = !existsSync(folder) || (await readdir(folder)).length === 0;
  if (!isEmpty || existsSync(draft)) throw new LentigoError("export.folder-exists");
  if (isWithin(realPlace(keysFile), [realPlace(folder), realPlace(draft)])) {
    throw new LentigoError("export.keys-inside");
  }
  if (existsSync(keysFile)) throw new LentigoError("export.keys-exist");
}

function isWithin(place: string, folders: readonly string[]): boolean {
  return folders.some((folder) => {
    const way = relative(folder, place);
    return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  });
}

/** Where a path leads, links followed as far as it exists. */
function realPlace(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realPlace(parent), basename(path));
}
