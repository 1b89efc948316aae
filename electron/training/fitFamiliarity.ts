/** Fits what a photo of a lesion looks like to a network: see vision/familiarity.ts. */
import {
  EMBEDDING,
  mahalanobisDistance,
  unfamiliarity,
  type Familiarity,
  type LayerFamiliarity,
} from "../vision/familiarity";
import type { NetworkOptions } from "../vision/network/networkOptions";
import { principalAxes, scatterAround, secondMoments } from "./principalAxes";
import { randomStream } from "./random";

/**
 * Texture, parts, the whole: of MobileNetV2 chosen by measurement, docs/CANNOT_ASSESS.md; of
 * MobileNet those at the same sizes of map, unmeasured.
 *
 * @throws Error where the network is not one that serves triage
 */
export function familiarityLayers({ kind }: Pick<NetworkOptions, "kind">): readonly string[] {
  switch (kind) {
    case "mobilenetV2":
      return ["block_6_expand", "block_13_expand", EMBEDDING];
    case "mobilenetV1":
      return ["conv_pw_5", "conv_pw_11", EMBEDDING];
    case "plainCnn":
      throw new Error("A plain network is not served");
  }
}

/** Fewer photos than this say nothing about a layer's spread: the check is then left out. */
export const LEAST_PHOTOS = 300;

/** More photos than this change nothing but the time it takes. */
export const MOST_PHOTOS = 3000;

/** Share of the lesions in the choosing split that may be refused. */
export const REFUSED_SHARE = 0.002;

/** Main axes of a layer. */
const AXES = 64;

/**
 * Weight of the drawn lesions' scatter beside that of the photos. The demo clinic's drawings lie
 * along a few directions off every photo; a spread along those lets them pass and leaves all
 * other directions as narrow as the photos make them.
 */
const DRAWINGS_WEIGHT = 0.05;

/** Features of one photo, a row a layer in the order of `familiarityLayers`. */
export type LayerFeatures = readonly ArrayLike<number>[];

/**
 * @param names of the layers
 * @param photos features of photos of lesions that the network was trained on
 * @param drawings features of drawn lesions; none: drawings are refused
 * @param choosing features of photos of lesions that it was not trained on, for the threshold
 * @returns null where there are fewer than `LEAST_PHOTOS` photos
 */
export function fitFamiliarity(
  names: readonly string[],
  photos: readonly LayerFeatures[],
  drawings: readonly LayerFeatures[],
  choosing: readonly LayerFeatures[],
): Omit<Familiarity, "presence"> | null {
  if (photos.length < LEAST_PHOTOS || choosing.length === 0) return null;
  const layers = names.map((layer, index) => {
    const rowsOf = (features: readonly LayerFeatures[]): ArrayLike<number>[] =>
      features.map((rows) => rows[index] ?? []);
    return fitLayer(layer, rowsOf(photos), rowsOf(drawings), rowsOf(choosing));
  });
  const scores = choosing.map((features) => unfamiliarity(layers, features)).sort((a, b) => a - b);
  const allowed = Math.floor(scores.length * REFUSED_SHARE);
  const greatest = scores[scores.length - 1 - allowed] ?? 0;
  // Rounded up, so that the manifest's number passes the photo that decided it.
  return { layers, threshold: Math.ceil(greatest * 1e6) / 1e6 };
}

function fitLayer(
  layer: string,
  photos: readonly ArrayLike<number>[],
  drawings: readonly ArrayLike<number>[],
  choosing: readonly ArrayLike<number>[],
): LayerFamiliarity {
  const { mean, covariance } = secondMoments(photos);
  if (drawings.length > 0) {
    scatterAround(mean, drawings).forEach((value, index) => {
      covariance[index] = (covariance[index] ?? 0) + DRAWINGS_WEIGHT * value;
    });
  }
  const count = Math.min(AXES, Math.floor(mean.length / 2));
  const { variances, axes, residualVariance } = principalAxes(
    covariance,
    count,
    randomStream(1, 0x66616d),
  );
  // A dead feature has no variance; the floor keeps the distance finite.
  const floor = 1e-6 * Math.max(variances[0] ?? 0, 1e-6);
  const fitted = {
    layer,
    mean: Float32Array.from(mean),
    variances: Float32Array.from(variances, (value) => Math.max(floor, value)),
    axes: Float32Array.from(axes),
    residualVariance: Math.max(floor, residualVariance),
  };
  const logs = choosing.map((features) =>
    Math.log(Math.max(1e-6, mahalanobisDistance(fitted, features))),
  );
  const logMean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const spread = logs.reduce((sum, value) => sum + (value - logMean) ** 2, 0) / logs.length;
  return { ...fitted, logMean, logDeviation: Math.max(1e-3, Math.sqrt(spread)) };
}
