/** A model folder as it is installed, handed on and taken in: checked first, then as bytes. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256Of } from "./immutableFolder";
import { ModelManifest, readModelFolder } from "./modelFolder";

const MANIFEST = "manifest.json";

/** Which version a folder holds. */
export interface ModelIdentity {
  readonly manifest: ModelManifest;
  /** sha256 of the manifest, which holds those of all other files. */
  readonly manifestHash: string;
}

/**
 * Reads a model folder with every file checked.
 *
 * @throws LentigoError as `readModelFolder` does
 */
export async function readIdentity(folder: string): Promise<ModelIdentity> {
  const { manifest } = await readModelFolder(folder);
  return { manifest, manifestHash: sha256Of(await readFile(join(folder, MANIFEST))) };
}

/** Which version a folder says it holds, nothing else read; null where it does not say. */
export function peekIdentity(folder: string): ModelIdentity | null {
  try {
    const bytes = readFileSync(join(folder, MANIFEST));
    const manifest = ModelManifest.parse(JSON.parse(bytes.toString("utf8")));
    return { manifest, manifestHash: sha256Of(bytes) };
  } catch {
    return null;
  }
}

/**
 * Every file of a model folder by name, checked.
 *
 * @throws LentigoError as `readModelFolder` does
 */
export async function readModelFiles(folder: string): Promise<Record<string, Uint8Array>> {
  const { manifest } = await readModelFolder(folder);
  const names = [MANIFEST, ...Object.keys(manifest.files)];
  const files: Record<string, Uint8Array> = {};
  for (const name of names) files[name] = await readFile(join(folder, name));
  return files;
}
