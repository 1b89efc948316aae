import { emptyLayer, type Layer } from "./layer";
import type { Picture, Rgb } from "./picture";

/**
 * What colours skin under a dermatoscope, each as a layer: the colour of a place follows from
 * what lies in it (absorption after Beer and Lambert, in display values), so that pigment on
 * dark skin or a vessel under pigment look right without a palette for each case.
 */
export interface Tissue {
  readonly width: number;
  readonly height: number;
  /** Brown, nearly black where dense. Optical density, 0 to about 3. */
  readonly melanin: Layer;
  /** Red. Optical density, 0 to about 3. */
  readonly blood: Layer;
  /** Yellow keratin and sebum. Optical density, 0 to about 1.5. */
  readonly sebum: Layer;
  /** Blue-grey of pigment deep in the dermis, 0 to 1. */
  readonly veil: Layer;
  /** White of scars, scales and cysts, 0 to 1. */
  readonly white: Layer;
  /** Relief: light (above 0) and shadow (below 0) of the surface, about -0.3 to 0.3. */
  readonly relief: Layer;
}

export function emptyTissue(size: { width: number; height: number }): Tissue {
  return {
    width: size.width,
    height: size.height,
    melanin: emptyLayer(size),
    blood: emptyLayer(size),
    sebum: emptyLayer(size),
    veil: emptyLayer(size),
    white: emptyLayer(size),
    relief: emptyLayer(size),
  };
}

/** Optical density of one unit of each pigment for red, green and blue. */
const MELANIN: Rgb = [0.44, 0.74, 1.04];
const BLOOD: Rgb = [0.1, 0.68, 0.46];
const SEBUM: Rgb = [0.03, 0.14, 0.5];

const VEIL: Rgb = [0.43, 0.44, 0.51];
const WHITE: Rgb = [0.96, 0.93, 0.91];
/** Scattering keeps even the densest pigment from being black. */
const DARKEST: Rgb = [0.085, 0.065, 0.065];

const CHANNELS = [0, 1, 2] as const;

/** The colours of a tissue on skin of this tone (each 0 to 1). */
export function lightTissue(tissue: Tissue, tone: Rgb): Picture {
  const { width, height } = tissue;
  const rgb = new Float32Array(width * height * 3);
  const luminance = 0.3 * tone[0] + 0.59 * tone[1] + 0.11 * tone[2];
  for (let index = 0; index < width * height; index++) {
    const melanin = tissue.melanin.values[index] ?? 0;
    const blood = tissue.blood.values[index] ?? 0;
    const sebum = tissue.sebum.values[index] ?? 0;
    const veil = Math.min(1, tissue.veil.values[index] ?? 0);
    const white = Math.min(1, tissue.white.values[index] ?? 0);
    const light = 1 + (tissue.relief.values[index] ?? 0);
    for (const channel of CHANNELS) {
      const density = melanin * MELANIN[channel] + blood * BLOOD[channel] + sebum * SEBUM[channel];
      let value = tone[channel] * Math.exp(-density);
      value = DARKEST[channel] + value * (1 - DARKEST[channel]);
      // Seen through more melanin in the epidermis, blue and white are darker too.
      value += veil * (VEIL[channel] * (0.35 + 0.75 * luminance) - value);
      const whitest = WHITE[channel] * (0.26 + 0.58 * luminance) + tone[channel] * 0.28;
      value += white * (whitest - value);
      rgb[index * 3 + channel] = value * light;
    }
  }
  return { width, height, rgb };
}
