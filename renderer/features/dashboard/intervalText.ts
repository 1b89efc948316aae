import type { Interval } from "../../../electron/domain/proportion";
import { percent } from "../../words/percent";

/** An empty cell. */
export const NOTHING = "–";

/** An interval of shares, in whole percents. */
export function intervalText({ low, high }: Interval): string {
  return `${percent(low)} – ${percent(high)}`;
}
