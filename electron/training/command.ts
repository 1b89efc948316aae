/** What the command line and the training process call: train a model, calibrate a model. */
import { freemem } from "node:os";
import { basename } from "node:path";
import { createKernels } from "../vision/network/kernels";
import { readModelFolder } from "../vision/network/modelFolder";
import { describeNetwork } from "../vision/network/networkOptions";
import { initialParameters, type Parameters } from "../vision/network/parameters";
import { openTensorFlow } from "../vision/network/tensorflow";
import { readTfjsWeights } from "../vision/network/tfjsWeights";
import { LentigoError } from "../contract/errors";
import {
  readLatestCheckpoint,
  runDifferences,
  type Checkpoint,
  type RunIdentity,
} from "./checkpoints";
import { datasetFingerprint } from "./dataset/fingerprint";
import { photosOf } from "./dataset/photo";
import { readDataset } from "./dataset/readDataset";
import { labelPhotos } from "./dataset/task";
import { openPhotoFeed } from "./photoFeed";
import type { ModelMetrics } from "./modelMetrics";
import { publishModel, type PublicationProgress } from "./publish";
import { randomStream } from "./random";
import { recipeNamed } from "./recipes";
import type { Recipe } from "./recipes/recipe";
import { withEpochs } from "./schedule";
import { trainNetwork, type TrainingProgress } from "./trainer";

export interface TrainOptions {
  /** Name of a recipe. */
  readonly recipe: string;
  /** Folder of the data set: see dataset/readDataset.ts. */
  readonly data: string;
  /** The model folder to write. */
  readonly out: string;
  /** Name of the new version. */
  readonly version: string;
  /** Where to start: a folder of tfjs weights or of a model. Default: random numbers. */
  readonly start?: { readonly weights: string } | { readonly model: string };
  /** Folder for checkpoints. Default: `<out>.checkpoints`. */
  readonly checkpoints?: string;
  /** In place of the recipe's number. */
  readonly epochs?: number;
  /** Trains on the first so many photos only: to try things out. */
  readonly limit?: number;
  /** Ends after so many minutes of training, interruptions not counted, epochs done or not. */
  readonly minutes?: number;
  readonly seed?: number;
  /** Continues from the newest checkpoint, where there is one. */
  readonly resume?: boolean;
  /** The bundled augmentWorker.ts. */
  readonly workerFile: string;
  /** Threads that prepare photos. Default: 1, which keeps up with a processor. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

export type TrainReport =
  | { readonly phase: "data"; readonly images: number; readonly missing: readonly string[] }
  | ({ readonly phase: "training" } & TrainingProgress)
  | ({ readonly phase: "measuring" } & PublicationProgress);

/** Seconds between checkpoints: what a power cut may cost. */
const CHECKPOINT_INTERVAL = 300;

/** Decoded photos may take this share of the memory that is free at the start. */
const CACHE_SHARE = 0.25;

/**
 * Trains a recipe and writes the model folder.
 *
 * @throws LentigoError `recipe.unknown`, `checkpoint.*`; Error where the data cannot be read; the
 * signal's reason where it was aborted (a checkpoint then lies in its folder)
 */
export async function runTrain(
  options: TrainOptions,
  report: (event: TrainReport) => void,
): Promise<ModelMetrics> {
  const recipe = recipeOf(options);
  const seed = options.seed ?? 1;
  const dataset = await readDataset(options.data);
  const labelled = labelPhotos("diagnosis", dataset.photos);
  const train = photosOf(labelled, "train").slice(0, options.limit ?? Infinity);
  const missing = dataset.problems.filter(({ problem }) => problem === "image-missing");
  report({ phase: "data", images: train.length, missing: missing.map(({ name }) => name) });

  const dataFingerprint = datasetFingerprint(dataset);
  const folder = options.checkpoints ?? `${options.out}.checkpoints`;
  const kernels = createKernels(openTensorFlow());
  const { parent, parameters, startedFrom } = await startOf(options, recipe, seed);
  const run: RunIdentity = {
    recipe,
    seed,
    data: dataFingerprint,
    limit: options.limit ?? null,
    minutes: options.minutes ?? null,
    start: startedFrom,
  };
  const checkpoint = options.resume === true ? await checkpointOf(folder, run) : null;
  const feed = openPhotoFeed({
    workerFile: options.workerFile,
    threads: options.threads ?? 1,
    augmentation: recipe.augmentation,
    largestSize: Math.max(...recipe.phases.map(({ inputSize }) => inputSize)),
    cacheBytes: freemem() * CACHE_SHARE,
  });
  try {
    const result = await trainNetwork({
      kernels,
      run,
      network: recipe.network,
      photos: train,
      feed,
      featureBytes: freemem() * CACHE_SHARE,
      start: checkpoint ?? parameters,
      checkpoints: { folder, interval: CHECKPOINT_INTERVAL },
      ...(options.minutes === undefined ? {} : { timeLimit: options.minutes * 60 }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      onProgress: (progress) => {
        report({ phase: "training", ...progress });
      },
    });
    const { metrics } = await publishModel({
      kernels,
      trained: { ...result, network: recipe.network, recipe, startedFrom, seed },
      dataset,
      version: options.version,
      parent,
      folder: options.out,
      created: new Date().toISOString(),
      onProgress: (progress) => {
        report({ phase: "measuring", ...progress });
      },
    });
    return metrics;
  } finally {
    await feed.close();
  }
}

function recipeOf(options: TrainOptions): Recipe {
  const recipe = recipeNamed(options.recipe);
  const { epochs } = options;
  return epochs === undefined ? recipe : { ...recipe, phases: withEpochs(recipe.phases, epochs) };
}

/** Initial values: what the start offers by name, random numbers for the rest (a new head). */
async function startOf({ start }: TrainOptions, recipe: Recipe, seed: number): Promise<Start> {
  const random = randomStream(seed, INITIAL);
  const fresh = initialParameters(describeNetwork(recipe.network), () => random.normal());
  const completed = (given: Parameters): Parameters =>
    new Map([...fresh].map(([name, value]) => [name, given.get(name) ?? value] as const));
  if (start === undefined) {
    return { parent: null, parameters: fresh, startedFrom: "random numbers" };
  }
  if ("model" in start) {
    const { manifest, parameters } = await readModelFolder(start.model);
    const { version } = manifest;
    return {
      parent: version,
      parameters: completed(parameters),
      startedFrom: `version ${version}`,
    };
  }
  return {
    parent: null,
    parameters: completed(await readTfjsWeights(start.weights)),
    startedFrom: `the initial weights \`${basename(start.weights)}\``,
  };
}

interface Start {
  readonly parent: string | null;
  readonly parameters: Parameters;
  readonly startedFrom: string;
}

/** Stream number of the initial values. */
const INITIAL = 0x17;

async function checkpointOf(folder: string, run: RunIdentity): Promise<Checkpoint | null> {
  const checkpoint = await readLatestCheckpoint(folder);
  if (!checkpoint) return null;
  const differences = runDifferences(checkpoint.run, run);
  if (differences.length > 0) {
    throw new LentigoError("checkpoint.other-run", { differences: differences.join(", ") });
  }
  return checkpoint;
}

export interface CalibrateOptions {
  /** The model folder whose weights are measured. */
  readonly model: string;
  /** Folder of the data set that it was trained on: see dataset/readDataset.ts. */
  readonly data: string;
  /** The model folder to write; may be the same. */
  readonly out: string;
}

/**
 * Measures given weights anew and writes them with fresh temperature, thresholds, familiarity,
 * figures and card. Name, parent, date and training of the version stay.
 *
 * @throws LentigoError `model.missing`, `model.damaged`; Error where the data cannot be read or are
 * not those that the version was trained on
 */
export async function runCalibrate(
  options: CalibrateOptions,
  report: (progress: PublicationProgress) => void,
): Promise<ModelMetrics> {
  const { manifest, network, parameters } = await readModelFolder(options.model);
  const dataset = await readDataset(options.data);
  if (datasetFingerprint(dataset) !== manifest.training.dataFingerprint) {
    throw new Error(`${options.data} is not the data that ${manifest.version} was trained on`);
  }
  const recipe = recipeNamed(manifest.training.recipe);
  const { epochs, seed, startedFrom = null, seconds = null } = manifest.training;
  const { metrics } = await publishModel({
    kernels: createKernels(openTensorFlow()),
    trained: { network, parameters, recipe, startedFrom, epochs, seconds, seed },
    dataset,
    version: manifest.version,
    parent: manifest.parent,
    folder: options.out,
    created: manifest.created,
    onProgress: report,
  });
  return metrics;
}
