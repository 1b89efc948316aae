import type { Layer } from "./layer";

/** Red, green and blue, each 0 (black) to 1. */
export type Rgb = readonly [number, number, number];

/** A picture being painted: interleaved RGB, row-major, each about 0 to 1. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Float32Array;
}

/** A finished drawing: interleaved RGB, 8 bits, row-major. */
export interface Drawing {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Lays a colour over the picture where the layer covers it. */
export function tint(picture: Picture, cover: Layer, colour: Rgb, opacity = 1): void {
  cover.values.forEach((value, index) => {
    if (value <= 0) return;
    mix(picture, index, colour, Math.min(1, value * opacity));
  });
}

/** Mixes a colour into one pixel; share 0 to 1. */
export function mix(picture: Picture, index: number, colour: Rgb, share: number): void {
  for (const channel of [0, 1, 2] as const) {
    const at = index * 3 + channel;
    const value = picture.rgb[at] ?? 0;
    picture.rgb[at] = value + (colour[channel] - value) * share;
  }
}

/** Multiplies one pixel's light. */
export function dim(picture: Picture, index: number, factor: number): void {
  for (let at = index * 3; at < index * 3 + 3; at++) {
    picture.rgb[at] = (picture.rgb[at] ?? 0) * factor;
  }
}

/** Rounds to 8 bits, clipped at black and white. */
export function toDrawing({ width, height, rgb }: Picture): Drawing {
  const pixels = new Uint8Array(rgb.length);
  for (let at = 0; at < rgb.length; at++) {
    pixels[at] = Math.round(Math.min(1, Math.max(0, rgb[at] ?? 0)) * 255);
  }
  return { pixels, width, height };
}
