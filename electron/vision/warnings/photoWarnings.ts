import { PHOTO_WARNINGS, type PhotoWarning } from "../../domain/triage";
import type { PixelImage } from "../decode";
import { isHairy } from "./hair";
import { showsInk } from "./ink";
import { showsRuler } from "./ruler";
import { showsSeveralLesions } from "./severalLesions";

/** What each warning looks for on the network's input, in pixels of 288 x 224. */
const SIGNS: Readonly<Record<PhotoWarning, (input: PixelImage) => boolean>> = {
  hair: isHairy,
  ink: showsInk,
  ruler: showsRuler,
  "several-lesions": showsSeveralLesions,
};

/** What on a photo may sway the answer. @param input the network's input */
export function photoWarnings(input: PixelImage): PhotoWarning[] {
  return PHOTO_WARNINGS.filter((warning) => SIGNS[warning](input));
}
