import { PHOTO_WARNINGS, type PhotoWarning } from "../../domain/triage";
import type { PixelImage } from "../decode";
import { isHairy } from "./hair";
import { showsInk } from "./ink";
import { showsRuler } from "./ruler";
import { showsSeveralLesions } from "./severalLesions";
import { thinDepths } from "./thinDark";

/** Looks at the network's input, in pixels of 288 x 224, and at what on it is thin and dark. */
type Sign = (input: PixelImage, depths: Float64Array) => boolean;

const SIGNS: Readonly<Record<PhotoWarning, Sign>> = {
  hair: isHairy,
  ink: showsInk,
  ruler: showsRuler,
  "several-lesions": showsSeveralLesions,
};

/** What on a photo may sway the answer. @param input the network's input */
export function photoWarnings(input: PixelImage): PhotoWarning[] {
  const depths = thinDepths(input);
  return PHOTO_WARNINGS.filter((warning) => SIGNS[warning](input, depths));
}
