/** The recipes that train layers: an hour for the upper ones, a night for all. */
import { basename } from "node:path";
import { LentigoError } from "../../contract/errors";
import type { Model } from "../../vision/network/modelFolder";
import { deviceDescription } from "../../vision/network/tensorflow";
import {
  hasCheckpoints,
  readLatestCheckpoint,
  runDifferences,
  type Checkpoint,
  type RunIdentity,
} from "../checkpoints";
import { DRAWINGS } from "../drawings";
import { openPhotoFeed } from "../photoFeed";
import { fullRecipe, upperRecipe } from "../recipes/retraining";
import { trainNetwork, type TrainingProgress, type TrainingResult } from "../trainer";
import { largestInput, nameOf, readDeepMaterial, type DeepMaterial } from "./deepMaterial";
import { atBatchSize, requireMemory, withSmallerBatches } from "./memory";
import type { RetrainPlan, RetrainResult } from "./plan";
import { createProgressMeter, type ProgressMeter } from "./progress";
import { publishDeep } from "./publishDeep";
import { takeBreath, type Surroundings } from "./surroundings";
import { measureValidation } from "./validation";

/** Seconds between checkpoints: what a power cut may cost. */
const CHECKPOINT_INTERVAL = 120;

/**
 * @throws LentigoError `training.too-few`, `training.unsuited` where the network has no upper part
 * that is known, `training.memory`, `training.cancelled`, `checkpoint.*`
 */
export async function retrainLayers(
  plan: RetrainPlan,
  active: Model,
  surroundings: Surroundings,
): Promise<RetrainResult> {
  const recipe = plan.recipe === "full" ? fullRecipe(active.network) : upperRecipe(active.network);
  if (!recipe) throw new LentigoError("training.unsuited", { version: active.manifest.version });
  const meter = createProgressMeter({
    phases: [
      ["reading", 0.03],
      ["training", 0.82],
      ["measuring", 0.14],
      ["writing", 0.01],
    ],
    device: deviceDescription(),
    onProgress: surroundings.onProgress,
  });
  const material = await readDeepMaterial(plan, recipe, surroundings, meter);
  const run = (batchSize: number): RunIdentity => ({
    recipe: { ...recipe, batchSize },
    seed: plan.seed,
    data: material.read.fingerprint,
    split: "grouped",
    splitMethod: 1,
    limit: null,
    minutes: null,
    start: `version ${active.manifest.version}`,
  });
  const context = { plan, active, material, surroundings, meter };
  const first = await firstBatchSize(plan, run(recipe.batchSize));
  const result = await withSmallerBatches(first, async (batchSize) => {
    // Where larger batches had come so far, smaller ones go on from there.
    const latest = await readLatestCheckpoint(plan.checkpoints);
    const checkpoint = latest && atBatchSize(latest, batchSize, material.learned);
    return train(run(batchSize), checkpoint, context);
  });
  const comparison = await publishDeep(
    { plan, active, recipe, material, result, drawn: DRAWINGS },
    surroundings,
    meter,
  );
  meter.at({ phase: "writing", done: 1 });
  return { version: plan.version, comparison, unreadable: material.read.unreadable };
}

interface TrainContext {
  readonly plan: RetrainPlan;
  readonly active: Model;
  readonly material: DeepMaterial;
  readonly surroundings: Surroundings;
  readonly meter: ProgressMeter;
}

async function train(
  run: RunIdentity,
  checkpoint: Checkpoint | null,
  { plan, active, material, surroundings, meter }: TrainContext,
): Promise<TrainingResult> {
  const { learned, validation, pictures } = material;
  const { kernels } = surroundings;
  const feed = openPhotoFeed({
    workerFile: surroundings.workerFile,
    threads: 1,
    augmentation: run.recipe.augmentation,
    largestSize: largestInput(run.recipe),
    cacheBytes: 0,
    pictures: pictures.all,
  });
  let latest: TrainingProgress | null = null;
  const shareDone = (): number => (latest ? latest.step / latest.steps : 0);
  try {
    return await trainNetwork({
      kernels,
      run,
      network: active.network,
      photos: learned.map((photo) => ({ file: nameOf(photo), label: photo.label })),
      feed,
      featureBytes: 0,
      teacher: active.parameters,
      start: checkpoint ?? active.parameters,
      checkpoints: { folder: plan.checkpoints, interval: CHECKPOINT_INTERVAL },
      betweenSteps: async (save) => {
        meter.stoodStill(await takeBreath(surroundings, save));
        requireMemory(surroundings.freeMemory());
      },
      onNotSaved: surroundings.report,
      onProgress: (progress) => {
        latest = progress;
        const { imagesPerSecond } = progress;
        meter.at({ phase: "training", done: shareDone(), photosPerSecond: imagesPerSecond });
      },
      onEpoch: async (epoch, parameters) => {
        const measured = await measureValidation(
          { network: active.network, parameters: parameters() },
          active.manifest.input,
          validation.map((photo) => ({ label: photo.label, picture: pictures.get(nameOf(photo)) })),
          kernels,
        );
        const point = { at: epoch, loss: latest?.loss ?? null, ...measured };
        meter.at({ phase: "training", done: shareDone(), point });
      },
    });
  } finally {
    await feed.close();
  }
}

/**
 * The batch size that a run begins or goes on with: smaller than the recipe's where it was short of
 * memory before.
 *
 * @throws LentigoError `checkpoint.exists` where one lies there and nobody asked to go on,
 * `checkpoint.other-run`
 */
async function firstBatchSize(
  { checkpoints, resume }: RetrainPlan,
  run: RunIdentity,
): Promise<number> {
  if (!resume && (await hasCheckpoints(checkpoints))) {
    throw new LentigoError("checkpoint.exists", { folder: basename(checkpoints) });
  }
  const checkpoint = await readLatestCheckpoint(checkpoints);
  if (!checkpoint) return run.recipe.batchSize;
  const { batchSize } = checkpoint.run.recipe;
  const own = { ...run, recipe: { ...run.recipe, batchSize } };
  const differences = runDifferences(checkpoint.run, own);
  if (differences.length === 0) return batchSize;
  throw new LentigoError("checkpoint.other-run", { differences: differences.join(", ") });
}
