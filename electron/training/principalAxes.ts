/** The main axes of a cloud of points, for clouds of thousands of points in a thousand dimensions. */
import type { Random } from "./random";
import { addTo, dot } from "./vectors";

export interface SecondMoments {
  /** [features] */
  readonly mean: Float64Array;
  /** [features, features], symmetric. */
  readonly covariance: Float64Array;
}

export interface PrincipalAxes {
  /** [count]: variance along each axis, falling. */
  readonly variances: Float64Array;
  /** [count, features], orthonormal rows. */
  readonly axes: Float64Array;
  /** Mean variance along the directions that are left. */
  readonly residualVariance: number;
}

/** Mean and covariance (divided by the count) of at least one row. */
export function secondMoments(rows: readonly ArrayLike<number>[]): SecondMoments {
  const size = rows[0]?.length ?? 0;
  const mean = new Float64Array(size);
  for (const row of rows) {
    for (let i = 0; i < size; i++) mean[i] = (mean[i] ?? 0) + (row[i] ?? 0) / rows.length;
  }
  return { mean, covariance: scatterAround(mean, rows) };
}

/** Mean outer product of the rows' differences from `centre`. */
export function scatterAround(
  centre: Float64Array,
  rows: readonly ArrayLike<number>[],
): Float64Array {
  const size = centre.length;
  const scatter = new Float64Array(size * size);
  const away = new Float64Array(size);
  for (const row of rows) {
    for (let i = 0; i < size; i++) away[i] = (row[i] ?? 0) - (centre[i] ?? 0);
    for (let i = 0; i < size; i++) {
      const scaled = (away[i] ?? 0) / rows.length;
      if (scaled === 0) continue;
      const line = i * size;
      for (let j = 0; j <= i; j++) {
        scatter[line + j] = (scatter[line + j] ?? 0) + scaled * (away[j] ?? 0);
      }
    }
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) scatter[j * size + i] = scatter[i * size + j] ?? 0;
  }
  return scatter;
}

/** Rounds of the iteration: the leading axes have settled, the last ones nearly. */
const ROUNDS = 30;

/**
 * The `count` axes of greatest variance by orthogonal iteration (Golub and Van Loan, Matrix
 * Computations, 8.2.4). `count` is at most the number of features.
 */
export function principalAxes(
  covariance: Float64Array,
  count: number,
  random: Random,
): PrincipalAxes {
  const size = Math.sqrt(covariance.length);
  let axes = Array.from({ length: count }, () =>
    Float64Array.from({ length: size }, () => random.normal()),
  );
  orthonormalise(axes);
  for (let round = 0; round < ROUNDS; round++) {
    axes = axes.map((axis) => multiply(covariance, axis));
    orthonormalise(axes);
  }
  const found = axes
    .map((axis) => ({ axis, variance: dot(axis, multiply(covariance, axis)) }))
    .sort((a, b) => b.variance - a.variance);
  let total = 0;
  for (let i = 0; i < size; i++) total += covariance[i * size + i] ?? 0;
  const explained = found.reduce((sum, { variance }) => sum + variance, 0);
  const flat = new Float64Array(count * size);
  found.forEach(({ axis }, index) => {
    flat.set(axis, index * size);
  });
  return {
    variances: Float64Array.from(found, ({ variance }) => variance),
    axes: flat,
    residualVariance: Math.max(0, total - explained) / Math.max(1, size - count),
  };
}

/** Modified Gram-Schmidt, in place. */
function orthonormalise(axes: readonly Float64Array[]): void {
  axes.forEach((axis, index) => {
    for (const earlier of axes.slice(0, index)) {
      addTo(axis, earlier, -dot(axis, earlier));
    }
    const length = Math.sqrt(dot(axis, axis));
    for (let i = 0; i < axis.length; i++) axis[i] = length > 0 ? (axis[i] ?? 0) / length : 0;
  });
}

function multiply(matrix: Float64Array, vector: Float64Array): Float64Array<ArrayBuffer> {
  const size = vector.length;
  return Float64Array.from(vector, (_, row) => {
    let sum = 0;
    const line = row * size;
    for (let i = 0; i < size; i++) sum += (matrix[line + i] ?? 0) * (vector[i] ?? 0);
    return sum;
  });
}
