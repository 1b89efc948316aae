/**
 * What a training photo undergoes: a random part of it, turned, mirrored and recoloured, in one
 * pass over the output's pixels.
 */
import * as z from "zod";
import type { PixelImage } from "../vision/decode";
import type { Random } from "./random";

const share = z.number().min(0).max(1);
const area = z.number().positive().max(4);

export const Augmentation = z.object({
  /**
   * False: the part of the photo that is shown is a square anywhere in it. True: it has the photo's
   * proportions and middle, so that all of it shows, squeezed.
   */
  squeezed: z.boolean(),
  /**
   * Least and greatest area of the part, as a share of the photo's. Beyond 1, where squeezed, the
   * photo shrinks and mirrors at its edges.
   */
  area: z.tuple([area, area]),
  /** The part's proportions (width / height) vary by up to this factor, at least 1, either way. */
  aspect: z.number().min(1),
  /** Greatest shift of the part, as a share of its sides. */
  shift: share,
  /** 1: upright; 2: perhaps mirrored left to right; 4: both ways; 8: turned by quarters, too. */
  orientations: z.literal([1, 2, 4, 8]),
  /** Greatest further turn either way, in degrees; corners outside the photo mirror it. */
  rotation: z.number().min(0).max(180),
  /** Greatest relative change, 0 to 1, of each. */
  brightness: share,
  contrast: share,
  saturation: share,
  /** Of each colour channel on its own: the light's colour. */
  tint: share,
});

export type Augmentation = z.infer<typeof Augmentation>;

/** Output pixel (column, row, 1) to photo position: x = xu * column + xv * row + x0, y alike. */
export interface Placement {
  readonly xu: number;
  readonly xv: number;
  readonly x0: number;
  readonly yu: number;
  readonly yv: number;
  readonly y0: number;
}

/** Colour (r, g, b) to colour: a 3x3 matrix, row by row, and an offset per channel. */
export interface Recolouring {
  readonly matrix: readonly number[];
  readonly offset: readonly number[];
}

/** Writes `size` x `size` RGB pixels into `target`. */
export function augment(
  photo: PixelImage,
  augmentation: Augmentation,
  size: number,
  random: Random,
  target: Uint8ClampedArray,
): void {
  const placement = randomPlacement(photo, augmentation, size, random);
  warp(photo, placement, randomRecolouring(augmentation, random), size, target);
}

export function randomPlacement(
  photo: { readonly width: number; readonly height: number },
  augmentation: Augmentation,
  size: number,
  random: Random,
): Placement {
  const crop = randomPart(photo, augmentation, random);
  const { turns, mirrored } = randomOrientation(augmentation, random);
  const degrees = random.between(-augmentation.rotation, augmentation.rotation);
  const angle = (degrees / 180 + turns / 2) * Math.PI;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  // A quarter turn swaps the part's sides, so that its proportions on the photo stay.
  const [width, height] = [crop.width / size, crop.height / size];
  const flip = mirrored ? -1 : 1;
  const linear = {
    xu: flip * cos * width,
    xv: -sin * width,
    yu: flip * sin * height,
    yv: cos * height,
  };
  const middle = (size - 1) / 2;
  return {
    ...linear,
    x0: crop.left + crop.width / 2 - 0.5 - (linear.xu + linear.xv) * middle,
    y0: crop.top + crop.height / 2 - 0.5 - (linear.yu + linear.yv) * middle,
  };
}

/** Quarter turns, and whether left and right change places; a mirror upside down is both. */
function randomOrientation(
  { orientations }: Augmentation,
  random: Random,
): { readonly turns: number; readonly mirrored: boolean } {
  switch (orientations) {
    case 1:
      return { turns: 0, mirrored: false };
    case 2:
      return { turns: 0, mirrored: random.chance(0.5) };
    case 4:
      return { turns: 2 * random.below(2), mirrored: random.chance(0.5) };
    case 8:
      return { turns: random.below(4), mirrored: random.chance(0.5) };
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Part extends Size {
  readonly left: number;
  readonly top: number;
}

function randomPart(photo: Size, augmentation: Augmentation, random: Random): Part {
  const { shift, squeezed } = augmentation;
  const part = squeezed
    ? squeezedPart(photo, augmentation, random)
    : randomCrop(photo, augmentation, random);
  if (shift === 0) return part;
  return {
    ...part,
    left: part.left + part.width * random.between(-shift, shift),
    top: part.top + part.height * random.between(-shift, shift),
  };
}

function squeezedPart(
  { width, height }: Size,
  { area, aspect }: Augmentation,
  random: Random,
): Part {
  const scale = Math.sqrt(random.between(area[0], area[1]));
  const stretch = Math.exp(random.between(-Math.log(aspect), Math.log(aspect)) / 2);
  const part = { width: width * scale * stretch, height: (height * scale) / stretch };
  return { ...part, left: (width - part.width) / 2, top: (height - part.height) / 2 };
}

/** Szegedy et al., "Going Deeper with Convolutions", 2015: a part of random area and proportions. */
function randomCrop({ width, height }: Size, { area, aspect }: Augmentation, random: Random): Part {
  for (let attempt = 0; attempt < 10; attempt++) {
    const pixels = width * height * random.between(area[0], area[1]);
    const proportions = Math.exp(random.between(-Math.log(aspect), Math.log(aspect)));
    const cropWidth = Math.sqrt(pixels * proportions);
    const cropHeight = Math.sqrt(pixels / proportions);
    if (cropWidth <= width && cropHeight <= height) {
      return {
        left: random.between(0, width - cropWidth),
        top: random.between(0, height - cropHeight),
        width: cropWidth,
        height: cropHeight,
      };
    }
  }
  const side = Math.min(width, height);
  return { left: (width - side) / 2, top: (height - side) / 2, width: side, height: side };
}

export function randomRecolouring(augmentation: Augmentation, random: Random): Recolouring {
  const factor = (reach: number): number => 1 + random.between(-reach, reach);
  const brightness = factor(augmentation.brightness);
  const contrast = factor(augmentation.contrast);
  const saturation = factor(augmentation.saturation);
  const gains = [0, 1, 2].map(() => brightness * contrast * factor(augmentation.tint));
  const matrix = gains.flatMap((gain, row) =>
    LUMA.map((luma, column) => {
      const own = row === column ? saturation : 0;
      return gain * (own + (1 - saturation) * luma);
    }),
  );
  const pivot = 127.5 * (1 - contrast);
  return { matrix, offset: [pivot, pivot, pivot] };
}

/** ITU-R BT.601. */
const LUMA = [0.299, 0.587, 0.114] as const;

/** Bilinear; positions outside the photo are mirrored at its edges. */
export function warp(
  photo: PixelImage,
  { xu, xv, x0, yu, yv, y0 }: Placement,
  { matrix, offset }: Recolouring,
  size: number,
  target: Uint8ClampedArray,
): void {
  const { pixels, width, height } = photo;
  const [rr = 1, rg = 0, rb = 0, gr = 0, gg = 1, gb = 0, br = 0, bg = 0, bb = 1] = matrix;
  const [r0 = 0, g0 = 0, b0 = 0] = offset;
  let at = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const x = mirrored(xu * column + xv * row + x0, width);
      const y = mirrored(yu * column + yv * row + y0, height);
      const left = Math.floor(x);
      const top = Math.floor(y);
      const right = x - left;
      const lower = y - top;
      const upperLeft = (top * width + left) * 3;
      const upperRight = left + 1 < width ? upperLeft + 3 : upperLeft;
      const down = top + 1 < height ? width * 3 : 0;
      const w11 = right * lower;
      const w10 = right - w11;
      const w01 = lower - w11;
      const w00 = 1 - right - w01;
      const r =
        w00 * (pixels[upperLeft] ?? 0) +
        w10 * (pixels[upperRight] ?? 0) +
        w01 * (pixels[upperLeft + down] ?? 0) +
        w11 * (pixels[upperRight + down] ?? 0);
      const g =
        w00 * (pixels[upperLeft + 1] ?? 0) +
        w10 * (pixels[upperRight + 1] ?? 0) +
        w01 * (pixels[upperLeft + down + 1] ?? 0) +
        w11 * (pixels[upperRight + down + 1] ?? 0);
      const b =
        w00 * (pixels[upperLeft + 2] ?? 0) +
        w10 * (pixels[upperRight + 2] ?? 0) +
        w01 * (pixels[upperLeft + down + 2] ?? 0) +
        w11 * (pixels[upperRight + down + 2] ?? 0);
      // The clamped array rounds and keeps to 0..255.
      target[at] = rr * r + rg * g + rb * b + r0;
      target[at + 1] = gr * r + gg * g + gb * b + g0;
      target[at + 2] = br * r + bg * g + bb * b + b0;
      at += 3;
    }
  }
}

/** A position folded back into 0 to size - 1, as if mirrors stood at both edges. */
function mirrored(position: number, size: number): number {
  const last = size - 1;
  if (position >= 0 && position <= last) return position;
  if (last === 0) return 0;
  const folded = Math.abs(position) % (2 * last);
  return folded > last ? 2 * last - folded : folded;
}
