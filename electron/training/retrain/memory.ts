/** What happens when the memory does not suffice: smaller batches, then a clear stop. */
import { LentigoError } from "../../contract/errors";
import { stepsPerEpoch } from "../batches";
import type { Checkpoint } from "../checkpoints";

/** Bytes that must stay free, for triage and the rest of the computer. */
const RESERVE = 300e6;

/** Batches are halved so often. */
const HALVINGS = 2;

/** Thrown between two steps, before the system has to end a process. */
export class MemoryShortage extends Error {
  override readonly name = "MemoryShortage";
}

/** @param free bytes that are free now. @throws MemoryShortage */
export function requireMemory(free: number): void {
  if (free < RESERVE) throw new MemoryShortage("Little memory is left");
}

/** Whether an error says that memory could not be had: ours, TensorFlow's or the engine's. */
export function isMemoryShortage(error: unknown): boolean {
  return (
    error instanceof MemoryShortage ||
    (error instanceof Error &&
      /\bOOM\b|resource[ _]?exhausted|bad_alloc|out of memory|allocation failed/i.test(
        error.message,
      ))
  );
}

/**
 * Runs with a batch size, and again with half of it where memory does not suffice.
 *
 * @throws LentigoError `training.memory` where half and a quarter do not suffice either
 */
export async function withSmallerBatches<Result>(
  batchSize: number,
  run: (batchSize: number) => Promise<Result>,
): Promise<Result> {
  for (let halvings = 0; halvings <= HALVINGS; halvings++) {
    try {
      return await run(Math.max(1, batchSize >> halvings));
    } catch (error) {
      if (!isMemoryShortage(error)) throw error;
    }
  }
  throw new LentigoError("training.memory");
}

/**
 * A checkpoint as if the run had come so far with batches of another size: the same epochs, which
 * take other steps.
 *
 * @param photos that are learned from
 */
export function atBatchSize(
  checkpoint: Checkpoint,
  batchSize: number,
  photos: readonly { readonly label: number }[],
): Checkpoint {
  const { run, step } = checkpoint;
  const recipe = { ...run.recipe, batchSize };
  const epochs = step / stepsPerEpoch({ recipe: run.recipe, photos });
  return {
    ...checkpoint,
    run: { ...run, recipe },
    step: Math.round(epochs * stepsPerEpoch({ recipe, photos })),
  };
}
