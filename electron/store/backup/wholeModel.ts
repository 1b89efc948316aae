import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ifGiven, sha256Of } from "./copyFiles";
import type { BackupManifest } from "./manifest";
import { damagedCopy, type BackupPlace } from "./place";

/**
 * True where a model version's folder holds what was installed: its manifest names its files by
 * their hashes. One of which a file cannot be read is not whole.
 */
export function isModelWhole(folder: string, manifestHash: string): boolean {
  return ifGiven(() => holdsAll(folder, manifestHash)) ?? false;
}

function holdsAll(folder: string, manifestHash: string): boolean {
  const manifest = readFileSync(join(folder, "manifest.json"));
  if (sha256Of(manifest) !== manifestHash) return false;
  const { files } = JSON.parse(manifest.toString("utf8")) as {
    files: Readonly<Record<string, string>>;
  };
  return Object.entries(files).every(
    ([name, sha256]) => sha256Of(readFileSync(join(folder, name))) === sha256,
  );
}

/** Where a whole copy of a model version lies; null where there is none. */
export function wholeCopy(
  { models }: BackupPlace,
  { folder, manifestHash }: BackupManifest["models"][number],
): string | null {
  const copy = join(models, folder);
  // A disk that did not give out what a check put aside may do so again.
  const found = [copy, damagedCopy(copy)].find((each) => isModelWhole(each, manifestHash));
  return found ?? null;
}
