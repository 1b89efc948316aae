/** How often classes are shown and how much they count: two answers to rare classes. */
import * as z from "zod";
import { groupBy } from "./groupBy";
import { randomStream, shuffle, type Random } from "./random";

export const Sampling = z.discriminatedUnion("kind", [
  /** Every photo once. */
  z.object({ kind: z.literal("natural") }),
  /**
   * As many photos as there are, class by class in proportion to (class count) ^ `classPower`: 1
   * keeps the natural shares, 0 shows every class equally often.
   */
  z.object({ kind: z.literal("power"), classPower: z.number().min(0).max(1) }),
  /** Every class as often as the rarest has photos; of the others another part each epoch. */
  z.object({ kind: z.literal("undersample") }),
  /** Every class as often as the most frequent has photos. */
  z.object({ kind: z.literal("oversample") }),
]);

export type Sampling = z.infer<typeof Sampling>;

/**
 * Which photos an epoch shows, and in which order. A class that is shown more often than it has
 * photos repeats all of them; one shown less often contributes a random part.
 *
 * @param labels class of each photo
 * @returns indices into `labels`, shuffled; the same for the same seed and epoch
 */
export function epochOrder(
  labels: readonly number[],
  sampling: Sampling,
  seed: number,
  epoch: number,
): number[] {
  const random = randomStream(seed, epoch, STREAM);
  const byClass = membersOf(labels);
  const showings = showingsOf(byClass, sampling);
  const order: number[] = [];
  for (const members of byClass) {
    const count = rounded(showings(members.length), random);
    for (let drawn = 0; drawn < count; drawn += members.length) {
      order.push(...shuffle([...members], random).slice(0, count - drawn));
    }
  }
  return shuffle(order, random);
}

/** Photos that an epoch shows; by `power` one of them may be more or less, by rounding. */
export function epochLength(labels: readonly number[], sampling: Sampling): number {
  const byClass = membersOf(labels);
  const showings = showingsOf(byClass, sampling);
  return Math.round(byClass.reduce((sum, { length }) => sum + showings(length), 0));
}

/** Keeps the draws apart from those of augmentation, which share seed and epoch. */
const STREAM = 0x5a4d;

/** How often a class of so many photos is shown; need not be whole. */
function showingsOf(
  byClass: readonly (readonly number[])[],
  sampling: Sampling,
): (photos: number) => number {
  const counts = byClass.map(({ length }) => length);
  switch (sampling.kind) {
    case "natural":
      return (photos) => photos;
    case "power": {
      const { classPower } = sampling;
      const all = counts.reduce((sum, count) => sum + count, 0);
      const total = counts.reduce((sum, count) => sum + count ** classPower, 0);
      return (photos) => (all * photos ** classPower) / total;
    }
    case "undersample":
      return () => Math.min(...counts);
    case "oversample":
      return () => Math.max(...counts);
  }
}

/** Up or down by chance, which keeps the expected number exact. */
function rounded(count: number, random: Random): number {
  return Math.floor(count) + (random.chance(count % 1) ? 1 : 0);
}

/** Indices of each class's photos, classes in the order in which they first occur. */
function membersOf(labels: readonly number[]): number[][] {
  return [...groupBy([...labels.keys()], (index) => labels[index]).values()];
}

/** How often each of the labels 0 to `classes` - 1 occurs. */
export function labelCounts(labels: readonly number[], classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

/** `balanced` lets every class count as much as any other, `sqrt` goes half the way. */
export const CLASS_WEIGHTS = ["none", "balanced", "sqrt"] as const;

export type ClassWeights = (typeof CLASS_WEIGHTS)[number];

/**
 * Factors on the loss of each class's photos: in proportion to 1, 1 / count or 1 / sqrt(count).
 * King, Zeng: Logistic regression in rare events data. Political Analysis 9(2):137-163, 2001.
 *
 * @param labels class of each photo, 0 to `classes` - 1
 * @returns one factor a class, 1 on average over `labels`; 1 for a class without photos
 */
export function classWeights(
  labels: readonly number[],
  classes: number,
  kind: ClassWeights,
): number[] {
  const power = { none: 0, sqrt: 0.5, balanced: 1 }[kind];
  const counts = labelCounts(labels, classes);
  const total = counts.reduce((sum, count) => sum + (count > 0 ? count ** (1 - power) : 0), 0);
  return counts.map((count) => (count === 0 ? 1 : labels.length / (total * count ** power)));
}
