import { toPixel, toUnitX, toUnitY, type Framing } from "./framing";
import { emptyLayer, type Layer } from "./layer";
import { ramp, type Noise } from "./noise";
import type { SeededRandom } from "./seededRandom";

/** How a lesion's outline is drawn. */
export interface OutlineStyle {
  /** Radius in units, before growth. */
  readonly radius: number;
  /** Long over short axis, 1 or more. */
  readonly elongation: number;
  /** Bulges beside the main body: 0 is a plain oval. */
  readonly lobes: number;
  /** Unevenness of the border as a share of the radius, 0 to about 0.4. */
  readonly irregularity: number;
  /** Share of the radius over which the border fades, 0.02 (cut out) to 0.3. */
  readonly softness: number;
}

/** Where a lesion lies. Both layers are of the photo's size. */
export interface Outline {
  readonly radius: number;
  /** 1 inside, 0 outside, between at the border. */
  readonly cover: Layer;
  /** 0 at the border, about 1 in the middle, below 0 outside; in radii. */
  readonly depth: Layer;
  /** The same depth at a point of the lesion's own plane. */
  readonly depthAt: (u: number, v: number) => number;
}

interface Lobe {
  readonly x: number;
  readonly y: number;
  readonly along: number;
  readonly across: number;
  readonly cos: number;
  readonly sin: number;
}

export function drawOutline(
  size: { width: number; height: number },
  framing: Framing,
  style: OutlineStyle,
  random: SeededRandom,
  noise: Noise,
): Outline {
  const { radius, irregularity, softness } = style;
  const lobes = placeLobes(style, random);
  const shift = random.between(0, 200);
  const depthAt = (u: number, v: number): number => {
    const inside = depthIn(lobes, u, v);
    if (inside < -0.75 || inside > 0.85) return inside;
    const bays = noise.fractal(u / (radius * 0.62) + shift, v / (radius * 0.62), 3);
    const teeth = noise.fractal(u / 9, v / 9 + shift, 2);
    return inside + irregularity * bays + (0.02 + irregularity * 0.12) * teeth;
  };

  const cover = emptyLayer(size);
  const depth = emptyLayer(size);
  const centre = toPixel(framing, { x: 0, y: 0 });
  const reach = radius * (style.elongation + 0.9) * framing.zoom;
  for (let y = 0, index = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, index++) {
      const isFar = Math.abs(x - centre.x) > reach || Math.abs(y - centre.y) > reach;
      const inside = isFar
        ? -9
        : depthAt(toUnitX(framing, x + 0.5, y + 0.5), toUnitY(framing, x + 0.5, y + 0.5));
      depth.values[index] = inside;
      cover.values[index] = ramp(-softness, softness, inside);
    }
  }
  return { radius, cover, depth, depthAt };
}

function placeLobes(style: OutlineStyle, random: SeededRandom): Lobe[] {
  const turn = random.between(0, Math.PI);
  const stretch = Math.sqrt(style.elongation);
  const main: Lobe = {
    x: 0,
    y: 0,
    along: style.radius * stretch,
    across: style.radius / stretch,
    cos: Math.cos(turn),
    sin: Math.sin(turn),
  };
  const lobes = [main];
  for (let lobe = 0; lobe < style.lobes; lobe++) {
    const angle = random.between(0, 2 * Math.PI);
    const size = style.radius * random.between(0.4, 0.72);
    const away = style.radius * random.between(0.5, 0.72);
    lobes.push({
      x: away * Math.cos(angle),
      y: away * Math.sin(angle),
      along: size * random.between(1, 1.25),
      across: size,
      cos: Math.cos(angle + 1),
      sin: Math.sin(angle + 1),
    });
  }
  return lobes;
}

/** Depth in the union of the lobes, in radii of the main body, rounded where they meet. */
function depthIn(lobes: readonly Lobe[], u: number, v: number): number {
  const body = lobes[0]?.across ?? 1;
  let depth = -9;
  for (const lobe of lobes) {
    const dx = u - lobe.x;
    const dy = v - lobe.y;
    const a = (lobe.cos * dx + lobe.sin * dy) / lobe.along;
    const b = (lobe.cos * dy - lobe.sin * dx) / lobe.across;
    const here = (1 - Math.sqrt(a * a + b * b)) * (lobe.across / body);
    const overlap = Math.max(0, 0.22 - Math.abs(depth - here)) / 0.22;
    depth = Math.max(depth, here) + overlap * overlap * 0.055;
  }
  return depth;
}
