/** Which photos an epoch shows, and in which order. */
import { randomStream, shuffle } from "./random";

/**
 * Draws as many photos as there are, class by class in proportion to (class count) ^ `power`:
 * 1 keeps the natural shares, 0 shows every class equally often. A class that is shown more often
 * than it has photos repeats all of them; one shown less often contributes a random part.
 *
 * @param labels class of each photo
 * @returns indices into `labels`, shuffled; the same for the same seed and epoch
 */
export function epochOrder(
  labels: readonly number[],
  power: number,
  seed: number,
  epoch: number,
): number[] {
  const random = randomStream(seed, epoch, STREAM);
  const byClass = new Map<number, number[]>();
  labels.forEach((label, index) => {
    const members = byClass.get(label);
    if (members) members.push(index);
    else byClass.set(label, [index]);
  });
  const total = [...byClass.values()].reduce((sum, { length }) => sum + length ** power, 0);

  const order: number[] = [];
  for (const members of byClass.values()) {
    const share = (labels.length * members.length ** power) / total;
    // Rounding up or down by chance keeps the expected share exact.
    const count = Math.floor(share) + (random.chance(share % 1) ? 1 : 0);
    for (let drawn = 0; drawn < count; drawn += members.length) {
      order.push(...shuffle([...members], random).slice(0, count - drawn));
    }
  }
  return shuffle(order, random);
}

/** Keeps the draws apart from those of augmentation, which share seed and epoch. */
const STREAM = 0x5a4d;
