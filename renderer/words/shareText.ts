import type { Interval } from "../../electron/domain/proportion";
import { percent } from "../../electron/domain/percent";

/** An empty cell. */
export const NOTHING = "–";

/** A share of counted cases: unlike a probability it can be none. */
export function shareText(share: number): string {
  return share === 0 ? "0\u202f%" : percent(share);
}

/** An interval of such shares. */
export function intervalText({ low, high }: Interval): string {
  return `${shareText(low)} – ${shareText(high)}`;
}
