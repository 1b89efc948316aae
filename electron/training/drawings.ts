/**
 * Drawings that a version is shown beside photos, so that the demo clinic's lesions pass and its plain
 * skin is known.
 */
import { DIAGNOSES } from "../domain/diagnosis";
import { drawLesion } from "../demo/drawLesion";
import { drawOther } from "../demo/drawOther";
import { SKIN_TYPES } from "../demo/skin";
import type { PixelImage } from "../vision/decode";

/** Each is drawn when it is its turn: it takes a third of a second, and all of them much memory. */
export interface Drawings {
  readonly lesions: readonly (() => PixelImage)[];
  /** Of skin without a lesion. */
  readonly skin: readonly (() => PixelImage)[];
}

const DRAWN_PER_KIND = 3;

const DRAWN_SKIN = 100;

/** Lesions of every diagnosis on every type of skin, with what lies on skin. */
const lesions = DIAGNOSES.flatMap((diagnosis) =>
  SKIN_TYPES.flatMap((skinType) =>
    Array.from({ length: DRAWN_PER_KIND }, () => ({ diagnosis, skinType })),
  ),
).map((kind, index) => () => {
  return drawLesion({
    ...kind,
    seed: 70_000 + index,
    hair: index % 3 === 1 ? 0.3 : 0,
    ruler: index % 4 === 2,
    ink: index % 9 === 5,
    bubbles: index % 5 === 3,
  });
});

const skin = Array.from({ length: DRAWN_SKIN }, (_, index) => () => {
  return drawOther({ kind: "skin", seed: 8000 + index });
});

export const DRAWINGS: Drawings = { lesions, skin };
