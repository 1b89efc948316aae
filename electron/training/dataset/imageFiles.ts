import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";

const IMAGE_FILE = /^([^.].*)\.(webp|jpe?g|png)$/i;

/** A file's name without its ending; null where it is no image that is read, or is hidden. */
export function imageOf(fileName: string): string | null {
  return IMAGE_FILE.exec(fileName)?.[1] ?? null;
}

/** What lies in a folder, hidden entries left out, in the order of names. */
export async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter(({ name }) => !name.startsWith("."))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
