/** How well a heatmap lies on the lesion: its heat against an outline of the lesion. */

/** Thresholds, as shares of the strongest heat, among which the best single one is looked for. */
export const THRESHOLDS = Array.from({ length: 19 }, (_, index) => (index + 1) / 20);

export interface HeatMeasures {
  /** Share of all heat that lies inside the lesion, 0 to 1. */
  readonly inside: number;
  /** Pointing game (Zhang et al., IJCV 126, 2018): whether the hottest pixel is in the lesion. */
  readonly hit: boolean;
  /** Intersection over union of the lesion and as many of the hottest pixels as it has. */
  readonly ownAreaIou: number;
  /** Intersection over union of the lesion and all pixels above each of `THRESHOLDS`. */
  readonly thresholdIous: readonly number[];
}

/**
 * @param heat not negative, one number a pixel
 * @param lesion 1 inside, 0 outside, as long as `heat`, with pixels of both kinds
 * @returns a map that is cold everywhere hits nothing: all measures are 0
 */
export function measureHeat(heat: Float32Array, lesion: Uint8Array): HeatMeasures {
  let total = 0;
  let inLesion = 0;
  let hottest = 0;
  let area = 0;
  heat.forEach((value, index) => {
    total += value;
    if (lesion[index] === 1) {
      inLesion += value;
      area += 1;
    }
    if (value > (heat[hottest] ?? 0)) hottest = index;
  });
  if (area === 0 || area === heat.length) throw new Error("The mask shows no outline");
  const strongest = heat[hottest] ?? 0;
  if (strongest === 0) {
    return { inside: 0, hit: false, ownAreaIou: 0, thresholdIous: THRESHOLDS.map(() => 0) };
  }
  const ordered = Float32Array.from(heat).sort();
  const cut = ordered[heat.length - area] ?? 0;
  return {
    inside: inLesion / total,
    hit: lesion[hottest] === 1,
    ownAreaIou: overlap(heat, lesion, Math.max(cut, Number.MIN_VALUE)),
    thresholdIous: THRESHOLDS.map((share) => overlap(heat, lesion, share * strongest)),
  };
}

/** Intersection over union of the lesion and the pixels of at least `threshold` (above 0). */
function overlap(heat: Float32Array, lesion: Uint8Array, threshold: number): number {
  let both = 0;
  let either = 0;
  for (let index = 0; index < heat.length; index++) {
    const isHot = (heat[index] ?? 0) >= threshold;
    const isLesion = lesion[index] === 1;
    if (isHot && isLesion) both += 1;
    if (isHot || isLesion) either += 1;
  }
  return either === 0 ? 0 : both / either;
}

export interface MeanMeasures {
  readonly photos: number;
  readonly inside: number;
  readonly hits: number;
  readonly ownAreaIou: number;
  /** Mean overlap at the one threshold that is best on the mean of all photos. */
  readonly thresholdIou: number;
  readonly threshold: number;
}

export function meanMeasures(all: readonly HeatMeasures[]): MeanMeasures {
  const mean = (valueOf: (measures: HeatMeasures) => number): number =>
    all.reduce((sum, measures) => sum + valueOf(measures), 0) / all.length;
  const ious = THRESHOLDS.map((_, index) => mean(({ thresholdIous }) => thresholdIous[index] ?? 0));
  const best = ious.indexOf(Math.max(...ious));
  return {
    photos: all.length,
    inside: mean(({ inside }) => inside),
    hits: mean(({ hit }) => (hit ? 1 : 0)),
    ownAreaIou: mean(({ ownAreaIou }) => ownAreaIou),
    thresholdIou: ious[best] ?? 0,
    threshold: THRESHOLDS[best] ?? 0,
  };
}

/** Spearman's rank correlation, -1 to 1; equal values share their mean rank, 0 where all are. */
export function rankCorrelation(a: Float32Array, b: Float32Array): number {
  const [first, second] = [ranks(a), ranks(b)];
  const middle = (a.length - 1) / 2;
  let product = 0;
  let firstSquare = 0;
  let secondSquare = 0;
  for (let index = 0; index < a.length; index++) {
    const x = (first[index] ?? 0) - middle;
    const y = (second[index] ?? 0) - middle;
    product += x * y;
    firstSquare += x * x;
    secondSquare += y * y;
  }
  return firstSquare === 0 || secondSquare === 0
    ? 0
    : product / Math.sqrt(firstSquare * secondSquare);
}

function ranks(values: Float32Array): Float64Array {
  const order = Array.from(values.keys()).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0));
  const result = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to += 1;
    for (const index of order.slice(from, to)) result[index] = (from + to - 1) / 2;
    from = to;
  }
  return result;
}
