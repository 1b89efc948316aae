/**
 * A model version on disk: one immutable folder.
 *
 *     model.json      the network's options, calibration left out, and the list of its tensors
 *     weights.bin     the parameters, about 5 MB
 *     manifest.json   what the version is, how it came to be, and the sha256 of the files above
 *
 * familiarity.bin, where the version can tell photos of lesions from others, holds what it needs for
 * that. MODEL_CARD.md and metrics.json lie beside them for people and are listed with their sha256.
 */
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as z from "zod";
import { LentigoError } from "../../contract/errors";
import { DIAGNOSES } from "../../domain/diagnosis";
import type { Familiarity } from "../familiarity";
import {
  decodeFamiliarity,
  encodeFamiliarity,
  FAMILIARITY_FILE,
  ManifestFamiliarity,
} from "../familiarityFile";
import { describeNetwork, NetworkOptions } from "./networkOptions";
import { decodeParameters, encodeParameters, StoredTensor, type Parameters } from "./parameters";
import { VIEW_COUNTS } from "./views";

export const MODEL_FORMAT_VERSION = 1;

const share = z.number().min(0).max(1);

const ModelFile = z.object({ network: NetworkOptions, tensors: z.array(StoredTensor) });

/** A threshold on the malignancy score of calibrated probabilities. */
export const ManifestOperatingPoint = z.object({
  threshold: share,
  /** Share of malignant photos at or above the threshold. */
  sensitivity: share,
  /** Share of benign photos below the threshold. */
  specificity: share,
  measuredOn: z.string(),
  /** How the threshold was chosen, in words. */
  rule: z.string(),
});

export const ModelManifest = z.object({
  formatVersion: z.literal(MODEL_FORMAT_VERSION),
  /** Name of the version, for example `base-1`; analyses refer to it. */
  version: z.string().min(1),
  /** Version that the training started from; null where it started from ImageNet weights. */
  parent: z.string().nullable(),
  /** Order of the network's outputs. */
  classes: z.array(z.enum(DIAGNOSES)).min(2),
  /** Pixels: how a photo is framed for this network. */
  input: z.object({
    shortSide: z.int().positive(),
    longSide: z.object({ min: z.int().positive(), max: z.int().positive() }),
    multiple: z.int().positive(),
  }),
  /** The answer is the mean over so many views of a photo: see views.ts. */
  views: z.literal(VIEW_COUNTS).default(1),
  /** Logits are divided by it before softmax: Guo et al., 2017. */
  temperature: z.number().positive(),
  operatingPoints: z.object({
    urgent: ManifestOperatingPoint,
    soon: ManifestOperatingPoint,
  }),
  training: z.object({
    recipe: z.string(),
    epochs: z.number().nonnegative(),
    seed: z.int(),
    /** sha256 over the sorted image names, labels and split: which data the model has seen. */
    dataFingerprint: z.string(),
    images: z.int().nonnegative(),
    /** Where training started, in words that follow "starting from". */
    startedFrom: z.string().optional(),
    seconds: z.number().nonnegative().optional(),
  }),
  /** How photos that show no lesion are refused; left out where they are not. */
  familiarity: ManifestFamiliarity.optional(),
  /** Headline figures by data set; all others stand in metrics.json. */
  metrics: z.record(
    z.string(),
    z.object({
      images: z.int().positive(),
      accuracy: share,
      balancedAccuracy: share,
      /** Null where the photos show only one kind. */
      macroAuc: share.nullable(),
      malignantAuc: share.nullable(),
    }),
  ),
  /** ISO 8601. */
  created: z.string(),
  /** sha256 of every other file in the folder, in hexadecimal, by file name. */
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});

export type ModelManifest = z.infer<typeof ModelManifest>;

export interface Model {
  readonly manifest: ModelManifest;
  readonly network: NetworkOptions;
  readonly parameters: Parameters;
  /** Null where the version cannot tell photos of lesions from others. */
  readonly familiarity: Familiarity | null;
}

/**
 * Reads a model and checks every file against the manifest. The errors' details name the file.
 *
 * @throws LentigoError `model.missing` where a file is not there, `model.damaged` where it is not
 * what the manifest or the format says, `model.version` where a newer Lentigo wrote the folder
 */
export async function readModelFolder(folder: string): Promise<Model> {
  const manifest = parseManifest(await readModelFile(folder, "manifest.json"));
  const contents = new Map<string, Buffer>();
  for (const [file, sha256] of Object.entries(manifest.files)) {
    const bytes = await readModelFile(folder, file);
    if (sha256Of(bytes) !== sha256) {
      throw new LentigoError("model.damaged", { file });
    }
    contents.set(file, bytes);
  }
  const listed = (file: string): Buffer => {
    const bytes = contents.get(file);
    if (!bytes) throw new LentigoError("model.damaged", { file: "manifest.json" });
    return bytes;
  };
  const model = ModelFile.safeParse(parseJson("model.json", listed("model.json")));
  if (!model.success) {
    throw new LentigoError("model.damaged", { file: "model.json" }, { cause: model.error });
  }
  const weights = listed("weights.bin");
  const familiarity = familiarityOf(manifest, listed);
  try {
    const parameters = decodeParameters(model.data.tensors, weights);
    return { manifest, network: model.data.network, parameters, familiarity };
  } catch (error) {
    throw new LentigoError("model.damaged", { file: "weights.bin" }, { cause: error });
  }
}

function familiarityOf(
  { familiarity }: ModelManifest,
  listed: (file: string) => Buffer,
): Familiarity | null {
  if (!familiarity) return null;
  const bytes = listed(FAMILIARITY_FILE);
  try {
    return decodeFamiliarity(familiarity, bytes);
  } catch (error) {
    throw new LentigoError("model.damaged", { file: FAMILIARITY_FILE }, { cause: error });
  }
}

/** How photos that show no lesion are told, and what the manifest says of its making. */
export interface NewFamiliarity extends Pick<
  ManifestFamiliarity,
  "refused" | "measuredOn" | "photos" | "drawings"
> {
  readonly familiarity: Familiarity;
}

export interface NewModel {
  readonly manifest: Omit<ModelManifest, "formatVersion" | "files" | "familiarity">;
  readonly network: NetworkOptions;
  readonly parameters: Parameters;
  readonly familiarity?: NewFamiliarity;
  /** Further files by name, for people: MODEL_CARD.md, metrics.json. */
  readonly documents: Readonly<Record<string, string>>;
}

/**
 * Writes a model folder so that it is there whole or not at all: into a temporary folder beside
 * it, flushed to disk, then renamed. An existing folder is replaced.
 */
export async function writeModelFolder(folder: string, model: NewModel): Promise<ModelManifest> {
  const { tensors, bytes } = encodeParameters(describeNetwork(model.network), model.parameters);
  const files: Record<string, Uint8Array> = {
    "model.json": jsonBytes({ network: model.network, tensors } satisfies z.input<
      typeof ModelFile
    >),
    "weights.bin": bytes,
    ...(model.familiarity && {
      [FAMILIARITY_FILE]: encodeFamiliarity(model.familiarity.familiarity),
    }),
  };
  for (const [name, text] of Object.entries(model.documents)) files[name] = Buffer.from(text);
  const manifest = ModelManifest.parse({
    formatVersion: MODEL_FORMAT_VERSION,
    ...model.manifest,
    ...(model.familiarity && { familiarity: manifestEntry(model.familiarity) }),
    files: Object.fromEntries(
      Object.entries(files).map(([name, content]) => [name, sha256Of(content)]),
    ),
  });

  await mkdir(dirname(folder), { recursive: true });
  const temporary = await mkdtemp(`${folder}.new-`);
  // mkdtemp gives a folder that only its owner can read; an installed model is for everyone.
  await chmod(temporary, 0o755);
  try {
    for (const [name, content] of Object.entries(files)) {
      await writeDurably(join(temporary, name), content);
    }
    await writeDurably(join(temporary, "manifest.json"), jsonBytes(manifest));
    await syncFolder(temporary);
    await replaceFolder(folder, temporary);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
  return manifest;
}

function manifestEntry({ familiarity, ...measured }: NewFamiliarity): ManifestFamiliarity {
  const { layers, threshold } = familiarity;
  return {
    layers: layers.map(({ layer, mean, variances, residualVariance, logMean, logDeviation }) => ({
      layer,
      features: mean.length,
      axes: variances.length,
      residualVariance,
      logMean,
      logDeviation,
    })),
    threshold,
    ...measured,
  };
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

async function readModelFile(folder: string, file: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, file));
  } catch (error) {
    const code = isMissing(error) ? "model.missing" : "model.damaged";
    throw new LentigoError(code, { file }, { cause: error });
  }
}

function parseManifest(bytes: Buffer): ModelManifest {
  const json = parseJson("manifest.json", bytes);
  const header = z.object({ formatVersion: z.number() }).safeParse(json);
  if (header.success && header.data.formatVersion !== MODEL_FORMAT_VERSION) {
    throw new LentigoError("model.version", {
      file: "manifest.json",
      found: header.data.formatVersion,
      supported: MODEL_FORMAT_VERSION,
    });
  }
  const manifest = ModelManifest.safeParse(json);
  if (!manifest.success) {
    throw new LentigoError("model.damaged", { file: "manifest.json" }, { cause: manifest.error });
  }
  return manifest.data;
}

function parseJson(file: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw new LentigoError("model.damaged", { file }, { cause: error });
  }
}

function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
