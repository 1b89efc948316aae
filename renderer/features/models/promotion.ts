import type { ModelDetail } from "../../../electron/contract/models";

/**
 * What making a version the active one means: going back to one that was active before; taking
 * over as the gate allows; or overriding the gate, which takes a reason.
 */
export type PromotionKind = "roll-back" | "promotion" | "override";

/** Null where it is active already, or was discarded. */
export function promotionKind(
  model: Pick<ModelDetail, "version" | "state" | "promotions" | "comparison">,
): PromotionKind | null {
  const { version, state, promotions, comparison } = model;
  if (state === "active" || state === "discarded") return null;
  // The first active version was never made so by anybody.
  if (promotions.some(({ from, to }) => from === version || to === version)) return "roll-back";
  return comparison?.gate.passes ? "promotion" : "override";
}
