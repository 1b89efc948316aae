import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { LentigoError } from "../contract/errors";

/**
 * Names that promise a picture, those that are refused included: a person who has a HEIC
 * among the photos wants to hear of it.
 */
const PICTURE = /\.(jpe?g|jpe|jfif|png|webp|tiff?|gif|bmp|svg|heic|heif|avif)$/i;

/** Ending of the painted copies that `classify --heatmap` writes; they are no photos. */
export const HEATMAP_ENDING = ".heatmap.png";

/** Sidecar files that macOS writes beside real ones on foreign disks. */
const SIDECAR = /^\._/;

/**
 * The photos that a command line names: a file is itself, a folder is its pictures, those of
 * its subfolders included, sorted by path.
 *
 * @returns per photo its path, or the error of a path that cannot be read
 */
export async function findPhotos(paths: readonly string[]): Promise<FoundPhoto[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const isFolder = await stat(path).then(
        (entry) => entry.isDirectory(),
        () => false, // a path that is not there is named when it is read
      );
      return isFolder ? picturesBelow(path) : [{ path, error: null }];
    }),
  );
  return found.flat();
}

/** A path that was found, or the error of a folder that cannot be read. */
export interface FoundPhoto {
  readonly path: string;
  readonly error: LentigoError | null;
}

async function picturesBelow(folder: string): Promise<FoundPhoto[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const nested = await Promise.all(
      entries.map(async (entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return picturesBelow(path);
        return isPicture(entry.name) ? [{ path, error: null }] : [];
      }),
    );
    return nested.flat().sort((a, b) => (a.path < b.path ? -1 : 1));
  } catch (cause) {
    return [{ path: folder, error: new LentigoError("photo.unreadable", {}, { cause }) }];
  }
}

function isPicture(name: string): boolean {
  return PICTURE.test(name) && !SIDECAR.test(name) && !name.endsWith(HEATMAP_ENDING);
}
