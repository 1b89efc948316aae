import i18next from "i18next";
import { pointsIntervalText, pointsText } from "../../words/measures";

interface Difference {
  readonly value: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** A difference in percentage points, with its interval where there is one. */
export function differenceText({ value, interval }: Difference): string {
  const points = i18next.t("models.comparison.points", { points: pointsText(value) });
  return interval
    ? i18next.t("models.comparison.pointsIn", { points, interval: pointsIntervalText(interval) })
    : points;
}
