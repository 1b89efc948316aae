/**
 * How a photo of any size becomes the network's input. The network is fully convolutional,
 * so the input keeps the photo's proportions: its short side is fixed, its long side grows in
 * steps of the network's stride, and what a very long photo has beyond that is cut evenly
 * from both ends. A lesion near the edge of an ordinary 4:3 photo is thus seen, which a
 * square crop would lose.
 */

export interface InputSpec {
  /** Pixels of the input's short side. */
  readonly shortSide: number;
  /** Least and greatest pixels of its long side. */
  readonly longSide: { readonly min: number; readonly max: number };
  /** Both sides are multiples of it: the network's stride. */
  readonly multiple: number;
}

/** A rectangle on the photo, in pixels, not necessarily whole ones. */
export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Framing {
  /** The part of the photo that the network sees. */
  readonly crop: Crop;
  /** Pixels of the network's input. */
  readonly width: number;
  readonly height: number;
}

/** Frames a photo of `width` x `height` pixels (both at least 1). */
export function framePhoto(width: number, height: number, input: InputSpec): Framing {
  const short = Math.min(width, height);
  const ideal = (Math.max(width, height) / short) * input.shortSide;
  const steps = Math.round(ideal / input.multiple) * input.multiple;
  const long = Math.min(input.longSide.max, Math.max(input.longSide.min, steps));

  const isLandscape = width >= height;
  const size = isLandscape
    ? { width: long, height: input.shortSide }
    : { width: input.shortSide, height: long };
  return { crop: centredCrop(width, height, size.width / size.height), ...size };
}

/** The largest rectangle of the given proportions (width / height) in the photo's middle. */
function centredCrop(width: number, height: number, proportions: number): Crop {
  const cropWidth = Math.min(width, height * proportions);
  const cropHeight = Math.min(height, width / proportions);
  return {
    left: (width - cropWidth) / 2,
    top: (height - cropHeight) / 2,
    width: cropWidth,
    height: cropHeight,
  };
}
