/** How long a training run may take, before anything has been timed on the computer at hand. */

import type { RetrainRecipe } from "./retrainRecipe";

/** The processor that trains. */
type Processor = { readonly kind: "gpu" } | { readonly kind: "cpu"; readonly threads: number };

export interface PhotosOfRun {
  readonly train: number;
  readonly holdout: number;
}

/**
 * Seconds of one processor core for a photo: seen in eight views, and passed through a training step
 * forwards and backwards, in part and as a whole. Reckoned from docs/PERFORMANCE.md, with something
 * for decoding; other computers differ by a factor of two or three.
 */
const CORE_SECONDS = { seen: 0.3, trainedInPart: 0.06, trained: 0.15 } as const;

/** How often each recipe goes through the photos to learn from. */
export const ROUNDS = { upper: 8, full: 20 } as const;

/** Seconds that every run takes: loading the model, fitting a head, measuring, writing. */
const EACH_RUN = 30;

/** A graphics card stands for so many cores. */
const CORES_OF_GPU = 40;

/** Half of more cores than this goes unused: the network's layers are small. */
const MOST_CORES = 8;

/** Seconds, a rough guess. */
export function secondsOfTraining(
  recipe: RetrainRecipe,
  { train, holdout }: PhotosOfRun,
  processor: Processor | null,
): number {
  const cores =
    processor?.kind === "gpu" ? CORES_OF_GPU : Math.min(MOST_CORES, processor?.threads ?? 2);
  const seen = (train + holdout) * CORE_SECONDS.seen;
  const trained = {
    quick: 0,
    upper: train * ROUNDS.upper * CORE_SECONDS.trainedInPart,
    full: train * ROUNDS.full * CORE_SECONDS.trained,
  }[recipe];
  return EACH_RUN + (seen + trained) / cores;
}
