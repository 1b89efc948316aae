/** Where in its recipe a run is: the phase, and the learning rate in it. */
import type { Phase } from "./recipes/recipe";

export const epochsOf = (phases: readonly Phase[]): number =>
  phases.reduce((sum, { epochs }) => sum + epochs, 0);

/** The same phases, stretched or shrunk to so many epochs in all. */
export function withEpochs(phases: readonly Phase[], epochs: number): Phase[] {
  const factor = epochs / epochsOf(phases);
  return phases.map((phase) => ({ ...phase, epochs: phase.epochs * factor }));
}

export interface Moment {
  readonly phase: Phase;
  /** Its place among the phases, from 0. */
  readonly index: number;
  /** Share of the phase that is done, 0 to 1. */
  readonly progress: number;
}

/** @param progress share of the run that is done, 0 to 1 */
export function momentAt(phases: readonly Phase[], progress: number): Moment {
  let epoch = progress * epochsOf(phases);
  for (const [index, phase] of phases.entries()) {
    if (epoch < phase.epochs || index === phases.length - 1) {
      return { phase, index, progress: Math.min(1, epoch / phase.epochs) };
    }
    epoch -= phase.epochs;
  }
  throw new Error("A recipe has at least one phase");
}

/**
 * Learning rate in a phase: a linear rise, then half a cosine down to its final value. Loshchilov
 * and Hutter, "SGDR", ICLR 2017.
 */
export function learningRateAt({ phase, progress }: Pick<Moment, "phase" | "progress">): number {
  const { peak, warmup, final } = phase.learningRate;
  if (progress < warmup) return (peak * progress) / warmup;
  const rest = Math.min(1, (progress - warmup) / (1 - warmup));
  return final + ((peak - final) * (1 + Math.cos(Math.PI * rest))) / 2;
}
