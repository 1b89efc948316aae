/** A point of a ROC curve; both 0 to 1. */
export interface RocPoint {
  /** Share of negatives at or above the score: 1 - specificity. */
  readonly falsePositives: number;
  /** Share of positives at or above the score: sensitivity. */
  readonly truePositives: number;
}

/**
 * The curve from (0, 0) to (1, 1) as the score falls, its corners only; equal scores give one
 * slanted stretch, so that the area below is the one that `auc` counts. Null where positives or
 * negatives are missing.
 */
export function rocCurve(
  scores: readonly number[],
  positive: readonly boolean[],
): RocPoint[] | null {
  const positives = positive.filter(Boolean).length;
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const order = scores
    .map((score, index) => ({ score, positive: positive[index] === true }))
    .sort((a, b) => b.score - a.score);

  const corners: { hits: number; alarms: number }[] = [{ hits: 0, alarms: 0 }];
  let hits = 0;
  let alarms = 0;
  order.forEach((entry, index) => {
    if (entry.positive) hits += 1;
    else alarms += 1;
    if (order[index + 1]?.score === entry.score) return;
    const [before, last] = corners.slice(-2);
    // A point on the straight line between its neighbours is no corner.
    if (
      before &&
      last &&
      (last.hits - before.hits) * (alarms - last.alarms) ===
        (hits - last.hits) * (last.alarms - before.alarms)
    ) {
      corners.pop();
    }
    corners.push({ hits, alarms });
  });
  return corners.map((corner) => ({
    falsePositives: corner.alarms / negatives,
    truePositives: corner.hits / positives,
  }));
}
