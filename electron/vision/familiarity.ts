/**
 * How far a photo lies from the photos of lesions that the model has learned from, by the pooled
 * outputs of several layers. A photo of anything else gets seven probabilities too; only its
 * distance shows that they mean nothing.
 *
 * Of each layer one normal distribution, its main axes kept and all others given one variance
 * (Tipping and Bishop, "Mixtures of Probabilistic Principal Component Analysers", Neural
 * Computation 11:443, 1999). The Mahalanobis distance (Lee et al., "A Simple Unified Framework for
 * Detecting Out-of-Distribution Samples and Adversarial Attacks", NeurIPS 2018) thus counts what lies
 * outside the main axes too, as ViM does (Wang et al., CVPR 2022). docs/CANNOT_ASSESS.md compares.
 *
 * Plain skin is near such photos; whether there is a lesion on it is asked besides.
 */
import { presenceScore, type LesionPresence } from "./presence";

/** In place of a layer's name: the pooled features that the head reads. */
export const EMBEDDING = "embedding";

export interface LayerFamiliarity {
  /** Name of a convolution, or `EMBEDDING`. */
  readonly layer: string;
  /** [features] */
  readonly mean: Float32Array;
  /** [axes]: variance along each axis. */
  readonly variances: Float32Array;
  /** [axes, features], orthonormal rows. */
  readonly axes: Float32Array;
  /** Variance along every direction that is no axis. */
  readonly residualVariance: number;
  /** Mean and standard deviation of the distance's logarithm among photos of lesions. */
  readonly logMean: number;
  readonly logDeviation: number;
}

export interface Familiarity {
  readonly layers: readonly LayerFamiliarity[];
  /** A photo with a greater score is refused. */
  readonly threshold: number;
  /** Null in versions that were published before there was one. */
  readonly presence: LesionPresence | null;
}

/** The convolutions whose outputs must be tapped to judge a photo. */
export function tappedLayers(layers: readonly { readonly layer: string }[]): string[] {
  return layers.flatMap(({ layer }) => (layer === EMBEDDING ? [] : [layer]));
}

/** Mahalanobis distance of one layer's features, at least 0. @throws Error where lengths differ */
export function mahalanobisDistance(
  {
    layer,
    mean,
    variances,
    axes,
    residualVariance,
  }: Omit<LayerFamiliarity, "logMean" | "logDeviation">,
  features: ArrayLike<number>,
): number {
  const size = mean.length;
  if (features.length !== size) {
    throw new Error(`${layer} has ${String(features.length)} features, not ${String(size)}`);
  }
  const centred = Float64Array.from(mean, (value, index) => (features[index] ?? 0) - value);
  let remaining = 0;
  for (const value of centred) remaining += value * value;
  let distance = 0;
  variances.forEach((variance, axis) => {
    let along = 0;
    const row = axis * size;
    for (let index = 0; index < size; index++) {
      along += (axes[row + index] ?? 0) * (centred[index] ?? 0);
    }
    distance += (along * along) / variance;
    remaining -= along * along;
  });
  return Math.sqrt(distance + Math.max(0, remaining) / residualVariance);
}

/**
 * How unlike the learned photos a photo is: the layers' distances, each in standard deviations of
 * its logarithm, added up. About 0 for an ordinary photo of a lesion.
 *
 * @param features of each layer, in the order of `layers`
 */
export function unfamiliarity(
  layers: readonly LayerFamiliarity[],
  features: readonly ArrayLike<number>[],
): number {
  return layers.reduce((sum, layer, index) => {
    const distance = Math.max(1e-6, mahalanobisDistance(layer, features[index] ?? []));
    return sum + (Math.log(distance) - layer.logMean) / layer.logDeviation;
  }, 0);
}

/**
 * Why a photo of these features is no photo of a lesion: unlike any, or skin alone; null where it is.
 *
 * @param features of each layer, in the order of `layers`
 * @param embedding the pooled features that the head reads
 */
export function familiarityRefusal(
  { layers, threshold, presence }: Familiarity,
  features: readonly ArrayLike<number>[],
  embedding: ArrayLike<number>,
): "not-a-lesion" | "featureless" | null {
  if (unfamiliarity(layers, features) > threshold) return "not-a-lesion";
  if (presence && presenceScore(presence, embedding) < presence.threshold) return "featureless";
  return null;
}
