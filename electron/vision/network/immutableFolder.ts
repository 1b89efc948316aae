/** Folders that are written once: there whole, or not at all. */
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Writes the files into a temporary folder beside it, flushed to disk, then renamed. An existing
 * folder is replaced.
 *
 * @param files contents by name
 */
export async function writeImmutableFolder(
  folder: string,
  files: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const temporary = await mkdtemp(`${folder}.new-`);
  // mkdtemp gives a folder that only its owner can read; an installed model is for everyone.
  await chmod(temporary, 0o755);
  try {
    for (const [name, content] of Object.entries(files)) {
      await writeDurably(join(temporary, name), content);
    }
    await syncFolder(temporary);
    await replaceFolder(folder, temporary);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

/** sha256 of each file, in hexadecimal, by name. */
export function checksums(files: Readonly<Record<string, Uint8Array>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => [name, sha256Of(content)]),
  );
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** A folder cannot be renamed over a full one, so the old one steps aside first. */
async function replaceFolder(folder: string, replacement: string): Promise<void> {
  const aside = `${replacement}.old`;
  const replaced = await rename(folder, aside).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
  try {
    await rename(replacement, folder);
  } catch (error) {
    if (replaced) await rename(aside, folder);
    throw error;
  }
  await syncFolder(dirname(folder));
  if (replaced) await rm(aside, { recursive: true, force: true });
}

async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, "w", 0o644);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder to flush it; its file system journals the rename.
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
