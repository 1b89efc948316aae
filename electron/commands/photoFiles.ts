import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { LentigoError } from "../contract/errors";

/**
 * Names that promise a picture, those that are refused included: a person who has a HEIC
 * among the photos wants to hear of it.
 */
const PICTURE = /\.(jpe?g|jpe|jfif|png|webp|tiff?|gif|bmp|svg|heic|heif|avif)$/i;

/** Sidecar files that macOS writes beside real ones on foreign disks. */
const SIDECAR = /^\._/;

/**
 * The photos that a command line names: a file is itself, a folder is its pictures, those of
 * its subfolders included, sorted by path.
 *
 * @returns per photo its path, or the error of a path that cannot be read
 */
export async function findPhotos(
  paths: readonly string[],
): Promise<{ path: string; error: LentigoError | null }[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      try {
        const isFolder = (await stat(path)).isDirectory();
        const files = isFolder ? await picturesBelow(path) : [path];
        return files.map((file) => ({ path: file, error: null }));
      } catch (cause) {
        return [{ path, error: new LentigoError("photo.unreadable", {}, { cause }) }];
      }
    }),
  );
  return found.flat();
}

async function picturesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return picturesBelow(path);
      const isPicture = PICTURE.test(entry.name) && !SIDECAR.test(basename(path));
      return isPicture ? [path] : [];
    }),
  );
  return nested.flat().sort();
}
