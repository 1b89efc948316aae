/**
 * Reproducible random numbers. Every use draws from a stream of its own, named by numbers (seed,
 * epoch, position), so that what a photo undergoes does not depend on which thread is faster,
 * and a resumed run needs no stored generator state.
 */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  between(low: number, high: number): number;
  /** Whole number in [0, limit). */
  below(limit: number): number;
  /** Standard normal distribution. */
  normal(): number;
  chance(probability: number): boolean;
}

/** PractRand-tested sfc32 (Doty-Humphrey), seeded with the numbers one after the other. */
export function randomStream(...key: readonly number[]): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let counter = 1;
  function next(): number {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result >>> 0;
  }
  for (const part of key) {
    a ^= part | 0;
    c ^= Math.floor(part / 2 ** 32) | 0;
    for (let round = 0; round < 12; round++) next();
  }

  const uniform = (): number => next() / 2 ** 32;
  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    below: (limit) => Math.floor(uniform() * limit),
    // Box and Muller; 1 - u keeps the logarithm finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    chance: (probability) => uniform() < probability,
  };
}

/** Fisher and Yates, in place. */
export function shuffle<T>(items: T[], random: Random): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [items[last], items[other]] = [items[other] as T, items[last] as T];
  }
  return items;
}
