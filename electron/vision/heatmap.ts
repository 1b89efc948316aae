import type { Sharp } from "sharp";
import { DIAGNOSES } from "../domain/diagnosis";
import { paintHeat, type ActivationMap } from "../domain/heatmap";
import type { PixelImage } from "./decode";
import type { ClassHeat, MapOnPhoto } from "./protocol";
import { sharp } from "./sharpRuntime";

/** Longest side, in pixels, of a painted photo. */
const PAINTED_SIDE = 1024;

/** Of pictures for paper: two of them and the text stay well under a megabyte. */
const JPEG_QUALITY = 85;

/** Opacity of the hottest place: the structures under it stay readable. */
const OPACITY = 0.55;

/** The map of one class out of the maps of all. */
export function classMap(heat: ClassHeat, classIndex: number): ActivationMap {
  const { width, height, values } = heat;
  const map = Float32Array.from(
    { length: width * height },
    (_, cell) => values[cell * DIAGNOSES.length + classIndex] ?? 0,
  );
  return { width, height, values: map };
}

/** PNG of the photo with the heat of one class over it, at most 1024 pixels a side. */
export async function paintPhoto(
  photo: PixelImage,
  heat: ClassHeat,
  classIndex: number,
): Promise<Buffer> {
  return painted(photo, { map: classMap(heat, classIndex), frame: heat.frame })
    .png()
    .toBuffer();
}

/** JPEG of the photo with one class's heat over it, or as it is, at most 1024 pixels a side. */
export async function printPhoto(photo: PixelImage, heat: MapOnPhoto | null): Promise<Buffer> {
  // Fine structures and the heatmap's colours bleed where colour is halved.
  return (heat ? painted(photo, heat) : reduced(photo))
    .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: "4:4:4" })
    .toBuffer();
}

function painted(photo: PixelImage, { map, frame }: MapOnPhoto): Sharp {
  const { width, height } = reducedSize(photo);
  const overlay = paintHeat(map, frame, width, height);
  for (let alpha = 3; alpha < overlay.length; alpha += 4) {
    overlay[alpha] = (overlay[alpha] ?? 0) * OPACITY;
  }
  return reduced(photo).composite([
    { input: Buffer.from(overlay.buffer), raw: { width, height, channels: 4 } },
  ]);
}

function reduced(photo: PixelImage): Sharp {
  const { width, height } = reducedSize(photo);
  return sharp(photo.pixels, {
    raw: { width: photo.width, height: photo.height, channels: 3 },
  }).resize(width, height, { fit: "fill" });
}

function reducedSize({ width, height }: PixelImage): { width: number; height: number } {
  const scale = Math.min(1, PAINTED_SIDE / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
