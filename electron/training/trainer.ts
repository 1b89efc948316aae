/** Runs a recipe: epochs of steps, checkpoints on the way, averaged weights at the end. */
import { setImmediate } from "node:timers/promises";
import type { NetworkDescription } from "../vision/network/description";
import type { Kernels, Tensor } from "../vision/network/kernels";
import { describeNetwork, type NetworkOptions } from "../vision/network/networkOptions";
import type { Parameters } from "../vision/network/parameters";
import { createWeightAverage } from "./averaging";
import { createBatches, stepsPerEpoch, type Batch } from "./batches";
import { writeCheckpoint, type Checkpoint, type RunIdentity } from "./checkpoints";
import { crossEntropy } from "./loss";
import { mixed, oneHot } from "./mixup";
import { createAdamW } from "./optimiser";
import type { PhotoFeed } from "./photoFeed";
import { randomStream } from "./random";
import { classWeights } from "./sampling";
import { epochsOf, learningRateAt, momentAt } from "./schedule";
import { createStage, type Stage } from "./stage";
import { createFrozenNetwork } from "./trainableNetwork";
import { networkVariables } from "./variables";

export interface TrainingPhoto {
  readonly file: string;
  /** 0 to classes - 1. */
  readonly label: number;
  /** As the network takes them: see metadata.ts. Left out where it takes none. */
  readonly metadata?: readonly number[];
}

export interface TrainingProgress {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  /** Smoothed over about fifty steps. */
  readonly loss: number;
  readonly learningRate: number;
  readonly imagesPerSecond: number;
  readonly secondsLeft: number;
}

export interface TrainingJob {
  readonly kernels: Kernels;
  /** The recipe, the seed and what else makes a run this one. */
  readonly run: RunIdentity;
  /** The recipe's network, with the metadata's numbers where it takes some. */
  readonly network: NetworkOptions;
  readonly photos: readonly TrainingPhoto[];
  readonly feed: PhotoFeed;
  /** Memory for what a frozen body makes of photos. */
  readonly featureBytes: number;
  /** Weights of the network whose answers are distilled; needed where the recipe asks for it. */
  readonly teacher?: Parameters;
  /** Initial weights, or a checkpoint of this very run. */
  readonly start: Parameters | Checkpoint;
  readonly checkpoints: {
    readonly folder: string;
    /** Least seconds between two. */
    readonly interval: number;
  };
  /**
   * Seconds after which the run is done, even if its epochs are not: the learning rate then falls
   * by the clock. Default: no limit.
   */
  readonly timeLimit?: number;
  readonly signal?: AbortSignal;
  readonly onProgress: (progress: TrainingProgress) => void;
  /**
   * Called between two steps; may wait, or throw to end the run, which leaves a checkpoint.
   *
   * @param save leaves one now: somebody who pauses a run may switch the computer off
   */
  readonly betweenSteps?: (save: () => Promise<void>) => Promise<void>;
  /** Told why a checkpoint could not be written; the run goes on, the one before is still there. */
  readonly onNotSaved?: (error: unknown) => void;
  /**
   * Called when an epoch is done, the last one left out.
   *
   * @param parameters averaged where the recipe averages
   */
  readonly onEpoch?: (epoch: number, parameters: () => Parameters) => Promise<void>;
}

export interface TrainingResult {
  /** Averaged weights with batch norm's statistics taken anew. */
  readonly parameters: Parameters;
  readonly epochs: number;
  readonly seconds: number;
}

/** Stream numbers that keep dropout, mixup and recalibration apart from the epochs' photos. */
const DROPOUT = 0xd0;
const MIXUP = 0x31;
const RECALIBRATION = 0xbc;

/**
 * Trains to the end of the recipe. An aborted run writes a checkpoint and rejects with the
 * signal's reason; it continues from that checkpoint with the same result.
 */
export async function trainNetwork(job: TrainingJob): Promise<TrainingResult> {
  const { kernels, run, photos, start, signal } = job;
  const { recipe, seed } = run;
  const { phases } = recipe;
  const resumed = isCheckpoint(start) ? start : null;
  const description = describeNetwork(job.network);
  const variables = networkVariables(
    kernels,
    description,
    resumed ? resumed.parameters : (start as Parameters),
  );
  const optimiser = createAdamW(kernels, variables, recipe.optimiser, resumed?.optimiser);
  const average =
    recipe.averaging && createWeightAverage(kernels, variables, recipe.averaging, resumed?.average);
  const labels = photos.map(({ label }) => label);
  const lossOf = crossEntropy(kernels, {
    ...recipe.loss,
    classes: recipe.network.classes,
    classWeights: classWeights(labels, recipe.network.classes, recipe.loss.classWeights),
    distillation: recipe.distillation,
  });
  const teacher = recipe.distillation && openTeacher(kernels, description, job.teacher);

  const epochs = epochsOf(phases);
  const epochSteps = stepsPerEpoch({ recipe, photos });
  const steps = Math.max(1, Math.round(epochSteps * epochs));
  const clock = startClock(resumed?.seconds ?? 0);
  let step = resumed?.step ?? 0;
  let smoothedLoss = Number.NaN;
  let lastCheckpoint = clock();

  /** A full disk may cost what came since the last checkpoint, but not the run. */
  const save = async (): Promise<void> => {
    try {
      await writeCheckpoint(job.checkpoints.folder, {
        run,
        step,
        seconds: clock(),
        parameters: variables.snapshot(),
        average: average?.snapshot() ?? new Map(),
        optimiser: optimiser.state(),
      });
    } catch (error) {
      job.onNotSaved?.(error);
    }
    lastCheckpoint = clock();
  };

  /** Share of the run that is done: by steps or by the clock, whichever is further. */
  const progressAt = (step: number): number =>
    Math.min(1, Math.max(step / steps, clock() / (job.timeLimit ?? Infinity)));
  const stages = stagesOf((index) =>
    createStage({
      kernels,
      description,
      variables,
      phase: phases[index] ?? momentAt(phases, 1).phase,
      pixels: recipe.pixels,
      views: recipe.views,
      cacheBytes: job.featureBytes,
    }),
  );
  const batches = createBatches({
    ...job,
    recipe,
    seed,
    firstStep: step,
    stageAt: (step) => stages.at(momentAt(phases, progressAt(step)).index),
  });

  try {
    const firstStep = step;
    const firstSecond = clock();
    while (progressAt(step) < 1) {
      if (signal?.aborted === true) {
        await save();
        throw signal.reason;
      }
      await betweenSteps();
      const batch = await batches.next();
      const learningRate = learningRateAt(momentAt(phases, progressAt(step)));
      const loss = takeStep(batch, learningRate);
      smoothedLoss = Number.isNaN(smoothedLoss) ? loss : smoothedLoss * 0.98 + loss * 0.02;
      if (!Number.isFinite(loss)) throw new Error("The loss is no longer a number");
      const rate = (step - firstStep) / (clock() - firstSecond);
      job.onProgress({
        epoch: Math.min(epochs, Math.floor(step / epochSteps) + 1),
        epochs,
        step,
        steps,
        loss: smoothedLoss,
        learningRate,
        imagesPerSecond: rate * recipe.batchSize,
        secondsLeft: Math.min((steps - step) / rate, (job.timeLimit ?? Infinity) - clock()),
      });
      if (clock() - lastCheckpoint >= job.checkpoints.interval) await save();
      if (step % epochSteps === 0 && progressAt(step) < 1) {
        await job.onEpoch?.(step / epochSteps, () => average?.snapshot() ?? variables.snapshot());
      }
      // Lets messages in: cancelling must not wait for the epoch's end.
      await setImmediate();
    }
    await save();
    if (average) variables.restore(average.snapshot());
    await recalibrateBatchNorm(job, stages.at(phases.length - 1), epochSteps);
    return {
      parameters: variables.snapshot(),
      epochs: step / epochSteps,
      seconds: clock(),
    };
  } finally {
    variables.dispose();
    optimiser.dispose();
    average?.dispose();
    teacher?.dispose();
  }

  async function betweenSteps(): Promise<void> {
    try {
      await job.betweenSteps?.(save);
    } catch (error) {
      await save();
      throw error;
    }
  }

  function takeStep(batch: Batch, learningRate: number): number {
    const { stage, views, needed } = batch;
    const { pixels, targets } = mixed(
      {
        pixels: batch.pixels,
        targets: oneHot(
          views.map(({ photo }) => labels[photo] ?? 0),
          recipe.network.classes,
        ),
      },
      views.length,
      recipe.mixup.chance,
      randomStream(seed, MIXUP, step),
    );
    const input = stage.input(views, needed, pixels);
    const metadata = metadataOf(batch, job);
    const pass = stage.network.forward(input, {
      random: randomStream(seed, DROPOUT, step),
      newBatchWeight: recipe.batchNorm.newBatchWeight,
      metadata,
    });
    const taught = teacher?.answers(input);
    input.release();
    metadata?.release();
    const { loss, gradient } = lossOf(pass.output, targets, taught);
    pass.output.release();
    const gradients = pass.backward(gradient);
    gradient.release();
    optimiser.apply(gradients, learningRate);
    step += 1;
    average?.update(step);
    return loss;
  }
}

interface Teacher {
  /** @param input photos as the network takes them; not consumed */
  answers(input: Tensor): Float32Array;
  dispose(): void;
}

/** @throws Error where there are no weights to teach with */
function openTeacher(
  kernels: Kernels,
  description: NetworkDescription,
  parameters: Parameters | undefined,
): Teacher {
  if (!parameters) throw new Error("The recipe distils a teacher, and there is none");
  const variables = networkVariables(kernels, description, parameters);
  const network = createFrozenNetwork({ kernels, layers: description.layers, variables });
  return {
    answers(input) {
      const output = network(input);
      const values = output.floats();
      output.release();
      return values;
    },
    dispose() {
      variables.dispose();
    },
  };
}

/** Stages by phase; only the last one asked for is kept, and with it what its body computed. */
function stagesOf(create: (index: number) => Stage): { at(index: number): Stage } {
  let current: { readonly index: number; readonly stage: Stage } | null = null;
  return {
    at(index) {
      if (current?.index !== index) current = { index, stage: create(index) };
      return current.stage;
    },
  };
}

/** [views, features]; undefined where the network takes none. */
function metadataOf(
  { views }: Batch,
  { kernels, network, photos }: Pick<TrainingJob, "kernels" | "network" | "photos">,
): Tensor | undefined {
  if (network.metadata === undefined) return undefined;
  const values = views.flatMap(({ photo }) => photos[photo]?.metadata ?? []);
  return kernels.upload(Float32Array.from(values), [views.length, network.metadata]);
}

/**
 * Takes batch norm's statistics anew for the weights as they are: those of an average of weights
 * are not the average of their statistics. The photos come as in training, frequent classes held
 * back, since the weights expect the statistics of such batches: with the natural shares of the
 * classes accuracy on `val` fell from 0.83 to 0.77.
 */
async function recalibrateBatchNorm(
  job: TrainingJob,
  stage: Stage,
  epochSteps: number,
): Promise<void> {
  const { recipe, seed } = job.run;
  if (!stage.trainsBatchNorm) return;
  // More batches than an epoch has would show the same photos again.
  const count = Math.min(recipe.batchNorm.recalibrationBatches, epochSteps);
  const afterLast = epochSteps * Math.ceil(epochsOf(recipe.phases));
  const batches = createBatches({
    ...job,
    recipe,
    seed,
    firstStep: afterLast,
    stageAt: () => stage,
  });
  for (let number = 0; number < count; number++) {
    const batch = await batches.next();
    const input = stage.input(batch.views, batch.needed, batch.pixels);
    const metadata = metadataOf(batch, job);
    const pass = stage.network.forward(input, {
      random: randomStream(seed, DROPOUT, RECALIBRATION, number),
      newBatchWeight: 1 / (number + 1),
      metadata,
    });
    for (const tensor of [input, pass.output]) tensor.release();
    metadata?.release();
    pass.discard();
    await setImmediate();
  }
}

/** Seconds trained, those of earlier sittings included. */
function startClock(before: number): () => number {
  const start = performance.now();
  return () => before + (performance.now() - start) / 1000;
}

function isCheckpoint(start: Parameters | Checkpoint): start is Checkpoint {
  return "optimiser" in start;
}
