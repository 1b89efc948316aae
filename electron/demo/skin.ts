import { toUnitX, toUnitY, type Framing } from "./framing";
import { coarseLayer, dab, emptyLayer, pour, type Layer } from "./layer";
import { ramp, type Noise } from "./noise";
import type { Rgb } from "./picture";
import { seededRandom, type SeededRandom } from "./seededRandom";
import type { Tissue } from "./tissue";

/** Fitzpatrick's skin type, I to VI. Arch Dermatol 124:869, 1988. */
export type SkinType = 1 | 2 | 3 | 4 | 5 | 6;

export const SKIN_TYPES = [1, 2, 3, 4, 5, 6] as const satisfies readonly SkinType[];

/** Colour of unpigmented skin by type, as dermatoscopes with cross-polarised light show it. */
const TONES: Readonly<Record<SkinType, Rgb>> = {
  1: [0.93, 0.79, 0.755],
  2: [0.91, 0.755, 0.695],
  3: [0.86, 0.68, 0.58],
  4: [0.745, 0.545, 0.43],
  5: [0.575, 0.4, 0.305],
  6: [0.415, 0.285, 0.22],
};

/** The tone of one patient's skin under one lamp: cooler, warmer or rosier by seed. */
export function skinTone(type: SkinType, random: SeededRandom): Rgb {
  const warmth = random.between(-0.035, 0.03);
  const rosiness = random.between(-0.01, 0.045);
  const light = random.between(0.97, 1.03);
  const [red, green, blue] = TONES[type];
  return [
    red * (1 + warmth * 0.4 + rosiness * 0.3) * light,
    green * (1 - rosiness) * light,
    blue * (1 - warmth * 1.6 - rosiness * 0.2) * light,
  ];
}

/** Skin without a lesion: mottling, furrows, capillaries, pores. */
export function layDownSkin(
  tissue: Tissue,
  framing: Framing,
  noise: Noise,
  seed: number,
  type: SkinType,
): void {
  const random = seededRandom(seed, 0x736b696e);
  const mottling = random.between(0.06, 0.13) * (type >= 4 ? 1.3 : 1);
  const flush = random.between(0.05, 0.16) * (type >= 4 ? 0.6 : 1);
  const furrows = random.between(0.025, 0.048);
  const capillaries = type >= 5 ? 0 : random.between(0.02, 0.12);
  // What changes slowly from pixel to pixel is worked out on a coarser grid.
  const coarse = (step: number, value: (u: number, v: number) => number): Layer =>
    coarseLayer(tissue, step, (x, y) => value(toUnitX(framing, x, y), toUnitY(framing, x, y)));
  const broad = coarse(8, (u, v) => noise.fractal(u / 130 + 40, v / 130, 2));
  const patches = coarse(3, (u, v) => noise.fractal(u / 26, v / 26 + 70, 3));
  const vessels = coarse(2, (u, v) =>
    ramp(0.93, 1, 1 - Math.abs(noise.fractal(u / 55 + 8, v / 55 + 8, 3))),
  );
  // Furrows run finer across than along, and a little bent.
  const creases = coarse(2, (u, v) => {
    const bend = 0.3 * noise.fractal(u / 26, v / 26 + 70, 2);
    const { nearest, second } = noise.cells(u / 15 + bend, v / 10.5 - bend, 0.9);
    return ramp(0.22, 0, second - nearest);
  });
  for (let y = 0, index = 0; y < tissue.height; y++) {
    for (let x = 0; x < tissue.width; x++, index++) {
      const u = toUnitX(framing, x + 0.5, y + 0.5);
      const v = toUnitY(framing, x + 0.5, y + 0.5);
      const wide = broad.values[index] ?? 0;
      const near = patches.values[index] ?? 0;
      const grain = noise.smooth(u / 2.6 + 5, v / 2.6) + 0.7 * noise.smooth(u / 5.3, v / 5.3);
      const furrow = creases.values[index] ?? 0;
      tissue.melanin.values[index] = Math.max(0, mottling * (near * 0.9 + wide * 0.7 + 0.5));
      tissue.blood.values[index] = Math.max(
        0,
        flush * (0.6 + wide - near * 0.8) + capillaries * (vessels.values[index] ?? 0),
      );
      const held = 0.55 + 0.7 * near;
      tissue.relief.values[index] = furrows * (grain * 0.6 - furrow * held) + wide * 0.02;
    }
  }
  growFollicles(tissue, framing, random, type);
}

/** Openings of hair follicles: a small dark point in a paler (or, in dark skin, darker) ring. */
function growFollicles(
  tissue: Tissue,
  framing: Framing,
  random: SeededRandom,
  type: SkinType,
): void {
  const points = emptyLayer(tissue);
  const rings = emptyLayer(tissue);
  const spacing = random.between(42, 70);
  for (let v = -420; v < 420; v += spacing) {
    for (let u = -520; u < 520; u += spacing) {
      const x = u + random.between(-0.45, 0.45) * spacing;
      const y = v + random.between(-0.45, 0.45) * spacing;
      const strength = random.between(0.2, 1);
      dab(rings, framing, { x, y, radius: random.between(4, 7.5), strength }, 0.9);
      dab(points, framing, { x, y, radius: random.between(1, 1.9), strength }, 0.8);
    }
  }
  pour(tissue.melanin, points, 0.3);
  if (type >= 4) pour(tissue.melanin, rings, 0.2);
  else pour(tissue.white, rings, 0.12);
}
