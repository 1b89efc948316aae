/**
 * More than one lesion of size in the photo: dark parts that are compact, lie wholly within the
 * photo, stand out of the skin about equally, and have skin between them. One lesion with dark
 * islands has none; freckles are too small.
 */
import type { PixelImage } from "../decode";
import type { Part } from "./connectedParts";
import { pigmentOf } from "./pigment";

/** Share of the photo's area from which a part is of notable size: some 500 of 64,512 pixels. */
const LARGE = 0.008;

/** Part of its bounding box that a lesion fills at least: crusts of hair and vessels fill less. */
const FILLED = 0.5;

/** Natural logarithm of how much brighter the skin around a part is. */
const CONTRAST = 0.22;

/** A part's contrast, at least, as a share of that of the part with the most. */
const CONTRAST_SHARE = 0.45;

/** Share of the fainter part's contrast that the brightest place between two parts may be short of. */
const SHORT_OF_SKIN = 0.2;

/** Pixels around a part's bounding box in which the skin is measured. */
const SURROUNDING = 10;

interface Spot {
  readonly part: Part;
  readonly x: number;
  readonly y: number;
  /** Mean level of the skin around it, 0 to 255. */
  readonly skin: number;
  readonly contrast: number;
}

/** Whether the network's input shows several lesions of notable size. */
export function showsSeveralLesions(input: PixelImage): boolean {
  const { width, height } = input;
  const { green, mask, parts } = pigmentOf(input);
  const spots = parts
    .filter((part) => part.pixels.length >= LARGE * width * height)
    .filter((part) => liesWithin(part, input) && filledShare(part) >= FILLED)
    .map((part) => measureSpot(part, input, green, mask))
    .filter(({ contrast }) => contrast >= CONTRAST);
  const strongest = Math.max(0, ...spots.map(({ contrast }) => contrast));
  const alike = spots.filter(({ contrast }) => contrast >= CONTRAST_SHARE * strongest);
  return alike.some((one, index) =>
    alike.slice(index + 1).some((other) => skinBetween(one, other, green, width)),
  );
}

function liesWithin({ left, right, top, bottom }: Part, { width, height }: PixelImage): boolean {
  return left > 1 && top > 1 && right < width - 2 && bottom < height - 2;
}

function filledShare({ pixels, left, right, top, bottom }: Part): number {
  return pixels.length / ((right - left + 1) * (bottom - top + 1));
}

function measureSpot(
  part: Part,
  { width, height }: PixelImage,
  green: Float32Array,
  mask: Uint8Array,
): Spot {
  let [inside, sumX, sumY] = [0, 0, 0];
  for (const at of part.pixels) {
    inside += green[at] ?? 0;
    sumX += at % width;
    sumY += Math.floor(at / width);
  }
  const count = part.pixels.length;
  let [around, places] = [0, 0];
  const [top, bottom] = [part.top - SURROUNDING, part.bottom + SURROUNDING];
  const [left, right] = [part.left - SURROUNDING, part.right + SURROUNDING];
  for (let y = Math.max(0, top); y <= Math.min(height - 1, bottom); y++) {
    for (let x = Math.max(0, left); x <= Math.min(width - 1, right); x++) {
      if (mask[y * width + x] === 1) continue;
      around += green[y * width + x] ?? 0;
      places += 1;
    }
  }
  const skin = around / Math.max(1, places);
  return { part, x: sumX / count, y: sumY / count, skin, contrast: ratio(skin, inside / count) };
}

/** Whether the straight way from one spot to another leads over skin. */
function skinBetween(one: Spot, other: Spot, green: Float32Array, width: number): boolean {
  const steps = Math.ceil(Math.hypot(other.x - one.x, other.y - one.y));
  let brightest = 0;
  for (let step = 0; step <= steps; step++) {
    const x = Math.round(one.x + ((other.x - one.x) * step) / steps);
    const y = Math.round(one.y + ((other.y - one.y) * step) / steps);
    brightest = Math.max(brightest, green[y * width + x] ?? 0);
  }
  const short = ratio(Math.max(one.skin, other.skin), brightest);
  return short <= SHORT_OF_SKIN * Math.min(one.contrast, other.contrast);
}

/** Natural logarithm; the offset keeps the noise of dark photos from counting as contrast. */
function ratio(bright: number, dark: number): number {
  return Math.log((bright + 8) / (dark + 8));
}
