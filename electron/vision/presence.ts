/**
 * Whether a lesion can be made out at all, by a linear function of the pooled features that the head
 * reads. Skin without a lesion is as familiar to a network as skin with one, so that distance cannot
 * tell; what tells is one direction, fitted when a version is published (training/fitPresence.ts).
 */
export interface LesionPresence {
  /** [features] */
  readonly weights: Float32Array;
  readonly bias: number;
  /** A photo with a lower score shows plain skin. */
  readonly threshold: number;
}

/** About 1 where a lesion is, -1 on plain skin. @throws Error where the lengths differ */
export function presenceScore(
  { weights, bias }: Pick<LesionPresence, "weights" | "bias">,
  embedding: ArrayLike<number>,
): number {
  if (embedding.length !== weights.length) {
    throw new Error(`${String(weights.length)} weights for ${String(embedding.length)} features`);
  }
  return weights.reduce((sum, weight, index) => sum + weight * (embedding[index] ?? 0), bias);
}
