import { unitSize } from "./framing";
import { ramp } from "./noise";
import { dim, type Picture } from "./picture";
import { mixIn, mixSeeds } from "./seededRandom";

export interface CameraOptions {
  readonly seed: number;
  /** Standard deviation of the blur in pixels, 0 or more. */
  readonly blur: number;
  /** Factor on the light; 1 is well exposed. */
  readonly exposure: number;
  /** Radius of the lit field over half of the photo's diagonal; above 1 nothing is cut off. */
  readonly field: number;
}

/** What optics and sensor do to the light: blur, falling off to the corners, grain. */
export function takePhoto(picture: Picture, options: CameraOptions): void {
  blurPicture(picture, options.blur);
  const { width, height, rgb } = picture;
  const halfDiagonal = Math.sqrt(width * width + height * height) / 2;
  const grain = mixSeeds(options.seed);
  const pixel = 1 / (unitSize(width, height) * 300);
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index++) {
      const dx = x + 0.5 - width / 2;
      const dy = y + 0.5 - height / 2;
      const out = Math.sqrt(dx * dx + dy * dy) / halfDiagonal;
      const lit = ramp(options.field + 6 * pixel, options.field - 10 * pixel, out);
      const light = (1 - 0.24 * ramp(0.35, 1.15, out)) * options.exposure;
      dim(picture, index, light * (0.03 + 0.97 * lit));
      // Grain of about two grey levels, the same for the three channels and a little apart.
      const hash = mixIn(grain, index);
      const shared = (hash & 255) + ((hash >>> 8) & 255) - 255;
      for (let channel = 0; channel < 3; channel++) {
        const at = index * 3 + channel;
        const own = ((hash >>> (16 + channel * 4)) & 15) - 7.5;
        rgb[at] = (rgb[at] ?? 0) + (shared / 255) * 0.011 + own * 0.0006;
      }
    }
  }
}

/** Gaussian blur by three passes of a running mean each way (Kovesi, DICTA 2010). */
export function blurPicture({ width, height, rgb }: Picture, sigma: number): void {
  if (sigma < 0.3) return;
  const spare = new Float32Array(rgb.length);
  for (const radius of boxRadii(sigma)) {
    if (radius === 0) continue;
    for (let channel = 0; channel < 3; channel++) {
      for (let y = 0; y < height; y++) {
        runningMean(rgb, spare, y * width * 3 + channel, 3, width, radius);
      }
      for (let x = 0; x < width; x++) {
        runningMean(spare, rgb, x * 3 + channel, width * 3, height, radius);
      }
    }
  }
}

/** Radii of three boxes whose variances, (w * w - 1) / 12 each, add up to that of the Gaussian. */
function boxRadii(sigma: number): number[] {
  const ideal = Math.sqrt(4 * sigma * sigma + 1);
  const below = Math.max(0, Math.floor((ideal - 1) / 2));
  const narrow = 2 * below + 1;
  const boxes = (12 * sigma * sigma - 3 * narrow * narrow - 12 * narrow - 9) / (-4 * narrow - 4);
  return [0, 1, 2].map((box) => (box < Math.round(boxes) ? below : below + 1));
}

function runningMean(
  from: Float32Array,
  to: Float32Array,
  start: number,
  stride: number,
  length: number,
  radius: number,
): void {
  const last = length - 1;
  let sum = 0;
  for (let step = -radius; step <= radius; step++) {
    sum += from[start + Math.min(last, Math.max(0, step)) * stride] ?? 0;
  }
  for (let step = 0; step < length; step++) {
    to[start + step * stride] = sum / (2 * radius + 1);
    sum += from[start + Math.min(last, step + radius + 1) * stride] ?? 0;
    sum -= from[start + Math.max(0, step - radius) * stride] ?? 0;
  }
}
