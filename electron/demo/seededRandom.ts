/** A stream of numbers that is the same for the same seed on every machine. */
export interface SeededRandom {
  /** In [0, 1). */
  readonly next: () => number;
  /** In [low, high). */
  readonly between: (low: number, high: number) => number;
  /** Whole number from `low` to `high`, both included. */
  readonly whole: (low: number, high: number) => number;
  /** True with this probability, 0 to 1. */
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T;
}

/** Mixes whole numbers into one 32-bit seed, so that one seed can feed several streams. */
export function mixSeeds(...seeds: readonly number[]): number {
  return seeds.reduce(mixIn, 0x9e3779b9) >>> 0;
}

/** Mixes one more whole number in; what comes out is a 32-bit integer with a sign. */
export function mixIn(mixed: number, seed: number): number {
  const first = Math.imul(mixed ^ (seed | 0), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return second ^ (second >>> 16);
}

/** Mulberry32 by Tommy Ettinger (public domain): integer arithmetic only. */
export function seededRandom(...seeds: readonly number[]): SeededRandom {
  let state = mixSeeds(...seeds);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
  };
}
