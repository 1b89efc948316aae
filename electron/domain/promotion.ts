/** How a model version may become the active one. */

/**
 * `roll-back` to one that was active before; `promotion` of one that the gate lets pass or that
 * came with Lentigo; `override` of the gate, which takes a reason.
 */
export const PROMOTION_KINDS = ["promotion", "roll-back", "override"] as const;

/** Why a promotion would override the gate. */
export const OVERRIDE_CAUSES = ["refused", "not-compared", "compared-with-other"] as const;

export interface PromotionWay {
  readonly kind: (typeof PROMOTION_KINDS)[number];
  /** Null where there is nothing to override. */
  readonly because: (typeof OVERRIDE_CAUSES)[number] | null;
}

export interface PromotionCandidate {
  readonly wasActive: boolean;
  readonly isShipped: boolean;
  /** The version it was compared with and the gate's verdict; null where it was not compared. */
  readonly comparison: { readonly active: string; readonly passes: boolean } | null;
}

/** @param active the version that would give way: a comparison with another one tells nothing */
export function wayOfPromotion(
  { wasActive, isShipped, comparison }: PromotionCandidate,
  active: string | null,
): PromotionWay {
  if (wasActive) return { kind: "roll-back", because: null };
  if (isShipped) return { kind: "promotion", because: null };
  if (!comparison) return { kind: "override", because: "not-compared" };
  if (comparison.active !== active) return { kind: "override", because: "compared-with-other" };
  if (!comparison.passes) return { kind: "override", because: "refused" };
  return { kind: "promotion", because: null };
}
