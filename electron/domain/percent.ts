/** Narrow and unbreakable, so that number and sign stay together. */
const GAP = "\u202f";

/**
 * A probability as a whole percent. What is neither impossible nor certain never reads as
 * 0 or 100: it becomes "<1 %" or ">99 %".
 *
 * @param share 0 to 1
 */
export function percent(share: number): string {
  if (share < 0.01) return `<1${GAP}%`;
  if (share < 1 && share > 0.99) return `>99${GAP}%`;
  return `${String(Math.round(share * 100))}${GAP}%`;
}

/**
 * A share as "n of 100", for sentences. Only a share that is exactly 0 or 1 reads as none or
 * all, so that a threshold never seems to have missed nothing when it missed something.
 *
 * @param share 0 to 1
 */
export function ofHundred(share: number): number {
  if (share <= 0) return 0;
  if (share >= 1) return 100;
  return Math.min(99, Math.max(1, Math.round(share * 100)));
}
