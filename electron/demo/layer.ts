import { toPixel, type Framing, type Point } from "./framing";
import { ramp } from "./noise";

/** How much of something is at each pixel; row-major, usually 0 to 1. */
export interface Layer {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

export function emptyLayer({ width, height }: { width: number; height: number }): Layer {
  return { width, height, values: new Float32Array(width * height) };
}

/**
 * A layer of what `value` says of each place, asked only every `step` pixels and interpolated
 * between: for what changes slowly.
 */
export function coarseLayer(
  size: { width: number; height: number },
  step: number,
  value: (pixelX: number, pixelY: number) => number,
): Layer {
  const layer = emptyLayer(size);
  const columns = Math.ceil(size.width / step) + 1;
  const asked = (row: number): Float32Array =>
    Float32Array.from({ length: columns }, (_, column) => value(column * step, row * step));
  let above = asked(0);
  let below = asked(1);
  for (let y = 0, index = 0; y < size.height; y++) {
    const down = (y % step) / step;
    if (y > 0 && down === 0) {
      above = below;
      below = asked(y / step + 1);
    }
    for (let x = 0; x < size.width; x++, index++) {
      const column = Math.floor(x / step);
      const right = (x % step) / step;
      const a = above[column] ?? 0;
      const b = below[column] ?? 0;
      const top = a + ((above[column + 1] ?? 0) - a) * right;
      const bottom = b + ((below[column + 1] ?? 0) - b) * right;
      layer.values[index] = top + (bottom - top) * down;
    }
  }
  return layer;
}

/** A point of a stroke, with the stroke's half width there in units. */
export interface StrokePoint extends Point {
  readonly radius: number;
}

export interface Dab extends Point {
  readonly radius: number;
  /** 0 to 1, 1 if not given. */
  readonly strength?: number;
  /** Height over width, 1 (round) if not given; `turn` in radians. */
  readonly flatness?: number;
  readonly turn?: number;
}

/**
 * Adds a round or oval dab. `softness` 0 gives a crisp edge, 1 one that fades from the middle.
 * Where dabs meet the stronger one shows, so that overlaps leave no seam.
 */
export function dab(layer: Layer, framing: Framing, spot: Dab, softness: number): void {
  const centre = toPixel(framing, spot);
  const radius = spot.radius * framing.zoom;
  const flatness = spot.flatness ?? 1;
  const turn = spot.turn ?? 0;
  const cos = framing.cos * Math.cos(turn) - framing.sin * Math.sin(turn);
  const sin = framing.sin * Math.cos(turn) + framing.cos * Math.sin(turn);
  const strength = spot.strength ?? 1;
  const core = Math.max(0, Math.min(1 - softness, 1 - 1 / Math.max(1, radius)));
  const rim = Math.max(1, (radius + 0.5) / Math.max(0.5, radius));
  overBox(layer, centre, centre, radius + 1, (index, px, py) => {
    const dx = px - centre.x;
    const dy = py - centre.y;
    const along = cos * dx + sin * dy;
    const across = (cos * dy - sin * dx) / flatness;
    const distance = Math.sqrt(along * along + across * across) / Math.max(0.5, radius);
    raise(layer, index, strength * ramp(rim, core, distance));
  });
}

/**
 * Adds a stroke through the points, round at the ends and as wide as they say. `softness` is
 * the share of the half width over which the edge fades.
 */
export function stroke(
  layer: Layer,
  framing: Framing,
  points: readonly StrokePoint[],
  strength = 1,
  softness = 0.3,
): void {
  points.forEach((to, position) => {
    const from = points[position - 1];
    if (from === undefined) return;
    segment(layer, framing, from, to, strength, softness);
  });
}

function segment(
  layer: Layer,
  framing: Framing,
  from: StrokePoint,
  to: StrokePoint,
  strength: number,
  softness: number,
): void {
  const a = toPixel(framing, from);
  const b = toPixel(framing, to);
  const vx = b.x - a.x;
  const vy = b.y - a.y;
  const squared = Math.max(1e-9, vx * vx + vy * vy);
  const widest = Math.max(from.radius, to.radius) * framing.zoom;
  overBox(layer, a, b, widest + 1.5, (index, px, py) => {
    const share = Math.min(1, Math.max(0, ((px - a.x) * vx + (py - a.y) * vy) / squared));
    const dx = px - a.x - share * vx;
    const dy = py - a.y - share * vy;
    const radius = (from.radius + share * (to.radius - from.radius)) * framing.zoom;
    const fade = Math.max(1, radius * softness * 2);
    // A stroke finer than a pixel is drawn a pixel wide and as much fainter.
    const faint = Math.min(1, radius * 2);
    const edge = (Math.max(0.5, radius) - Math.sqrt(dx * dx + dy * dy)) / fade + 0.5;
    raise(layer, index, strength * faint * Math.min(1, Math.max(0, edge)));
  });
}

function raise(layer: Layer, index: number, value: number): void {
  if (value > (layer.values[index] ?? 0)) layer.values[index] = value;
}

/** Visits the pixels within `margin` of the box of two corners; pixel centres at .5. */
function overBox(
  layer: Layer,
  a: Point,
  b: Point,
  margin: number,
  visit: (index: number, px: number, py: number) => void,
): void {
  const left = Math.max(0, Math.floor(Math.min(a.x, b.x) - margin));
  const right = Math.min(layer.width - 1, Math.ceil(Math.max(a.x, b.x) + margin));
  const top = Math.max(0, Math.floor(Math.min(a.y, b.y) - margin));
  const bottom = Math.min(layer.height - 1, Math.ceil(Math.max(a.y, b.y) + margin));
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) visit(y * layer.width + x, x + 0.5, y + 0.5);
  }
}

/** Adds `amount` of the layer to another, where `within` (if given) lets it. */
export function pour(into: Layer, layer: Layer, amount: number, within?: Layer): void {
  for (let index = 0; index < layer.values.length; index++) {
    const value = layer.values[index] ?? 0;
    if (value === 0) continue;
    const share = within === undefined ? 1 : (within.values[index] ?? 0);
    into.values[index] = (into.values[index] ?? 0) + value * amount * share;
  }
}

/** Takes the share of the layer that another one covers away. */
export function thin(layer: Layer, cover: Layer, amount: number): void {
  for (let index = 0; index < cover.values.length; index++) {
    const value = cover.values[index] ?? 0;
    if (value === 0) continue;
    layer.values[index] = (layer.values[index] ?? 0) * Math.max(0, 1 - value * amount);
  }
}
