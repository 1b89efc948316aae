/**
 * 95 % percentile intervals from a bootstrap over patients, lesions where patients are not known:
 * photos of one patient resemble one another, so drawing photos would make the intervals too narrow.
 *
 * Efron, Tibshirani: An Introduction to the Bootstrap, 1993, chapter 13.
 */
import type { GroupUnit } from "./dataset/groups";
import { drawnAs, type Prediction } from "./evaluate";
import { groupBy } from "./groupBy";
import { randomStream } from "./random";

/** Lower and upper end of a 95 % interval. */
export type Interval = readonly [number, number];

export const BOOTSTRAP = { draws: 1000, seed: 1 } as const;

/** How intervals were drawn. */
export interface Bootstrap {
  readonly unit: GroupUnit;
  readonly draws: number;
  readonly seed: number;
}

/** As many groups as there are, drawn with repetition, each with all its photos. */
export function* groupDraws<P extends Pick<Prediction, "lesionId" | "group">>(
  predictions: readonly P[],
  { draws, seed }: { readonly draws: number; readonly seed: number } = BOOTSTRAP,
): Generator<P[]> {
  const groups = [...groupBy(predictions, drawnAs).values()];
  const random = randomStream(seed);
  for (let draw = 0; draw < draws; draw++) {
    yield groups.flatMap(() => groups[random.below(groups.length)] ?? []);
  }
}

/**
 * The middle 95 % of a measure over draws. Draws in which it is null (a class was not drawn) do
 * not count; null where none is left.
 */
export function percentileInterval(values: readonly (number | null)[]): Interval | null {
  const sorted = Float64Array.from(values.filter((value) => value !== null)).sort();
  if (sorted.length === 0) return null;
  return [percentile(sorted, 0.025), percentile(sorted, 0.975)];
}

/** Of sorted values, interpolated between neighbours. */
function percentile(sorted: Float64Array, share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? 0;
  const above = sorted[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}
