/** The model versions that the records name: whether they are whole, and where copies lie. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { ifGiven, sha256Of } from "./copyFiles";
import type { BackupManifest } from "./manifest";
import { damagedCopy, type BackupPlace } from "./place";

export interface InstalledModel {
  readonly version: string;
  /** sha256 of its manifest. */
  readonly manifestHash: string;
}

export function installedModels(database: Database): InstalledModel[] {
  return database
    .prepare<[], InstalledModel>(
      "SELECT version, manifest_hash AS manifestHash FROM model_versions ORDER BY version",
    )
    .all();
}

/**
 * True where a version may have no folder of its own: the Lentigo that is at work brings it. What an
 * earlier one brought lies in the clinic's folder alone.
 *
 * @param own the clinic's folder of the version
 * @param shipped the version that comes with this Lentigo; null where it is missing
 */
export function isBrought(
  { version, manifestHash }: InstalledModel,
  own: string,
  shipped: InstalledModel | null,
): boolean {
  const isShipped = version === shipped?.version && manifestHash === shipped.manifestHash;
  return isShipped && !existsSync(own);
}

/** A version with the name of its folder in a place of backups. */
export function inPlace(model: InstalledModel): BackupManifest["models"][number] {
  const { version, manifestHash } = model;
  return { version, folder: `${version}-${manifestHash.slice(0, 12)}`, manifestHash };
}

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
