/**
 * Photos blended with others of their batch, and labels with them: the network learns to answer
 * in between in between, which holds back overconfidence. Zhang et al., "mixup: Beyond Empirical
 * Risk Minimization", ICLR 2018.
 */
import type { Random } from "./random";

/** Photos of a batch and their classes. */
export interface LabelledBatch {
  /** RGB, 0 to 255, the photos end to end. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** [count, classes]: the share of each class; rows sum to 1. */
  readonly targets: Float32Array;
}

/** Targets that name one class each. */
export function oneHot(labels: readonly number[], classes: number): Float32Array {
  const targets = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => {
    targets[row * classes + label] = 1;
  });
  return targets;
}

/**
 * Gives each photo, with probability `chance`, up to half of another one: of the one as far from
 * the batch's end as it is from its start. A batch is drawn at random, so that is any other.
 */
export function mixed(
  { pixels, targets }: LabelledBatch,
  count: number,
  chance: number,
  random: Random,
): LabelledBatch {
  if (chance === 0) return { pixels, targets };
  const mixedPixels = Uint8Array.from(pixels);
  const mixedTargets = Float32Array.from(targets);
  const photoLength = pixels.length / count;
  const classes = targets.length / count;
  for (let photo = 0; photo < count; photo++) {
    const share = random.chance(chance) ? random.between(0, 0.5) : 0;
    const other = count - 1 - photo;
    if (share === 0 || other === photo) continue;
    blend(pixels, mixedPixels, { photo, other, share, length: photoLength });
    blend(targets, mixedTargets, { photo, other, share, length: classes });
  }
  return { pixels: mixedPixels, targets: mixedTargets };
}

function blend(
  from: Uint8Array | Float32Array,
  into: Uint8Array | Float32Array,
  blending: { photo: number; other: number; share: number; length: number },
): void {
  const { photo, other, share, length } = blending;
  for (let index = 0; index < length; index++) {
    const own = from[photo * length + index] ?? 0;
    const foreign = from[other * length + index] ?? 0;
    into[photo * length + index] = own + (foreign - own) * share;
  }
}
