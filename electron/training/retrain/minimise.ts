/**
 * Limited-memory BFGS with a backtracking line search, for smooth convex functions: Nocedal and
 * Wright, "Numerical Optimization", 2nd ed., 2006, algorithms 7.4 and 3.1.
 */
import { addTo, dot } from "../vectors";

export interface ValueAndGradient {
  readonly value: number;
  readonly gradient: Float64Array;
}

export interface MinimiseOptions {
  /** Done where no element of the gradient is larger. */
  readonly tolerance: number;
  readonly mostSteps: number;
}

/** Pairs of steps and changes of the gradient that stand for the curvature. */
const MEMORY = 12;

/** Least decrease asked of a step, as a share of what the slope promises. */
const ARMIJO = 1e-4;

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly product: number;
}

/** @returns where the function is least, starting from `start` */
export function minimise(
  start: Float64Array,
  at: (point: Float64Array) => ValueAndGradient,
  { tolerance, mostSteps }: MinimiseOptions,
): Float64Array {
  let point = start;
  let here = at(point);
  const pairs: Pair[] = [];
  for (let step = 0; step < mostSteps; step++) {
    if (here.gradient.every((slope) => Math.abs(slope) <= tolerance)) break;
    const direction = descent(here.gradient, pairs);
    const slope = dot(direction, here.gradient);
    // Without curvature a step of the gradient's length may be far too long.
    let length = pairs.length === 0 ? 1 / Math.max(1, Math.sqrt(-slope)) : 1;
    let next = moved(point, direction, length);
    let there = at(next);
    while (there.value > here.value + ARMIJO * length * slope && length > 1e-10) {
      length /= 2;
      next = moved(point, direction, length);
      there = at(next);
    }
    // Rounding leaves nothing to gain.
    if (there.value >= here.value) break;
    const taken = direction.map((value) => value * length);
    const change = there.gradient.map((value, index) => value - (here.gradient[index] ?? 0));
    const product = dot(taken, change);
    if (product > 1e-12 * dot(change, change)) pairs.push({ step: taken, change, product });
    if (pairs.length > MEMORY) pairs.shift();
    point = next;
    here = there;
  }
  return point;
}

/** Minus the gradient times the inverse of the curvature, as far as the pairs tell it. */
function descent(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((value) => -value);
  const taken: { readonly pair: Pair; readonly share: number }[] = [];
  for (const pair of [...pairs].reverse()) {
    const share = dot(pair.step, direction) / pair.product;
    taken.unshift({ pair, share });
    addTo(direction, pair.change, -share);
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = last.product / dot(last.change, last.change);
    direction.forEach((value, index) => {
      direction[index] = value * scale;
    });
  }
  for (const { pair, share } of taken) {
    const correction = dot(pair.change, direction) / pair.product;
    addTo(direction, pair.step, share - correction);
  }
  return direction;
}

function moved(point: Float64Array, direction: Float64Array, length: number): Float64Array {
  return point.map((value, index) => value + length * (direction[index] ?? 0));
}
