import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LentigoError } from "../contract/errors";
import type { ModelSummary } from "../contract/models";
import type { ClinicChannel } from "../contract/requests";
import type { VisionClient } from "../vision/client";
import { createModelExchange, readModelFile, type ModelExchange } from "../workflows/modelExchange";
import { openModelFolders, peekShipped } from "../workflows/modelFolders";
import { createModelRegistry, type ModelRegistry } from "../workflows/modelRegistry";
import { createRecordedChange } from "../workflows/recordedChange";
import { inClinic, type ClinicAccess } from "./clinic";

/** What every command about the clinic's model versions takes. */
export interface ModelCommand {
  readonly access: ClinicAccess;
  /** The version that came with Lentigo. */
  readonly shippedFolder: string;
  /** One JSON object in place of sentences. */
  readonly json: boolean;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
}

/** What `--json` prints of a version. This shape is documented; scripts rely on it. */
type ModelLine = Omit<ModelSummary, "balancedAccuracy"> & {
  readonly balancedAccuracy: number | null;
};

/** Prints the versions, the active one first. Always returns 0, the exit status. */
export function listModels(command: ModelCommand): Promise<number> {
  return atModels(command, "models.list", ({ models }) => {
    printVersions(command, models.list());
    return 0;
  });
}

/**
 * Writes a version as one file.
 *
 * @returns exit status
 * @throws LentigoError `output.unwritable`, `model.unknown`, or what is wrong with the version
 */
export function exportModel(command: ModelCommand, version: string, out: string): Promise<number> {
  return atModels(command, "models.export", async ({ exchange }) => {
    await exchange.export(version, async ({ bytes }) => {
      try {
        await writeFile(out, bytes);
      } catch (error) {
        throw new LentigoError("output.unwritable", {}, { cause: error });
      }
      return true;
    });
    command.print(command.json ? JSON.stringify({ version, out }) : `${version} is in ${out}.`);
    return 0;
  });
}

/**
 * Installs a version from a file; it is a candidate then.
 *
 * @returns exit status
 * @throws LentigoError `model.file-*` or `model.exists`
 */
export function importModel(command: ModelCommand, file: string): Promise<number> {
  return atModels(command, "models.import", async ({ models, exchange }) => {
    const version = await exchange.import(await readModelFile(file));
    printVersions(
      command,
      models.list().filter((one) => one.version === version),
    );
    return 0;
  });
}

/**
 * Makes a version the active one, once it has been started.
 *
 * @param reason why, where that overrides the gate
 * @returns exit status
 * @throws LentigoError as `ModelRegistry.promote`
 */
export function promoteModel(
  command: ModelCommand,
  version: string,
  reason: string | null,
  vision: Pick<VisionClient, "use" | "refuse">,
): Promise<number> {
  return atModels(command, "models.promote", async ({ models }) => {
    await models.promote(version, reason, vision);
    printVersions(command, models.list().slice(0, 1));
    return 0;
  });
}

interface Models {
  readonly models: ModelRegistry;
  readonly exchange: ModelExchange;
}

function atModels(
  { access, shippedFolder }: ModelCommand,
  like: ClinicChannel,
  work: (models: Models) => number | Promise<number>,
): Promise<number> {
  return inClinic(access, like, ({ store, actor }) => {
    const now = (): Date => new Date();
    const recorded = createRecordedChange({ store, actor, now });
    const shipped = peekShipped(shippedFolder);
    const folders = openModelFolders({ store, folder: join(access.folder, "models"), shipped });
    const models = createModelRegistry({ store, recorded, actor, now, folders });
    models.knowShipped();
    return work({ models, exchange: createModelExchange({ store, recorded, folders }) });
  });
}

function printVersions({ json, print }: ModelCommand, versions: readonly ModelSummary[]): void {
  const lines = versions.map(({ balancedAccuracy, ...version }): ModelLine => ({
    ...version,
    balancedAccuracy: balancedAccuracy?.value ?? null,
  }));
  for (const line of lines) print(json ? JSON.stringify(line) : sentence(line));
}

function sentence({ version, state, createdAt, recipe, photos, analyses }: ModelLine): string {
  const day = createdAt.slice(0, 10);
  return `${version} (${state}): ${recipe}, ${day}, ${photos} photos, ${analyses} analyses`;
}
