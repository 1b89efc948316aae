/**
 * A surgeon's marks on the skin: violet, blue or green where the skin is not. Blue naevi, veils and
 * black crusts have such colours too, but lie in the lesion: of the marks' colour only parts that
 * do not touch the photo's lesion and lie on skin count.
 */
import type { PixelImage } from "../decode";
import { connectedParts, type Part } from "./connectedParts";
import { pigmentOf, type Pigment } from "./pigment";

/** How much bluer (greener) than the photo's skin: logarithm of blue (green) over red, at least. */
const BLUER = 0.25;
const GREENER = 0.3;

/** Levels by which an ink's strongest channel is above the others. */
const TINGE = 14;

/** Difference of the strongest and the weakest channel as a share of the strongest: grey has none. */
const SATURATION = 0.33;

/** Mean of the channels: darker pixels have a colour by chance; brighter ones than this are skin. */
const DARKEST = 25;
const OF_SKIN = 0.94;

/** Pixels of one mark: fewer are noise, more are a lesion or a cloth. */
const MARK = { least: 25, most: 1200 } as const;

/** Pixels by which the lesion is widened, and the share of a mark that may lie in it. */
const LESION_RIM = 3;
const IN_LESION = 0.15;

/** Pixels around a mark in which skin is looked for, and how much of them is to be skin. */
const SURROUNDING = 7;
const ON_SKIN = 0.5;

/** Pixels of all marks together from which a photo is marked. */
const MARKED = 40;

/** Whether a person has marked the skin with a pen. */
export function showsInk(input: PixelImage): boolean {
  return inkArea(input) >= MARKED;
}

/** Area of the ink beside the lesion, in pixels of the network's input. */
export function inkArea(input: PixelImage): number {
  const { width, height } = input;
  const coloured = inkColoured(input);
  const marks = connectedParts(coloured, width, height).filter(
    ({ pixels }) => pixels.length >= MARK.least && pixels.length <= MARK.most,
  );
  if (marks.length === 0) return 0;
  const pigment = pigmentOf(input);
  const lesion = lesionOf(pigment, input);
  return marks
    .filter((mark) => isBeside(mark, lesion) && liesOnSkin(mark, pigment, coloured, input))
    .reduce((sum, { pixels }) => sum + pixels.length, 0);
}

/** 1 where a pixel has an ink's colour that the brighter half of the photo, the skin, has not. */
function inkColoured({ pixels, width, height }: PixelImage): Uint8Array {
  const count = width * height;
  const grey = new Float32Array(count);
  for (let at = 0; at < count; at++) {
    grey[at] = ((pixels[at * 3] ?? 0) + (pixels[at * 3 + 1] ?? 0) + (pixels[at * 3 + 2] ?? 0)) / 3;
  }
  const levels = new Uint32Array(256);
  for (const value of grey) levels[Math.floor(value)] = (levels[Math.floor(value)] ?? 0) + 1;
  const [median, bright] = [levelBelow(levels, count / 2), levelBelow(levels, 0.8 * count)];
  let [red, green, blue] = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    if ((grey[at] ?? 0) < median) continue;
    red += pixels[at * 3] ?? 0;
    green += pixels[at * 3 + 1] ?? 0;
    blue += pixels[at * 3 + 2] ?? 0;
  }
  const [skinBlue, skinGreen] = [blue / Math.max(1, red), green / Math.max(1, red)];
  const [bluer, greener] = [skinBlue * Math.exp(BLUER), skinGreen * Math.exp(GREENER)];
  const mask = new Uint8Array(count);
  for (let at = 0; at < count; at++) {
    const level = grey[at] ?? 0;
    if (level < DARKEST || level > OF_SKIN * bright) continue;
    const [r, g, b] = [pixels[at * 3] ?? 0, pixels[at * 3 + 1] ?? 0, pixels[at * 3 + 2] ?? 0];
    const most = Math.max(r, g, b);
    if (most - Math.min(r, g, b) < SATURATION * most) continue;
    const isBlue = b > bluer * r && b - r > TINGE && b - g > TINGE;
    const isGreen = g > greener * r && g - r > TINGE && g >= b;
    if (isBlue || isGreen) mask[at] = 1;
  }
  return mask;
}

/** The level below which so many pixels lie. */
function levelBelow(levels: Uint32Array, count: number): number {
  let seen = 0;
  return levels.findIndex((pixels) => (seen += pixels) > count);
}

/** The dark part with the most pixels near the photo's middle, widened; ink apart from it is none. */
function lesionOf({ parts }: Pigment, { width, height }: PixelImage): Uint8Array {
  const lesion = new Uint8Array(width * height);
  let [best, most] = [parts[0], 0];
  for (const part of parts.slice(0, 20)) {
    let weight = 0;
    for (const at of part.pixels) {
      const x = (at % width) / width - 0.5;
      const y = Math.floor(at / width) / height - 0.5;
      weight += Math.exp(-10 * (x * x + y * y));
    }
    if (weight > most) [best, most] = [part, weight];
  }
  for (const at of best?.pixels ?? []) {
    const [x, y] = [at % width, Math.floor(at / width)];
    for (let ny = Math.max(0, y - LESION_RIM); ny <= Math.min(height - 1, y + LESION_RIM); ny++) {
      const row = ny * width;
      lesion.fill(1, row + Math.max(0, x - LESION_RIM), row + Math.min(width, x + LESION_RIM + 1));
    }
  }
  return lesion;
}

function isBeside({ pixels }: Part, lesion: Uint8Array): boolean {
  let inside = 0;
  for (const at of pixels) inside += lesion[at] ?? 0;
  return inside <= IN_LESION * pixels.length;
}

/** Whether at least half of what lies around a mark, its own colour left out, is no pigment. */
function liesOnSkin(
  { left, right, top, bottom }: Part,
  { mask }: Pigment,
  coloured: Uint8Array,
  { width, height }: PixelImage,
): boolean {
  let [skin, all] = [0, 0];
  for (
    let y = Math.max(0, top - SURROUNDING);
    y <= Math.min(height - 1, bottom + SURROUNDING);
    y++
  ) {
    for (
      let x = Math.max(0, left - SURROUNDING);
      x <= Math.min(width - 1, right + SURROUNDING);
      x++
    ) {
      const at = y * width + x;
      if (coloured[at] === 1) continue;
      all += 1;
      if (mask[at] === 0) skin += 1;
    }
  }
  return skin >= ON_SKIN * all;
}
