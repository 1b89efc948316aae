import { existsSync, readdirSync, rmSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { LentigoError } from "../contract/errors";
import { ModelVersion, type ModelSummary } from "../contract/models";
import { isModelWhole, type InstalledModel } from "../store/backup/wholeModel";
import type { NewModelVersion } from "../store/modelVersions";
import type { Store } from "../store/open";
import { renameDurably } from "../store/writeDurably";
import { writeImmutableFolder } from "../vision/network/immutableFolder";
import {
  peekIdentity,
  readIdentity,
  readModelFiles,
  type ModelIdentity,
} from "../vision/network/installedModel";

/** The version that came with Lentigo. */
export interface ShippedModel extends ModelIdentity {
  readonly folder: string;
}

/** What lies in the folder that came with Lentigo; null where it is missing or damaged. */
export function peekShipped(folder: string): ShippedModel | null {
  const identity = peekIdentity(folder);
  return identity && { ...identity, folder };
}

/** A version as the store names it. */
export function installedModel(identity: ModelIdentity | null): InstalledModel | null {
  if (identity === null) return null;
  const { manifest, manifestHash } = identity;
  return { version: manifest.version, manifestHash };
}

export interface ModelFolderOptions {
  readonly store: Pick<Store, "modelVersions">;
  /** Where the clinic's versions lie, each in a folder of its name. */
  readonly folder: string;
  /** Null where it is missing or damaged. */
  readonly shipped: ShippedModel | null;
}

/** Where the clinic's model versions lie on the disk. */
export interface ModelFolders {
  readonly shipped: ShippedModel | null;
  /**
   * Where a version lies, or will lie.
   *
   * @throws LentigoError `model.damaged` where another manifest lies there, and with it other files,
   * than was installed
   */
  readonly of: (version: string) => string;
  /**
   * Where a version lies, checked to be the one that was installed.
   *
   * @throws LentigoError `model.unknown`, or `model.missing` or `model.damaged` where it is not
   */
  checked(version: string): Promise<ModelIdentity & { readonly folder: string }>;
  /**
   * True where the clinic's own folder of a version holds what was installed, whether or not Lentigo
   * brings it, too.
   */
  isKept(version: string): boolean;
  /** Moves a folder to where its version will lie; what a crash left there goes. */
  settle(from: string, version: ModelVersion): Promise<void>;
  /**
   * Keeps a whole copy of the shipped version, which the next Lentigo may no longer bring. What a crash
   * left of an import or a copy goes first, so this is for the sign-in, when nobody writes there.
   */
  readonly keepShipped: () => Promise<void>;
  /** A place on the same disk for a folder that is not a version yet. */
  draft(name: string): string;
  remove(version: ModelVersion): Promise<void>;
}

export function openModelFolders({ store, folder, shipped }: ModelFolderOptions): ModelFolders {
  const own = (version: string): string => join(folder, version);

  /** The clinic's own copy, but the shipped version itself while it is the same. */
  const place = (version: string): string => {
    if (version !== shipped?.manifest.version) return own(version);
    const isSame = store.modelVersions.find(version)?.manifestHash === shipped.manifestHash;
    return isSame || !existsSync(own(version)) ? shipped.folder : own(version);
  };

  const of = (version: string): string => {
    const installed = store.modelVersions.find(version)?.manifestHash;
    const found = installed && peekIdentity(place(version))?.manifestHash;
    if (found && found !== installed) {
      throw new LentigoError("model.damaged", { file: "manifest.json" });
    }
    return place(version);
  };

  const isKept = (version: string): boolean => {
    const installed = store.modelVersions.find(version);
    return installed !== null && isModelWhole(own(version), installed.manifestHash);
  };

  return {
    shipped,
    of,
    isKept,
    async checked(version) {
      const found = store.modelVersions.find(version);
      if (!found) throw new LentigoError("model.unknown", { version });
      const lies = of(found.version);
      return { ...(await readIdentity(lies)), folder: lies };
    },
    async settle(from, version) {
      if (from === own(version)) return;
      await mkdir(folder, { recursive: true });
      await rm(own(version), { recursive: true, force: true });
      // The row that names the version must not outlast a power cut alone.
      renameDurably(from, own(version));
    },
    async keepShipped() {
      clearLeftovers(folder);
      if (!shipped) return;
      const { version } = shipped.manifest;
      const isInstalled = store.modelVersions.find(version)?.manifestHash === shipped.manifestHash;
      if (!isInstalled || isKept(version)) return;
      const files = await readModelFiles(shipped.folder);
      await writeImmutableFolder(own(version), files);
    },
    draft: (name) => join(folder, `.${name}`),
    remove: (version) => rm(own(version), { recursive: true, force: true }),
  };
}

/** Drafts begin with a dot; a folder that is written has the ending of a temporary one. */
function clearLeftovers(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(".") && !/\.new-[^.]+(\.old)?$/.test(name)) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** How a version is entered in the store; all but shipped ones are candidates at first. */
export function newVersion(
  { manifest, manifestHash }: ModelIdentity,
  origin: ModelSummary["origin"],
  runId: string | null,
): NewModelVersion {
  const [measured] = Object.entries(manifest.metrics);
  return {
    version: ModelVersion.parse(manifest.version),
    parent: manifest.parent,
    origin,
    state: origin === "shipped" ? "available" : "candidate",
    manifestHash,
    createdAt: manifest.created,
    recipe: manifest.training.recipe,
    photos: manifest.training.images,
    balancedAccuracy: measured ? { part: measured[0], value: measured[1].balancedAccuracy } : null,
    runId,
  };
}
