import { DIAGNOSES, type Diagnosis } from "../domain/diagnosis";
import { layBubbles, layHairs, layInk, layRuler } from "./artefacts";
import { takePhoto } from "./camera";
import { unitSize, type Framing } from "./framing";
import type { Layer } from "./layer";
import { createNoise } from "./noise";
import { drawOutline } from "./outline";
import { PATTERNS } from "./patterns";
import { toDrawing, type Drawing } from "./picture";
import { mixSeeds, seededRandom } from "./seededRandom";
import { layDownSkin, skinTone, type SkinType } from "./skin";
import { emptyTissue, lightTissue } from "./tissue";

export interface LesionOptions {
  /** Whole number; the same seed gives the same lesion on the same patient's skin. */
  readonly seed: number;
  readonly diagnosis: Diagnosis;
  /** Pixels, 600 if not given. */
  readonly width?: number;
  /** Pixels, 450 if not given. */
  readonly height?: number;
  /** Fitzpatrick type, 2 if not given. */
  readonly skinType?: SkinType;
  /** 0 (none, if not given) to 1 (about 40 hairs). */
  readonly hair?: number;
  readonly ruler?: boolean;
  readonly ink?: boolean;
  readonly bubbles?: boolean;
  /** Standard deviation in pixels of a blur over the photo, 0 if not given. */
  readonly blur?: number;
  /** Factor on the light, 1 if not given: 0.1 is too dark, 4 burnt out. */
  readonly exposure?: number;
  /** Months since the first photo, 0 if not given: the same lesion later. */
  readonly visit?: number;
}

export interface DrawnLesion extends Drawing {
  /** Middle and mean radius of the lesion, in pixels. */
  readonly lesion: { readonly cx: number; readonly cy: number; readonly radius: number };
  /** 255 in the lesion, 0 beside it; one byte per pixel, row-major. */
  readonly mask: Uint8Array;
}

/** Lesions of dark skin hold more melanin than those of fair skin. */
const PIGMENTATION: Readonly<Record<SkinType, number>> = {
  1: 0.95,
  2: 1,
  3: 1.05,
  4: 1.2,
  5: 1.4,
  6: 1.65,
};

/** Blur of a dermatoscope in focus, as a standard deviation in units. */
const OPTICS = 0.75;

/**
 * Draws a dermoscopic photo of a lesion that nobody has: skin, the structures typical of the
 * diagnosis, and what else is in such photos. The same options give the same bytes.
 */
export function drawLesion(options: LesionOptions): DrawnLesion {
  const { seed, diagnosis, width = 600, height = 450, skinType = 2, visit = 0 } = options;
  const size = { width, height };
  const pattern = PATTERNS[diagnosis];
  const growth = 1 + pattern.growth * visit;
  // Several lesions of one patient share the skin and nothing else.
  const lesionSeed = mixSeeds(seed, DIAGNOSES.indexOf(diagnosis));
  const noise = createNoise(seed);
  const skinFraming = frame(size, seed, visit);
  const framing = { ...skinFraming, zoom: skinFraming.zoom * growth };

  const tissue = emptyTissue(size);
  layDownSkin(tissue, skinFraming, noise, seed, skinType);
  const style = pattern.outline(lesionSeed, visit);
  const outline = drawOutline(size, framing, style, seededRandom(lesionSeed, 0x6f75746c), noise);
  pattern.paint(
    { tissue, framing, outline, noise, seed: lesionSeed, pigmentation: PIGMENTATION[skinType] },
    visit,
  );
  const picture = lightTissue(tissue, skinTone(skinType, seededRandom(seed, 0x746f6e65)));

  const unit = unitSize(width, height);
  const middle = { x: framing.originX / unit, y: framing.originY / unit };
  // Hair, glass and lamp are not the same at the next visit.
  const occasion = mixSeeds(seed, visit);
  if (options.ink === true) {
    layInk(picture, seed, { ...middle, radius: style.radius * growth });
  }
  if ((options.hair ?? 0) > 0) layHairs(picture, occasion, options.hair ?? 0, skinType);
  if (options.bubbles === true) layBubbles(picture, occasion);
  if (options.ruler === true) layRuler(picture);
  takePhoto(picture, {
    seed: occasion,
    blur: combineBlurs(options.blur ?? 0, OPTICS * unit),
    exposure: (options.exposure ?? 1) * seededRandom(occasion, 9).between(0.98, 1.02),
    field: seededRandom(seed, 10).chance(0.25) ? 0.93 : 2,
  });

  const mask = maskOf(outline.cover);
  return { ...toDrawing(picture), lesion: measure(mask, width), mask };
}

/** The lesion near the middle; at each later visit held a little otherwise. */
function frame(size: { width: number; height: number }, seed: number, visit: number): Framing {
  const random = seededRandom(seed, 0x6672616d);
  const unit = unitSize(size.width, size.height);
  const base = {
    x: size.width / 2 + random.between(-38, 38) * unit,
    y: size.height / 2 + random.between(-24, 24) * unit,
    zoom: unit * random.between(0.92, 1.3),
  };
  const hand = seededRandom(seed, 0x68616e64, visit);
  const slip = visit === 0 ? 0 : 1;
  const turn = slip * hand.between(-0.07, 0.07);
  return {
    originX: base.x + slip * hand.between(-12, 12) * unit,
    originY: base.y + slip * hand.between(-9, 9) * unit,
    zoom: base.zoom * (1 + slip * hand.between(-0.025, 0.025)),
    cos: Math.cos(turn),
    sin: Math.sin(turn),
  };
}

function combineBlurs(a: number, b: number): number {
  return Math.sqrt(a * a + b * b);
}

function maskOf({ values }: Layer): Uint8Array {
  const mask = new Uint8Array(values.length);
  for (let index = 0; index < mask.length; index++) {
    if ((values[index] ?? 0) >= 0.5) mask[index] = 255;
  }
  return mask;
}

function measure(mask: Uint8Array, width: number): DrawnLesion["lesion"] {
  let count = 0;
  let sumX = 0;
  let sumY = 0;
  for (let index = 0; index < mask.length; index++) {
    if (mask[index] === 0) continue;
    count += 1;
    sumX += (index % width) + 0.5;
    sumY += Math.floor(index / width) + 0.5;
  }
  const area = Math.max(1, count);
  return { cx: sumX / area, cy: sumY / area, radius: Math.sqrt(count / Math.PI) };
}
