import type { Diagnosis } from "../../domain/diagnosis";
import { blurPicture } from "../camera";
import { drawLesion, type LesionOptions } from "../drawLesion";
import { drawOther, type OtherOptions } from "../drawOther";
import { toDrawing, type Drawing } from "../picture";
import type { SeededRandom } from "../seededRandom";
import type { SkinType } from "../skin";
import type { DemoMishap } from "./people";

/** What is to be drawn for a photo. */
export type DemoDrawing =
  | { readonly kind: "lesion"; readonly options: LesionOptions }
  /** Out of focus beyond use. */
  | { readonly kind: "blurred"; readonly options: LesionOptions }
  | { readonly kind: "other"; readonly options: OtherOptions };

/** Takes about half a second of the processor. */
export function drawDemoPhoto(drawing: DemoDrawing): Drawing {
  switch (drawing.kind) {
    case "lesion":
      return drawLesion(drawing.options);
    case "blurred":
      return blurred(drawLesion(drawing.options));
    case "other":
      return drawOther(drawing.options);
  }
}

/** Standard deviation in pixels. */
const BLUR = 8;

/** With the sensor's grain, which cameras smooth away where there is nothing sharp. */
function blurred({ pixels, width, height }: Drawing): Drawing {
  const picture = { width, height, rgb: Float32Array.from(pixels, (value) => value / 255) };
  blurPicture(picture, BLUR);
  return toDrawing(picture);
}

export interface DrawnSubject {
  readonly seed: number;
  readonly diagnosis: Diagnosis;
  readonly skinType: SkinType;
  /** 0 (none) to 1: how much hair grows around it. */
  readonly hairiness: number;
}

/** A good photo of a lesion, so many months after the first, with what else is in such photos. */
export function lesionDrawing(
  { seed, diagnosis, skinType, hairiness }: DrawnSubject,
  months: number,
  random: SeededRandom,
): DemoDrawing {
  const isHairy = hairiness > 0 && random.chance(0.1 + 0.6 * hairiness);
  const hair = isHairy ? random.between(0.06, 0.3) : 0;
  const options: LesionOptions = {
    seed,
    diagnosis,
    skinType,
    visit: months,
    hair,
    ruler: random.chance(0.2),
    bubbles: random.chance(0.12),
    ink: random.chance(0.04),
  };
  return { kind: "lesion", options };
}

/** The same photo gone wrong; `good` is what it should have become. */
export function mishapDrawing(mishap: DemoMishap, good: LesionOptions): DemoDrawing {
  switch (mishap) {
    case "blurred":
      return { kind: "blurred", options: good };
    case "dark":
      return { kind: "lesion", options: { ...good, exposure: 0.1 } };
    case "document":
      return { kind: "other", options: { kind: "document", seed: good.seed } };
  }
}
