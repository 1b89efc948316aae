/**
 * Fits what tells a lesion from plain skin in a network's pooled features: see vision/presence.ts.
 *
 * A ridge regression on +1 and -1 (Hoerl and Kennard, Technometrics 12:55, 1970) of standardised
 * features, both kinds of equal weight, solved by conjugate gradients (Hestenes and Stiefel, J Res
 * NBS 49:409, 1952). A hundredth to ten times the penalty changes next to nothing.
 */
import { presenceScore, type LesionPresence } from "../vision/presence";
import { addTo, dot } from "./vectors";

/** Share of the lesions in the choosing split that may be refused as plain skin. */
export const UNSEEN_SHARE = 0.015;

/** Pictures of each kind below which nothing is fitted. */
export const LEAST_PICTURES = 100;

/** Penalty on the weights of standardised features. */
const RIDGE = 0.3;

const ROUNDS = 60;

/** Least deviation of a feature, as a share of all features': a dead one tells nothing. */
const LEAST_DEVIATION = 0.01;

type Embedding = ArrayLike<number>;

/**
 * @param lesions embeddings of pictures with a lesion
 * @param plain embeddings of pictures of skin alone
 * @param choosing embeddings of photos of lesions that the network was not trained on
 * @returns null where there are too few pictures of either kind
 */
export function fitPresence(
  lesions: readonly Embedding[],
  plain: readonly Embedding[],
  choosing: readonly Embedding[],
): LesionPresence | null {
  if (Math.min(lesions.length, plain.length) < LEAST_PICTURES || choosing.length === 0) return null;
  const { mean, deviation } = momentsOf(lesions);
  const rows = [...lesions, ...plain].map((embedding) => {
    const row = Float64Array.from(
      mean,
      (value, index) => ((embedding[index] ?? 0) - value) / (deviation[index] ?? 1),
    );
    return row;
  });
  const share = (count: number): number => 0.5 / count;
  const examples = rows.map((row, index) =>
    index < lesions.length
      ? { row, label: 1, share: share(lesions.length) }
      : { row, label: -1, share: share(plain.length) },
  );
  const solution = ridgeRegression(examples, mean.length);

  const weights = Float32Array.from(mean, (_, index) => {
    return (solution[index] ?? 0) / (deviation[index] ?? 1);
  });
  const shift = weights.reduce((sum, weight, index) => sum + weight * (mean[index] ?? 0), 0);
  const bias = (solution[mean.length] ?? 0) - shift;
  const scores = choosing
    .map((embedding) => presenceScore({ weights, bias }, embedding))
    .sort((a, b) => a - b);
  const least = scores[Math.floor(scores.length * UNSEEN_SHARE)] ?? 0;
  // Rounded down, so that the manifest's number passes the photo that decided it.
  return { weights, bias, threshold: Math.floor(least * 1e6) / 1e6 };
}

function momentsOf(rows: readonly Embedding[]): { mean: Float64Array; deviation: Float64Array } {
  const size = rows[0]?.length ?? 0;
  const mean = new Float64Array(size);
  const squares = new Float64Array(size);
  for (const row of rows) {
    for (let index = 0; index < size; index++) {
      const value = row[index] ?? 0;
      mean[index] = (mean[index] ?? 0) + value / rows.length;
      squares[index] = (squares[index] ?? 0) + value ** 2 / rows.length;
    }
  }
  const variance = squares.map((square, index) => Math.max(0, square - (mean[index] ?? 0) ** 2));
  const all = Math.sqrt(variance.reduce((sum, value) => sum + value, 0) / Math.max(1, size));
  const least = Math.max(1e-6, LEAST_DEVIATION * all);
  return { mean, deviation: variance.map((value) => Math.max(least, Math.sqrt(value))) };
}

interface Example {
  readonly row: Float64Array;
  readonly label: number;
  readonly share: number;
}

/** [size + 1]: the weights, then the bias, which no penalty lies on. */
function ridgeRegression(examples: readonly Example[], size: number): Float64Array {
  const applied = (vector: Float64Array): Float64Array => {
    const result = vector.map((value, index) => (index < size ? RIDGE * value : 0));
    for (const { row, share } of examples) add(result, row, share * along(row, vector));
    return result;
  };
  const solution = new Float64Array(size + 1);
  const residual = new Float64Array(size + 1);
  for (const { row, label, share } of examples) add(residual, row, share * label);
  let direction = Float64Array.from(residual);
  let left = dot(residual, residual);
  for (let round = 0; round < ROUNDS && left > 1e-18; round++) {
    const image = applied(direction);
    const step = left / dot(direction, image);
    addTo(solution, direction, step);
    addTo(residual, image, -step);
    const next = dot(residual, residual);
    const kept = next / left;
    direction = residual.map((value, index) => value + kept * (direction[index] ?? 0));
    left = next;
  }
  return solution;
}

/** A row's product with weights and bias. */
function along(row: Float64Array, vector: Float64Array): number {
  return dot(row, vector) + (vector[row.length] ?? 0);
}

/** Adds a multiple of a row, and of the one that the bias stands for. */
function add(target: Float64Array, row: Float64Array, factor: number): void {
  addTo(target, row, factor);
  target[row.length] = (target[row.length] ?? 0) + factor;
}
