/** Arithmetic on vectors of some thousand numbers. */

export function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}

/** Adds a multiple of a vector to the beginning of one that is no shorter. */
export function addTo(target: Float64Array, vector: Float64Array, factor: number): void {
  for (let index = 0; index < vector.length; index++) {
    target[index] = (target[index] ?? 0) + factor * (vector[index] ?? 0);
  }
}
