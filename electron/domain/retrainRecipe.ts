/** Head only in minutes, upper layers in an hour, all layers in a night. */
export const RETRAIN_RECIPES = ["quick", "upper", "full"] as const;

export type RetrainRecipe = (typeof RETRAIN_RECIPES)[number];

/**
 * Photos to learn from that each needs. Fewer than 20 teach a head chance. A body that changes must
 * also learn anew what a lesion looks like: from 300 photos (training/fitFamiliarity.ts) beside the
 * part that validates.
 */
export const PHOTOS_NEEDED: Readonly<Record<RetrainRecipe, number>> = {
  quick: 20,
  upper: 389,
  full: 389,
};
