/** What the command line and the training process call: train a model, calibrate a model. */
import { freemem } from "node:os";
import { basename } from "node:path";
import { LentigoError } from "../contract/errors";
import { createKernels } from "../vision/network/kernels";
import { readModelFolder } from "../vision/network/modelFolder";
import { openTensorFlow } from "../vision/network/tensorflow";
import {
  hasCheckpoints,
  readLatestCheckpoint,
  removeCheckpoints,
  runDifferences,
  type Checkpoint,
  type RunIdentity,
} from "./checkpoints";
import { describeDataset, type DatasetDescription } from "./dataset/describeDataset";
import { datasetFingerprint } from "./dataset/fingerprint";
import type { Dataset } from "./dataset/photo";
import { readDataset } from "./dataset/readDataset";
import type { LabelledPhoto } from "./dataset/task";
import { DIAGNOSIS_SCHEME } from "./diagnosisMetrics";
import { encodeMetadata, fitMetadata, metadataLength } from "./metadata";
import type { ModelMetrics } from "./modelMetrics";
import { openPhotoFeed } from "./photoFeed";
import { publishModel, type PublicationProgress } from "./publish";
import { withPriorAdjusted } from "./priorAdjustment";
import { recipeNamed } from "./recipes";
import type { Recipe } from "./recipes/recipe";
import { prepareData, type RunData, type SplitRule } from "./runData";
import { labelCounts } from "./sampling";
import { withEpochs } from "./schedule";
import { publishStudy, servesTriage, type StudyMetrics } from "./studyModel";
import { trainNetwork, type TrainingProgress } from "./trainer";
import { learnedByStart, startOf, type StartSource } from "./trainingStart";

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
  readonly start?: StartSource;
  /** Folder for checkpoints. Default: `<out>.checkpoints`. */
  readonly checkpoints?: string;
  /** In place of the recipe's number. */
  readonly epochs?: number;
  /** How the data are divided. Default: `grouped`. */
  readonly split?: SplitRule;
  /** Trains on so many photos only, of all classes: to try things out. */
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
  | {
      readonly phase: "data";
      /** Photos that the run learns from. */
      readonly images: number;
      /** Names of photos without a file. */
      readonly missing: readonly string[];
      readonly dataset: DatasetDescription;
      /** Sentences on what makes good results unlikely. */
      readonly warnings: readonly string[];
    }
  | ({ readonly phase: "training" } & TrainingProgress)
  | ({ readonly phase: "measuring" } & PublicationProgress);

/** Seconds between checkpoints: what a power cut may cost. */
const CHECKPOINT_INTERVAL = 300;

/** Decoded photos may take this share of the memory that is free at the start. */
const CACHE_SHARE = 0.25;

/**
 * Trains a recipe and writes the model folder.
 *
 * @throws LentigoError `recipe.unknown`, `dataset.*`, `weights.*`, `model.*` or `checkpoint.*` before
 * anything is computed; the signal's reason where it was aborted (a checkpoint then lies in its
 * folder)
 */
export async function runTrain(
  options: TrainOptions,
  report: (event: TrainReport) => void,
): Promise<ModelMetrics | StudyMetrics> {
  const recipe = recipeOf(options);
  const seed = options.seed ?? 1;
  const dataset = await readDataset(options.data);
  const rule = options.split ?? "grouped";
  const folder = options.checkpoints ?? `${options.out}.checkpoints`;
  const checkpoint = await checkpointIn(folder, options.resume === true);
  const fingerprint = datasetFingerprint(dataset);
  const learnedBefore = await learnedByStart(options.start);
  const known = learnedBefore.find(({ dataFingerprint }) => dataFingerprint === fingerprint);
  const method = checkpoint ? checkpoint.run.splitMethod : known?.method;
  const data = prepareData(dataset, recipe, { rule, method, limit: options.limit, seed });
  if (servesTriage(recipe)) requireBothKinds(data.splits.parts.val);
  const metadata = recipe.metadata.length > 0 ? fitMetadata(data.train, recipe.metadata) : null;
  const network = metadata
    ? { ...recipe.network, metadata: metadataLength(metadata) }
    : recipe.network;
  const { parent, parameters, startedFrom } = await startOf(options.start, network, seed);
  const run: RunIdentity = {
    recipe,
    seed,
    data: data.fingerprint,
    split: rule,
    splitMethod: data.method,
    limit: options.limit ?? null,
    minutes: options.minutes ?? null,
    start: startedFrom,
  };
  if (checkpoint) requireSameRun(checkpoint.run, run);
  report(dataReport(dataset, data, recipe, options.start === undefined));

  const kernels = createKernels(openTensorFlow());
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
      network,
      photos: data.train.map((photo) => ({
        file: photo.file,
        label: photo.label,
        ...(metadata && { metadata: encodeMetadata(metadata, photo) }),
      })),
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
    const publication = {
      kernels,
      trained: {
        ...result,
        parameters: withPriorAdjusted(
          result.parameters,
          labelCounts(
            data.train.map(({ label }) => label),
            recipe.network.classes,
          ),
          recipe.priorAdjustment,
        ),
        network,
        recipe,
        startedFrom,
        seed,
      },
      data,
      version: options.version,
      parent,
      learnedBefore,
      folder: options.out,
      created: new Date().toISOString(),
      onProgress: (progress: PublicationProgress) => {
        report({ phase: "measuring", ...progress });
      },
    };
    const metrics = servesTriage(recipe)
      ? (await publishModel(publication)).metrics
      : await publishStudy({ ...publication, metadata });
    await removeCheckpoints(folder);
    return metrics;
  } finally {
    await feed.close();
  }
}

/** The thresholds of triage are chosen on `val`. */
function requireBothKinds(val: readonly LabelledPhoto[]): void {
  const malignant = val.filter(({ label }) => DIAGNOSIS_SCHEME.malignant.includes(label)).length;
  if (malignant > 0 && malignant < val.length) return;
  throw new LentigoError("dataset.part", { part: "val" });
}

function dataReport(
  dataset: Dataset,
  data: RunData,
  recipe: Recipe,
  startsAtRandom: boolean,
): TrainReport {
  const missing = dataset.problems.filter(({ problem }) => problem === "image-missing");
  const frozenNoise = startsAtRandom && recipe.phases[0]?.trained !== "all";
  return {
    phase: "data",
    images: data.train.length,
    missing: missing.map(({ name }) => name),
    dataset: describeDataset(dataset, recipe.task, data.splits),
    warnings: frozenNoise ? [FROZEN_NOISE] : [],
  };
}

const FROZEN_NOISE =
  "The recipe keeps layers as they start, and they start from random numbers: give --start or --from.";

function recipeOf(options: TrainOptions): Recipe {
  const recipe = recipeNamed(options.recipe);
  const { epochs } = options;
  return epochs === undefined ? recipe : { ...recipe, phases: withEpochs(recipe.phases, epochs) };
}

/** Where a run may go on; null where it begins. */
async function checkpointIn(folder: string, resume: boolean): Promise<Checkpoint | null> {
  if (resume) return readLatestCheckpoint(folder);
  // Those of a longer run would outlive the new ones, and hours of work be lost unasked.
  if (await hasCheckpoints(folder)) {
    throw new LentigoError("checkpoint.exists", { folder: basename(folder) });
  }
  return null;
}

function requireSameRun(one: RunIdentity, other: RunIdentity): void {
  const differences = runDifferences(one, other);
  if (differences.length === 0) return;
  throw new LentigoError("checkpoint.other-run", { differences: differences.join(", ") });
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
  const { manifest, network, parameters, rehearsal } = await readModelFolder(options.model);
  const dataset = await readDataset(options.data);
  if (datasetFingerprint(dataset) !== manifest.training.dataFingerprint) {
    throw new Error(`${options.data} is not the data that ${manifest.version} was trained on`);
  }
  const recipe = recipeNamed(manifest.training.recipe);
  const { epochs, seed, images, split, startedFrom = null, seconds = null } = manifest.training;
  const { learnedBefore = [] } = manifest.training;
  const { rule = "grouped", method = 1 } = split ?? {};
  const { metrics } = await publishModel({
    kernels: createKernels(openTensorFlow()),
    trained: { network, parameters, recipe, startedFrom, epochs, seconds, seed },
    data: prepareData(dataset, recipe, { rule, method, limit: images, seed }),
    version: manifest.version,
    parent: manifest.parent,
    learnedBefore,
    folder: options.out,
    created: manifest.created,
    ...(rehearsal && { rehearsal }),
    onProgress: report,
  });
  return metrics;
}
