import type { Diagnosis } from "../../domain/diagnosis";
import { drawLesion, type LesionOptions } from "../drawLesion";
import { drawOther, type OtherOptions } from "../drawOther";
import type { Drawing } from "../picture";
import type { SeededRandom } from "../seededRandom";
import type { SkinType } from "../skin";
import type { DemoMishap } from "./people";

/** What is to be drawn for a photo. */
export type DemoDrawing =
  | { readonly kind: "lesion"; readonly options: LesionOptions }
  | { readonly kind: "other"; readonly options: OtherOptions };

/** Takes about half a second of the processor. */
export function drawDemoPhoto(drawing: DemoDrawing): Drawing {
  return drawing.kind === "lesion" ? drawLesion(drawing.options) : drawOther(drawing.options);
}

export interface DrawnSubject {
  readonly seed: number;
  readonly diagnosis: Diagnosis;
  readonly skinType: SkinType;
  /** 0 (hardly any) to 1: how much hair grows around it. */
  readonly hairiness: number;
}

/** A good photo of a lesion, so many months after the first, with what else is in such photos. */
export function lesionDrawing(
  { seed, diagnosis, skinType, hairiness }: DrawnSubject,
  months: number,
  random: SeededRandom,
): DemoDrawing {
  const hair = random.chance(0.15 + 0.6 * hairiness) ? random.between(0.06, 0.3) : 0;
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
      return { kind: "lesion", options: { ...good, blur: 9 } };
    case "dark":
      return { kind: "lesion", options: { ...good, exposure: 0.1 } };
    case "document":
      return { kind: "other", options: { kind: "document", seed: good.seed } };
  }
}
