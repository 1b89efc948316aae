import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256Of } from "./copyFiles";

/**
 * True where a model version's folder holds what was installed: its manifest names its files by
 * their hashes.
 */
export function isModelWhole(folder: string, manifestHash: string): boolean {
  const file = join(folder, "manifest.json");
  if (!existsSync(file) || sha256Of(readFileSync(file)) !== manifestHash) return false;
  const { files } = JSON.parse(readFileSync(file, "utf8")) as {
    files: Readonly<Record<string, string>>;
  };
  return Object.entries(files).every(([name, sha256]) => {
    const path = join(folder, name);
    return existsSync(path) && sha256Of(readFileSync(path)) === sha256;
  });
}
