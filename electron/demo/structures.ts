/**
 * The dermoscopic structures of which lesions are made, named after the consensus of the
 * International Dermoscopy Society (Kittler et al., J Am Acad Dermatol 74:1093, 2016).
 * Lengths are units of the lesion's own plane. Each comes as a layer, 0 to 1.
 */
import { toUnitX, toUnitY, type Framing, type Point } from "./framing";
import { dab, emptyLayer, stroke, type Layer, type StrokePoint } from "./layer";
import { ramp, type Noise } from "./noise";
import type { Outline } from "./outline";
import { seededRandom, type SeededRandom } from "./seededRandom";
import type { Tissue } from "./tissue";

/** A lesion in the making. */
export interface LesionSite {
  readonly tissue: Tissue;
  /** How the lesion's own plane, origin in its middle, lies in the photo. */
  readonly framing: Framing;
  readonly outline: Outline;
  readonly noise: Noise;
  readonly seed: number;
  /** Factor on the melanin of melanocytes and keratinocytes; above 1 in dark skin. */
  readonly pigmentation: number;
}

/** Visits every pixel of the lesion and of its surroundings down to a depth of `from`. */
export function overLesion(
  { tissue, framing, outline }: LesionSite,
  from: number,
  visit: (index: number, u: number, v: number, depth: number, cover: number) => void,
): void {
  for (let y = 0, index = 0; y < tissue.height; y++) {
    for (let x = 0; x < tissue.width; x++, index++) {
      const depth = outline.depth.values[index] ?? -9;
      if (depth < from) continue;
      const u = toUnitX(framing, x + 0.5, y + 0.5);
      const v = toUnitY(framing, x + 0.5, y + 0.5);
      visit(index, u, v, depth, outline.cover.values[index] ?? 0);
    }
  }
}

/** A layer of what `amount` says of each place in the lesion. */
export function field(
  site: LesionSite,
  amount: (u: number, v: number, depth: number, cover: number) => number,
): Layer {
  const layer = emptyLayer(site.tissue);
  overLesion(site, -0.5, (index, u, v, depth, cover) => {
    layer.values[index] = amount(u, v, depth, cover);
  });
  return layer;
}

export interface NetworkStyle {
  /** Size of a hole in units. */
  readonly mesh: number;
  /** Share of the mesh that the lines take, about 0.15 (delicate) to 0.5 (broad). */
  readonly lines: number;
  /** 0 (a lattice) to 1. */
  readonly disorder: number;
}

/** Pigment network: the lines of a net. */
export function network(site: LesionSite, { mesh, lines, disorder }: NetworkStyle): Layer {
  const { noise } = site;
  return field(site, (u, v, _depth, cover) => {
    if (cover === 0) return 0;
    const bendX = noise.smooth(u / 34, v / 34) * 0.5;
    const bendY = noise.smooth(u / 34 + 60, v / 34) * 0.5;
    const { nearest, second } = noise.cells(u / mesh + bendX, v / mesh + bendY, disorder);
    const width = lines * (1 + 0.5 * noise.smooth(u / 23 + 9, v / 23));
    return ramp(width + 0.22, width * 0.35, second - nearest);
  });
}

/** A random point of the lesion between two depths; null where there is hardly any. */
export function pointWithin(
  { outline }: LesionSite,
  random: SeededRandom,
  shallowest: number,
  deepest: number,
): Point | null {
  for (let attempt = 0; attempt < 40; attempt++) {
    const x = random.between(-1.7, 1.7) * outline.radius;
    const y = random.between(-1.7, 1.7) * outline.radius;
    const depth = outline.depthAt(x, y);
    if (depth >= shallowest && depth <= deepest) return { x, y };
  }
  return null;
}

export interface SpotStyle {
  readonly count: number;
  /** Smallest and largest radius. */
  readonly radius: readonly [number, number];
  /** Shallowest and deepest place, in the outline's depth. */
  readonly depth: readonly [number, number];
  /** 0 (crisp) to 1. */
  readonly softness: number;
  /** Most that height and width differ: 1 is round. */
  readonly flatness?: number;
  /** Part of the lesion to which the spots keep. */
  readonly near?: { readonly x: number; readonly y: number; readonly reach: number };
}

/**
 * Dots, globules, cysts, nests: scattered spots. Each has its own stream of numbers, so that a
 * changed lesion keeps the spots it had.
 */
export function spots(site: LesionSite, label: number, style: SpotStyle): Layer {
  const layer = emptyLayer(site.tissue);
  for (let spot = 0; spot < style.count; spot++) {
    const random = seededRandom(site.seed, label, spot);
    const radius = random.between(...style.radius);
    const flatness = random.between(1 / (style.flatness ?? 1), 1);
    const turn = random.between(0, Math.PI);
    const strength = random.between(0.55, 1);
    const place = pointWithin(site, random, ...style.depth);
    if (place === null || !isNear(place, style.near)) continue;
    dab(layer, site.framing, { ...place, radius, flatness, turn, strength }, style.softness);
  }
  return layer;
}

function isNear(place: Point, near: SpotStyle["near"]): boolean {
  if (near === undefined) return true;
  const dx = place.x - near.x;
  const dy = place.y - near.y;
  return dx * dx + dy * dy < near.reach * near.reach;
}

/** A soft patch around a point, its border broken by noise. */
export function patch(site: LesionSite, centre: Point, reach: number): Layer {
  const { noise } = site;
  return field(site, (u, v, _depth, cover) => {
    const dx = (u - centre.x) / reach;
    const dy = (v - centre.y) / reach;
    const distance = Math.sqrt(dx * dx + dy * dy);
    if (distance > 1.75) return 0;
    const ragged = distance + 0.7 * noise.fractal(u / 34 + centre.x, v / 34 + centre.y, 4);
    return cover * ramp(1.05, 0.3, ragged);
  });
}

export interface VesselStyle {
  readonly trunks: number;
  /** Half width of a trunk. */
  readonly radius: number;
}

/** Arborising vessels: stems that branch into ever finer twigs, in focus. */
export function arborisingVessels(site: LesionSite, label: number, style: VesselStyle): Layer {
  const layer = emptyLayer(site.tissue);
  const reach = site.outline.radius;
  for (let trunk = 0; trunk < style.trunks; trunk++) {
    const random = seededRandom(site.seed, label, trunk);
    const start = pointWithin(site, random, -0.05, 0.25) ?? { x: reach * 0.8, y: 0 };
    const inward = Math.atan2(-start.y, -start.x) + random.between(-0.5, 0.5);
    const branch = { ...start, heading: inward, radius: style.radius * random.between(0.7, 1.1) };
    growVessel(site, layer, random, branch, reach * random.between(0.9, 1.5), 0);
  }
  return layer;
}

function growVessel(
  site: LesionSite,
  layer: Layer,
  random: SeededRandom,
  start: Point & { heading: number; radius: number },
  length: number,
  generation: number,
): void {
  const step = 3.5;
  const points: StrokePoint[] = [start];
  let { x, y, heading } = start;
  let bend = 0;
  let sinceFork = 0;
  for (let along = 0; along < length; along += step) {
    bend = bend * 0.7 + random.between(-0.24, 0.24);
    heading += bend;
    x += Math.cos(heading) * step;
    y += Math.sin(heading) * step;
    const radius = start.radius * (1 - 0.65 * (along / length));
    points.push({ x, y, radius });
    sinceFork += step;
    if (generation < 3 && sinceFork > 13 && random.chance(0.24)) {
      sinceFork = 0;
      const side = random.chance(0.5) ? 1 : -1;
      const twig = {
        x,
        y,
        heading: heading + side * random.between(0.5, 1),
        radius: radius * 0.68,
      };
      growVessel(
        site,
        layer,
        random,
        twig,
        (length - along) * random.between(0.4, 0.75),
        generation + 1,
      );
      heading -= side * 0.22;
    }
    if (site.outline.depthAt(x, y) < -0.15) break;
  }
  stroke(layer, site.framing, points, 1 - generation * 0.12, 0.35);
}

/** Radial streaks and pseudopods: fingers over the border in one sector of the lesion. */
export function streaks(site: LesionSite, label: number, middle: number, spread: number): Layer {
  const layer = emptyLayer(site.tissue);
  const { outline, framing } = site;
  for (let angle = -spread, finger = 0; angle < spread; finger++) {
    const random = seededRandom(site.seed, label, finger);
    const direction = middle + angle;
    angle += random.between(0.07, 0.24);
    const cos = Math.cos(direction);
    const sin = Math.sin(direction);
    let rim = outline.radius * 1.8;
    while (rim > 0 && outline.depthAt(cos * rim, sin * rim) < 0.06) rim -= 2;
    const from = rim - random.between(8, 20);
    const to = rim + random.between(1, 15);
    const lean = random.between(-5, 5);
    const radius = random.between(1.6, 3.2);
    const tip = { x: cos * to - sin * lean, y: sin * to + cos * lean };
    const points = [
      { x: cos * from, y: sin * from, radius: radius * 1.5 },
      { x: cos * rim, y: sin * rim, radius },
      { ...tip, radius: radius * 0.55 },
    ];
    stroke(layer, framing, points, random.between(0.35, 0.9), 1);
    if (random.chance(0.3)) dab(layer, framing, { ...tip, radius: radius * 1.3 }, 0.7);
  }
  return layer;
}

/**
 * Lacunae: lakes of blood, rounded and close together, some run into one. `share` of them, 0
 * to 1, chosen by number, so that a smaller share picks some of the same lakes.
 */
export function lacunae(site: LesionSite, label: number, spacing: number, share: number): Layer {
  const layer = emptyLayer(site.tissue);
  const cells = Math.ceil((site.outline.radius * 1.7) / spacing);
  for (let row = -cells; row <= cells; row++) {
    for (let column = -cells; column <= cells; column++) {
      const random = seededRandom(site.seed, label, row, column);
      const isChosen = random.chance(share);
      const x = (column + (row & 1) * 0.5 + random.between(-0.22, 0.22)) * spacing;
      const y = (row * 0.88 + random.between(-0.2, 0.2)) * spacing;
      const lake = {
        x,
        y,
        radius: spacing * random.between(0.4, 0.82),
        strength: random.between(0.62, 1),
        flatness: random.between(0.7, 1),
        turn: random.between(0, Math.PI),
      };
      if (isChosen && site.outline.depthAt(x, y) > 0.09) dab(layer, site.framing, lake, 0.5);
    }
  }
  return layer;
}

/** Fissures and ridges of a cerebriform surface. */
export function fissures(site: LesionSite, size: number, width: number): Layer {
  const { noise } = site;
  return field(site, (u, v, depth, cover) => {
    if (cover === 0) return 0;
    const folds = Math.abs(noise.fractal(u / size + 31, v / size + 7, 2));
    return cover * ramp(-0.02, 0.25, depth) * ramp(width, width * 0.25, folds);
  });
}

/** Parallel curved lines like those of a fingertip. */
export function fingerprint(site: LesionSite, turn: number, spacing: number): Layer {
  const { noise } = site;
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  return field(site, (u, v, _depth, cover) => {
    if (cover === 0) return 0;
    const across = (cos * u + sin * v) / spacing + 5.5 * noise.fractal(u / 75, v / 75 + 12, 2);
    const triangle = Math.abs(across - Math.floor(across) - 0.5) * 2;
    return (
      cover * ramp(0.45, 0.85, triangle) * ramp(-0.45, 0.5, noise.fractal(u / 16, v / 16 + 5, 2))
    );
  });
}

/** Short white lines at right angles, seen with polarised light only. */
export function shinyWhiteLines(site: LesionSite, label: number, count: number): Layer {
  const layer = emptyLayer(site.tissue);
  const tilt = seededRandom(site.seed, label).between(0, Math.PI);
  for (let line = 0; line < count; line++) {
    const random = seededRandom(site.seed, label, line);
    const place = pointWithin(site, random, 0.15, 1.5);
    if (place === null) continue;
    const angle = tilt + (random.chance(0.5) ? 0 : Math.PI / 2) + random.between(-0.2, 0.2);
    const half = random.between(3, 10);
    const dx = Math.cos(angle) * half;
    const dy = Math.sin(angle) * half;
    const ends = [
      { x: place.x - dx, y: place.y - dy, radius: 0.5 },
      { ...place, radius: 1.1 },
      { x: place.x + dx, y: place.y + dy, radius: 0.5 },
    ];
    stroke(layer, site.framing, ends, random.between(0.4, 0.9), 0.8);
  }
  return layer;
}
