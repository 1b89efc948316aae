/**
 * A version's familiarity on disk: what is small stands in the manifest, the vectors in
 * `familiarity.bin`, layer after layer as float32: mean, variances, axes; then the
 * weights of the lesion's presence, where there are any.
 */
import * as z from "zod";
import type { Familiarity } from "./familiarity";

export const FAMILIARITY_FILE = "familiarity.bin";

const share = z.number().min(0).max(1);

export const ManifestFamiliarity = z.object({
  layers: z
    .array(
      z.object({
        layer: z.string(),
        features: z.int().positive(),
        axes: z.int().positive(),
        residualVariance: z.number().positive(),
        logMean: z.number(),
        logDeviation: z.number().positive(),
      }),
    )
    .min(1),
  /** A photo with a greater score is refused as not being of a lesion. */
  threshold: z.number(),
  /** Share of photos of lesions that the threshold refuses, where it was chosen. */
  refused: share,
  measuredOn: z.string(),
  /** Photos and drawings of lesions that the distributions were fitted on. */
  photos: z.int().positive(),
  drawings: z.int().nonnegative(),
  presence: z
    .object({
      features: z.int().positive(),
      bias: z.number(),
      /** A photo with a lower score is refused as plain skin. */
      threshold: z.number(),
    })
    .optional(),
});

export type ManifestFamiliarity = z.infer<typeof ManifestFamiliarity>;

export function encodeFamiliarity({ layers, presence }: Familiarity): Uint8Array {
  const vectors = layers.flatMap(({ mean, variances, axes }) => [mean, variances, axes]);
  if (presence) vectors.push(presence.weights);
  return Buffer.concat(
    vectors.map((values) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
  );
}

/** @throws Error where the bytes are not what the manifest says */
export function decodeFamiliarity(entry: ManifestFamiliarity, bytes: Uint8Array): Familiarity {
  let offset = 0;
  const next = (count: number): Float32Array => {
    const end = offset + count * Float32Array.BYTES_PER_ELEMENT;
    if (end > bytes.byteLength) throw new Error(`${FAMILIARITY_FILE} ends early`);
    // A copy, since a view must begin at a multiple of the element's size.
    const values = new Float32Array(Uint8Array.from(bytes.subarray(offset, end)).buffer);
    offset = end;
    return values;
  };
  const layers = entry.layers.map(({ features, axes, ...layer }) => ({
    ...layer,
    mean: next(features),
    variances: next(axes),
    axes: next(axes * features),
  }));
  const presence = entry.presence
    ? {
        weights: next(entry.presence.features),
        bias: entry.presence.bias,
        threshold: entry.presence.threshold,
      }
    : null;
  if (offset !== bytes.byteLength) throw new Error(`${FAMILIARITY_FILE} is longer than its list`);
  return { layers, threshold: entry.threshold, presence };
}
