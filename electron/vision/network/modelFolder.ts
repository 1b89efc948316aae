/**
 * A model version on disk: one immutable folder.
 *
 *     model.json      the network's options, calibration left out, and the list of its tensors
 *     weights.bin     the parameters, about 5 MB
 *     manifest.json   what the version is, how it came to be, and the sha256 of the files above
 *
 * familiarity.bin, where the version can tell photos of lesions from others, holds what it needs for
 * that; rehearsal.bin, where versions can be retrained from it by their head alone, what it made of
 * photos that it learned from (training/retrain/rehearsalFile.ts). MODEL_CARD.md and metrics.json lie beside them for people and are listed with their sha256.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { LentigoError } from "../../contract/errors";
import { DIAGNOSES } from "../../domain/diagnosis";
import { tappedLayers, type Familiarity } from "../familiarity";
import {
  decodeFamiliarity,
  encodeFamiliarity,
  FAMILIARITY_FILE,
  ManifestFamiliarity,
} from "../familiarityFile";
import { parametersOf, totalStride, type NetworkDescription } from "./description";
import { servedNetwork } from "./folding";
import { checksums, isMissing, jsonBytes, sha256Of, writeImmutableFolder } from "./immutableFolder";
import { FILE_NAME, MAX_TEXT_BYTES } from "./modelFile";
import { describeNetwork, NetworkOptions } from "./networkOptions";
import {
  decodeParameters,
  encodeParameters,
  parameterOf,
  StoredTensor,
  type Parameters,
} from "./parameters";
import { VIEW_COUNTS } from "./views";

export const MODEL_FORMAT_VERSION = 1;

export const REHEARSAL_FILE = "rehearsal.bin";

/** `use` in the manifest of a model that reproduces a study and is not for triage. */
export const STUDY = "study";

const share = z.number().min(0).max(1);

/** Pixels that a network is shown: more would keep a photo waiting for minutes. */
const side = z.int().positive().max(2048);

const ModelFile = z.object({ network: NetworkOptions, tensors: z.array(StoredTensor) });

/** A threshold on the malignancy score of calibrated probabilities. */
export const ManifestOperatingPoint = z.object({
  threshold: share,
  /** Share of malignant photos at or above the threshold; null where it was not measured. */
  sensitivity: share.nullable(),
  /** Share of benign photos below the threshold; null where it was not measured. */
  specificity: share.nullable(),
  /** The data, or that the version was not measured. */
  measuredOn: z.string(),
  /** How the threshold was chosen, in words. */
  rule: z.string(),
});

/**
 * How parts are drawn where the data bring none along; the last is of new runs. A run that began, and
 * whatever goes on from a version, keeps to its own, or photos that it learned from would measure it.
 *
 * - 1: stratified by the class by which the data sort their photos; copies of a file are not known
 * - 2: stratified by diagnosis where the data name it; copies of a file stay on one side
 */
export const SplitMethod = z.literal([1, 2]);

export type SplitMethod = z.infer<typeof SplitMethod>;

/** How the data were divided into what trained, chose and measured. */
export const SplitRecord = z.object({
  /** Of the data set's folder. */
  layout: z.string(),
  /** The public collection that the photos are; left out where it was not looked for. */
  collection: z.string().nullable().optional(),
  /** `published`: as the recipe's source did. */
  rule: z.enum(["grouped", "published"]),
  /** Left out: 1. */
  method: SplitMethod.optional(),
  /** What was kept together, or `given` where the data bring their split along. */
  by: z.string(),
  /** Sentences that whoever reads the figures must know. */
  notices: z.array(z.string()),
});

export type SplitRecord = z.infer<typeof SplitRecord>;

/** Data that a version has learned from, and how their parts were drawn. */
const LearnedData = z.object({ dataFingerprint: z.string(), method: SplitMethod });

export type LearnedData = z.infer<typeof LearnedData>;

/** What the versions that this one goes on from have learned from, the nearest first. */
export const LearnedBefore = z.array(LearnedData);

export const ModelManifest = z.object({
  formatVersion: z.literal(MODEL_FORMAT_VERSION),
  /** Name of the version, for example `base-1`; analyses refer to it. */
  version: z.string().min(1),
  /** Version that the training started from; null where it started from ImageNet weights. */
  parent: z.string().nullable(),
  /** Order of the network's outputs: triage asks for each of them. */
  classes: z
    .array(z.enum(DIAGNOSES))
    .length(DIAGNOSES.length)
    .refine((classes) => new Set(classes).size === classes.length),
  /** Pixels: how a photo is framed for this network. */
  input: z.object({
    shortSide: side,
    longSide: z.object({ min: side, max: side }),
    multiple: side,
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
    /** Left out by versions from before there was a choice: HAM10000's own split. */
    split: SplitRecord.optional(),
    /** Left out by versions from before it was kept. */
    learnedBefore: LearnedBefore.optional(),
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
  created: z.iso.datetime(),
  /** sha256 of every other file in the folder, in hexadecimal, by file name: never a path. */
  files: z.record(z.string().regex(FILE_NAME), z.string().regex(/^[0-9a-f]{64}$/)),
});

export type ModelManifest = z.infer<typeof ModelManifest>;

export interface Model {
  readonly manifest: ModelManifest;
  readonly network: NetworkOptions;
  readonly parameters: Parameters;
  /** Null where the version cannot tell photos of lesions from others. */
  readonly familiarity: Familiarity | null;
  /** As it lies in its file; null where the version brings none. */
  readonly rehearsal: Uint8Array | null;
}

/**
 * Reads a model and checks every file against the manifest. The errors' details name the file.
 *
 * @throws LentigoError `model.missing` where a file is not there, `model.damaged` where it is not
 * what the manifest or the format says, or the network cannot be served as the manifest promises,
 * `model.version` where a newer Lentigo wrote the folder, `model.unsuited` where the model does not
 * triage
 */
export async function readModelFolder(folder: string): Promise<Model> {
  const manifest = parseManifest(await readManifest(folder), ModelManifest);
  const listed = await readListedFiles(folder, manifest.files);
  const model = decodeModel(listed);
  if (model.network.classes !== manifest.classes.length) {
    throw new LentigoError("model.damaged", { file: "model.json" });
  }
  requireServable(manifest, model.network);
  return {
    manifest,
    ...model,
    familiarity: familiarityOf(manifest, listed),
    rehearsal: REHEARSAL_FILE in manifest.files ? listed(REHEARSAL_FILE) : null,
  };
}

/**
 * Adds or replaces a file of a model and leaves all others as they are.
 *
 * @throws LentigoError as `readModelFolder` does
 */
export async function putIntoModelFolder(
  folder: string,
  name: string,
  content: Uint8Array,
): Promise<void> {
  const manifest = parseManifest(await readManifest(folder), ModelManifest);
  const listed = await readListedFiles(folder, manifest.files);
  const files = {
    ...Object.fromEntries(Object.keys(manifest.files).map((file) => [file, listed(file)])),
    [name]: content,
  };
  const listing = jsonBytes({ ...manifest, files: checksums(files) } satisfies ModelManifest);
  await writeImmutableFolder(folder, { ...files, "manifest.json": listing });
}

/** Which data any model and those before it have seen, and how they were divided. */
const AnyTraining = z.object({
  training: ModelManifest.shape.training
    .pick({ dataFingerprint: true, split: true, learnedBefore: true })
    .optional(),
});

/**
 * Which data a version was trained on, also one that only reproduces a study; undefined where its
 * manifest does not say.
 *
 * @throws LentigoError as `readModelFolder` does, `model.unsuited` left out
 */
export async function readTrainingData(
  folder: string,
): Promise<z.infer<typeof AnyTraining>["training"]> {
  return parseManifest(await readManifest(folder), AnyTraining).training;
}

/** What every model is, whether it may triage or not. */
const AnyManifest = ModelManifest.pick({ version: true, files: true });

/**
 * Version and weights of any model, also of one that only reproduces a study: for training to go
 * on from.
 *
 * @throws LentigoError as `readModelFolder` does, `model.unsuited` left out
 */
export async function readModelWeights(
  folder: string,
): Promise<Pick<Model, "network" | "parameters"> & { readonly version: string }> {
  const { version, files } = parseManifest(await readManifest(folder), AnyManifest);
  return { version, ...decodeModel(await readListedFiles(folder, files)) };
}

type ListedFile = (file: string) => Buffer;

/** Reads the listed files and checks each. */
async function readListedFiles(folder: string, files: ModelManifest["files"]): Promise<ListedFile> {
  const contents = new Map<string, Buffer>();
  for (const [file, sha256] of Object.entries(files)) {
    const bytes = await readModelFile(folder, file);
    if (sha256Of(bytes) !== sha256) {
      throw new LentigoError("model.damaged", { file });
    }
    contents.set(file, bytes);
  }
  return (file) => {
    const bytes = contents.get(file);
    if (!bytes) throw new LentigoError("model.damaged", { file: "manifest.json" });
    return bytes;
  };
}

function decodeModel(listed: ListedFile): Pick<Model, "network" | "parameters"> {
  const model = ModelFile.safeParse(parseJson("model.json", listed("model.json")));
  if (!model.success) {
    throw new LentigoError("model.damaged", { file: "model.json" }, { cause: model.error });
  }
  const { network, tensors } = model.data;
  const weights = listed("weights.bin");
  try {
    const parameters = decodeParameters(tensors, weights);
    for (const spec of parametersOf(describeNetwork(network))) parameterOf(parameters, spec);
    return { network, parameters };
  } catch (error) {
    throw new LentigoError("model.damaged", { file: "weights.bin" }, { cause: error });
  }
}

/**
 * Whoever triages would otherwise fail without a word on why: at the start where the network is of
 * another build than is served, with each photo where its sides do not fit.
 */
function requireServable({ familiarity, input }: ModelManifest, network: NetworkOptions): void {
  const description = describeNetwork(network);
  const layers = servedLayersOf(description);
  const stride = totalStride(description);
  const { shortSide, longSide, multiple } = input;
  const sides = [shortSide, longSide.min, longSide.max, multiple];
  if (
    sides.some((pixels) => pixels % stride !== 0) ||
    tappedLayers(familiarity?.layers ?? []).some((layer) => !layers.includes(layer))
  ) {
    throw new LentigoError("model.damaged", { file: "manifest.json" });
  }
}

/** Names of the convolutions, whose outputs can be tapped. */
function servedLayersOf(description: NetworkDescription): string[] {
  try {
    const { body } = servedNetwork(description);
    return body.flatMap((layer) => (layer.kind === "served" ? layer.convolution.name : []));
  } catch (cause) {
    throw new LentigoError("model.damaged", { file: "model.json" }, { cause });
  }
}

function familiarityOf({ familiarity }: ModelManifest, listed: ListedFile): Familiarity | null {
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
  readonly rehearsal?: Uint8Array;
  /** Further files by name, for people: MODEL_CARD.md, metrics.json. */
  readonly documents: Readonly<Record<string, string>>;
}

/** Writes a model folder so that it is there whole or not at all. An existing one is replaced. */
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
    ...(model.rehearsal && { [REHEARSAL_FILE]: model.rehearsal }),
  };
  for (const [name, text] of Object.entries(model.documents)) files[name] = Buffer.from(text);
  const manifest = ModelManifest.parse({
    formatVersion: MODEL_FORMAT_VERSION,
    ...model.manifest,
    ...(model.familiarity && { familiarity: manifestEntry(model.familiarity) }),
    files: checksums(files),
  });
  await writeImmutableFolder(folder, { ...files, "manifest.json": jsonBytes(manifest) });
  return manifest;
}

function manifestEntry({ familiarity, ...measured }: NewFamiliarity): ManifestFamiliarity {
  const { layers, threshold, presence } = familiarity;
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
    ...(presence && {
      presence: {
        features: presence.weights.length,
        bias: presence.bias,
        threshold: presence.threshold,
      },
    }),
  };
}

async function readModelFile(folder: string, file: string): Promise<Buffer> {
  let bytes: Buffer;
  try {
    bytes = await readFile(join(folder, file));
  } catch (error) {
    const code = isMissing(error) ? "model.missing" : "model.damaged";
    throw new LentigoError(code, { file }, { cause: error });
  }
  if (!file.endsWith(".bin") && bytes.length > MAX_TEXT_BYTES) {
    throw new LentigoError("model.damaged", { file });
  }
  return bytes;
}

/** The manifest of a model that is measured and compared, but gives no diagnoses for triage. */
const StudyHeader = z.object({ use: z.literal(STUDY), version: z.string(), task: z.string() });

async function readManifest(folder: string): Promise<unknown> {
  const json = parseJson("manifest.json", await readModelFile(folder, "manifest.json"));
  const header = z.object({ formatVersion: z.number() }).safeParse(json);
  if (header.success && header.data.formatVersion !== MODEL_FORMAT_VERSION) {
    throw new LentigoError("model.version", {
      file: "manifest.json",
      found: header.data.formatVersion,
      supported: MODEL_FORMAT_VERSION,
    });
  }
  return json;
}

/** @throws LentigoError `model.unsuited` where a study's model lacks what the schema asks for */
function parseManifest<T>(json: unknown, schema: z.ZodType<T>): T {
  const manifest = schema.safeParse(json);
  if (manifest.success) return manifest.data;
  const study = StudyHeader.safeParse(json);
  if (study.success) {
    const { version, task } = study.data;
    throw new LentigoError("model.unsuited", { version, task });
  }
  throw new LentigoError("model.damaged", { file: "manifest.json" }, { cause: manifest.error });
}

function parseJson(file: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw new LentigoError("model.damaged", { file }, { cause: error });
  }
}
