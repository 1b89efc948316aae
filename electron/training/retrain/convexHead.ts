/**
 * The head of a network on given embeddings: softmax regression that stays near the head it goes on
 * from. Convex, so that it has one best head, whatever the seed.
 */
import type { Kernels } from "../../vision/network/kernels";
import { minimise, type ValueAndGradient } from "./minimise";

/** A dense layer. */
export interface Head {
  /** [features, classes] */
  readonly kernel: Float32Array;
  /** [classes] */
  readonly bias: Float32Array;
}

export interface HeadMaterial {
  /** [features] of each photo. */
  readonly embeddings: readonly Float32Array[];
  /** 0 to classes - 1. */
  readonly labels: readonly number[];
  /** The head that the new one goes on from. */
  readonly active: Head;
}

export interface HeadFit {
  /** How much each photo counts; they add up to 1. 0 leaves it out. */
  readonly weights: readonly number[];
  /** What moving away from the active head costs: see `fit`. */
  readonly decay: number;
  /** `rough`: near enough to compare choices by. */
  readonly search: keyof typeof SEARCHES;
  /** Where to begin the search: an earlier fit's; default: the active head. */
  readonly start?: HeadOffset;
}

/** How a head differs from the active one, in standard deviations of the features. */
export type HeadOffset = Float64Array;

export interface HeadFitter {
  /**
   * The offset with the least weighted cross-entropy plus `decay` / 2 times the sum of its squared
   * elements, the biases' left out.
   */
  fit(fit: HeadFit): HeadOffset;
  /** [classes] for each photo of the material, in its order. */
  logits(offset: HeadOffset): Float32Array[];
  head(offset: HeadOffset): Head;
  dispose(): void;
}

/** An exact one ends far below what changes an answer. */
const SEARCHES = {
  exact: { tolerance: 1e-5, mostSteps: 200 },
  rough: { tolerance: 1e-3, mostSteps: 25 },
} as const;

export function createHeadFitter(kernels: Kernels, material: HeadMaterial): HeadFitter {
  const { embeddings, labels, active } = material;
  const classes = active.bias.length;
  const features = active.kernel.length / classes;
  const photos = embeddings.length;
  const { means, deviations } = moments(embeddings, features);
  const standardised = new Float32Array(photos * features);
  embeddings.forEach((embedding, photo) => {
    for (let index = 0; index < features; index++) {
      standardised[photo * features + index] =
        ((embedding[index] ?? 0) - (means[index] ?? 0)) / (deviations[index] ?? 1);
    }
  });
  const inputs = kernels.upload(standardised, [photos, features]);
  const base = applied(active);

  /** The active head's outputs. */
  function applied({ kernel, bias }: Head): Float32Array {
    const raw = new Float32Array(photos * features);
    embeddings.forEach((embedding, photo) => {
      raw.set(embedding, photo * features);
    });
    const left = kernels.upload(raw, [photos, features]);
    const right = kernels.upload(kernel, [features, classes]);
    const product = kernels.matMul(left, right);
    const values = product.floats();
    for (const tensor of [left, right, product]) tensor.release();
    return values.map((value, index) => value + (bias[index % classes] ?? 0));
  }

  function outputs(offset: HeadOffset): Float32Array {
    const matrix = Float32Array.from(offset.subarray(0, features * classes));
    const kernel = kernels.upload(matrix, [features, classes]);
    const product = kernels.matMul(inputs, kernel);
    const values = product.floats();
    for (const tensor of [kernel, product]) tensor.release();
    return values.map(
      (value, index) =>
        value + (base[index] ?? 0) + (offset[features * classes + (index % classes)] ?? 0),
    );
  }

  function at(offset: HeadOffset, weights: readonly number[], decay: number): ValueAndGradient {
    const values = outputs(offset);
    const slopes = new Float32Array(values.length);
    let value = 0;
    for (let photo = 0; photo < photos; photo++) {
      const weight = weights[photo] ?? 0;
      if (weight === 0) continue;
      const row = values.subarray(photo * classes, (photo + 1) * classes);
      value += weight * crossEntropyInto(row, labels[photo] ?? 0, weight, slopes, photo * classes);
    }
    const bySlope = kernels.upload(slopes, [photos, classes]);
    const product = kernels.matMul(inputs, bySlope, { a: true });
    const gradient = new Float64Array(offset.length);
    gradient.set(product.floats());
    for (const tensor of [bySlope, product]) tensor.release();
    slopes.forEach((slope, index) => {
      const bias = features * classes + (index % classes);
      gradient[bias] = (gradient[bias] ?? 0) + slope;
    });
    for (let index = 0; index < features * classes; index++) {
      const element = offset[index] ?? 0;
      value += (decay / 2) * element * element;
      gradient[index] = (gradient[index] ?? 0) + decay * element;
    }
    return { value, gradient };
  }

  return {
    fit: ({ weights, decay, search, start }) =>
      minimise(
        start ?? new Float64Array((features + 1) * classes),
        (offset) => at(offset, weights, decay),
        SEARCHES[search],
      ),
    logits(offset) {
      const values = outputs(offset);
      return embeddings.map((_, photo) => values.slice(photo * classes, (photo + 1) * classes));
    },
    head(offset) {
      const bias = Float64Array.from(active.bias, (value, label) => {
        return value + (offset[features * classes + label] ?? 0);
      });
      const kernel = active.kernel.map((value, index) => {
        const feature = Math.floor(index / classes);
        const change = (offset[index] ?? 0) / (deviations[feature] ?? 1);
        const label = index % classes;
        bias[label] = (bias[label] ?? 0) - change * (means[feature] ?? 0);
        return value + change;
      });
      return { kernel, bias: Float32Array.from(bias) };
    },
    dispose() {
      inputs.release();
    },
  };
}

/** Of a softmax. Writes `weight` times the slope by each logit into `slopes` from `from` on. */
function crossEntropyInto(
  logits: Float32Array,
  label: number,
  weight: number,
  slopes: Float32Array,
  from: number,
): number {
  const greatest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit - greatest), 0);
  logits.forEach((logit, index) => {
    const probability = Math.exp(logit - greatest) / total;
    slopes[from + index] = weight * (probability - (index === label ? 1 : 0));
  });
  return greatest + Math.log(total) - (logits[label] ?? 0);
}

/** Mean and standard deviation of each feature; one that never varies counts as of deviation 1. */
function moments(
  embeddings: readonly Float32Array[],
  features: number,
): { readonly means: Float64Array; readonly deviations: Float64Array } {
  const means = new Float64Array(features);
  const squares = new Float64Array(features);
  for (const embedding of embeddings) {
    embedding.forEach((value, index) => {
      means[index] = (means[index] ?? 0) + value / embeddings.length;
      squares[index] = (squares[index] ?? 0) + (value * value) / embeddings.length;
    });
  }
  const deviations = squares.map((square, index) => {
    const variance = square - (means[index] ?? 0) ** 2;
    return variance > 1e-10 ? Math.sqrt(variance) : 1;
  });
  return { means, deviations };
}
