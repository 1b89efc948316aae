import { randomUUID } from "node:crypto";
import { readFile, rm, stat } from "node:fs/promises";
import { LentigoError } from "../contract/errors";
import { MAX_MODEL_BYTES, ModelVersion } from "../contract/models";
import type { Store } from "../store/open";
import { limitConcurrency } from "../vision/concurrency";
import { writeImmutableFolder } from "../vision/network/immutableFolder";
import { readIdentity, readModelFiles } from "../vision/network/installedModel";
import { decodeModelFile, encodeModelFile, MODEL_FILE_ENDING } from "../vision/network/modelFile";
import { newVersion, type ModelFolders } from "./modelFolders";
import type { RecordedChange } from "./recordedChange";

export interface ModelExchangeOptions {
  readonly store: Store;
  readonly recorded: RecordedChange;
  readonly folders: ModelFolders;
}

/** A file to be written where somebody chooses. */
export interface ModelFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Hands versions on as one file each, and takes them in. */
export interface ModelExchange {
  /**
   * @param save writes the file; false where the person thought better of it
   * @returns what `save` does
   * @throws LentigoError `model.unknown`, or what is wrong with the version's folder
   */
  export(version: string, save: (file: ModelFile) => Promise<boolean>): Promise<boolean>;
  /**
   * Installs a version from a file; returns its name. One that is there already, with the same
   * content, is left as it is; its folder comes back where it was lost or damaged.
   *
   * @throws LentigoError `model.file-*`, `model.exists`, or what is wrong with its content
   */
  import(bytes: Uint8Array): Promise<ModelVersion>;
}

export function createModelExchange(options: ModelExchangeOptions): ModelExchange {
  const { store, recorded, folders } = options;

  const take = async (bytes: Uint8Array): Promise<ModelVersion> => {
    requireModelSize(bytes.length);
    const files = decodeModelFile(bytes);
    const draft = folders.draft(`import-${randomUUID()}`);
    try {
      await writeImmutableFolder(draft, files);
      const identity = await readIdentity(draft);
      const version = ModelVersion.safeParse(identity.manifest.version);
      if (!version.success) throw new LentigoError("model.file-damaged");
      const found = store.modelVersions.find(version.data);
      if (found?.manifestHash === identity.manifestHash) {
        if (!folders.isKept(found.version)) await folders.settle(draft, found.version);
        return found.version;
      }
      if (found || isTaken(store, version.data)) {
        throw new LentigoError("model.exists", { version: version.data });
      }
      await folders.settle(draft, version.data);
      recorded("model.imported", version.data, () => {
        store.modelVersions.add(newVersion(identity, "imported", null));
      });
      return version.data;
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  };

  return {
    async export(version, save) {
      const { folder } = await folders.checked(version);
      const bytes = encodeModelFile(await readModelFiles(folder));
      const saved = await save({ name: `${version}${MODEL_FILE_ENDING}`, bytes });
      if (saved) recorded("model.exported", version, () => undefined);
      return saved;
    },

    // One after the other: of a file that is given twice, the second finds the version of the first.
    import: limitConcurrency(1, take),
  };
}

/**
 * Whether another version has this name in other letters, which many disks do not tell apart, or a run
 * that has not ended will give it.
 */
function isTaken({ modelVersions, trainingRuns }: Store, name: string): boolean {
  const running = trainingRuns.list().filter(({ finishedAt }) => finishedAt === null);
  return [...modelVersions.list(), ...running].some(
    ({ version }) => version.toLowerCase() === name.toLowerCase(),
  );
}

/** @throws LentigoError `model.file-unreadable` or `model.file-too-large` */
export async function readModelFile(file: string): Promise<Uint8Array> {
  try {
    requireModelSize((await stat(file)).size);
    return await readFile(file);
  } catch (error) {
    if (error instanceof LentigoError) throw error;
    throw new LentigoError("model.file-unreadable", {}, { cause: error });
  }
}

/** @throws LentigoError `model.file-too-large`: no file of so many bytes is read */
function requireModelSize(bytes: number): void {
  if (bytes <= MAX_MODEL_BYTES) return;
  throw new LentigoError("model.file-too-large", {
    megabytes: Math.round(bytes / 1e6),
    limit: Math.round(MAX_MODEL_BYTES / 1e6),
  });
}
