/** A run's batches in order, some of them asked for ahead of the step that computes. */
import type { PhotoOrder } from "./augmentMessages";
import type { View } from "./frozenFeatures";
import type { PhotoFeed } from "./photoFeed";
import type { Recipe } from "./recipes/recipe";
import { epochLength, epochOrder } from "./sampling";
import type { Stage } from "./stage";

export interface Batch {
  readonly stage: Stage;
  readonly views: readonly View[];
  /** Those of them that the stage needs the pixels of. */
  readonly needed: readonly View[];
  /** [needed, size, size, 3]. */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

export interface BatchesOptions {
  readonly feed: PhotoFeed;
  readonly recipe: Recipe;
  readonly photos: readonly { readonly file: string; readonly label: number }[];
  readonly seed: number;
  /** Counted from 0. */
  readonly firstStep: number;
  /** Asked once a step, in order. */
  readonly stageAt: (step: number) => Stage;
}

export interface Batches {
  next(): Promise<Batch>;
}

/** Batches that the threads prepare ahead of the step that computes. */
const AHEAD = 3;

/** Stream number of views that come back: keeps them apart from those of single epochs. */
const VIEWS = 0x7137;

export function stepsPerEpoch({
  recipe,
  photos,
}: Pick<BatchesOptions, "recipe"> & {
  readonly photos: readonly { readonly label: number }[];
}): number {
  const labels = photos.map(({ label }) => label);
  return Math.ceil(epochLength(labels, recipe.sampling) / recipe.batchSize);
}

export function createBatches(options: BatchesOptions): Batches {
  const { feed, photos, recipe, seed, firstStep, stageAt } = options;
  const labels = photos.map(({ label }) => label);
  const steps = stepsPerEpoch(options);
  const waiting: Promise<Batch>[] = [];
  let asked = firstStep;
  let order: { readonly epoch: number; readonly photos: number[] } | null = null;

  function viewsOf(step: number, { views }: Stage): View[] {
    const epoch = Math.floor(step / steps);
    if (order?.epoch !== epoch) {
      order = { epoch, photos: epochOrder(labels, recipe.sampling, seed, epoch) };
    }
    const from = (step % steps) * recipe.batchSize;
    // Rounding may leave the epoch's order a few photos short of its last batch.
    const part = order.photos.slice(from, from + recipe.batchSize);
    const chosen = part.length > 0 ? part : order.photos.slice(0, recipe.batchSize);
    return chosen.map((photo, place) => ({
      photo,
      key: views === null ? [seed, epoch, from + place] : [seed, VIEWS, epoch % views, photo],
    }));
  }

  function ask(): void {
    const stage = stageAt(asked);
    const views = viewsOf(asked, stage);
    const needed = stage.needed(views);
    const orders: PhotoOrder[] = needed.map(({ photo, key }) => ({
      file: photos[photo]?.file ?? "",
      key,
    }));
    const batch = feed
      .request(orders, stage.inputSize)
      .then((pixels) => ({ stage, views, needed, pixels }));
    // A batch that fails while an earlier one computes is reported when its turn comes.
    batch.catch(() => undefined);
    waiting.push(batch);
    asked += 1;
  }

  return {
    async next() {
      while (waiting.length < AHEAD) ask();
      const batch = waiting.shift();
      if (!batch) throw new Error("No batch was asked for");
      return batch;
    },
  };
}
