/** A point of a drawing, in its own units; y grows downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A point that a smooth line passes through; at a corner the line may bend sharply. */
export interface Knot extends Point {
  readonly corner?: true;
}

/** One cubic Bézier segment. */
type Segment = readonly [from: Point, control1: Point, control2: Point, to: Point];

const STEPS_PER_SEGMENT = 8;

/** The closed smooth line through the knots as the data of an SVG path. */
export function closedPath(knots: readonly Knot[]): string {
  const [first] = knots;
  if (!first) return "";
  const curves = segments(knots).map(
    ([, control1, control2, to]) => `C${pair(control1)} ${pair(control2)} ${pair(to)}`,
  );
  return `M${pair(first)}${curves.join("")}Z`;
}

/** The same line as a polygon, for measuring. */
export function closedPolygon(knots: readonly Knot[]): Point[] {
  return segments(knots).flatMap((segment) =>
    Array.from({ length: STEPS_PER_SEGMENT }, (_, step) =>
      pointAt(segment, step / STEPS_PER_SEGMENT),
    ),
  );
}

/** True where the point lies inside the polygon (even-odd rule). */
export function isInside({ x, y }: Point, polygon: readonly Point[]): boolean {
  let inside = false;
  let before = polygon.at(-1);
  for (const corner of polygon) {
    if (before && corner.y > y !== before.y > y) {
      const crossing = ((before.x - corner.x) * (y - corner.y)) / (before.y - corner.y) + corner.x;
      if (x < crossing) inside = !inside;
    }
    before = corner;
  }
  return inside;
}

/** Catmull-Rom splines as Bézier curves: each tangent is parallel to the neighbours' chord. */
function segments(knots: readonly Knot[]): Segment[] {
  const at = (index: number): Knot => knots.at(index % knots.length) ?? { x: 0, y: 0 };
  return knots.map((from, index) => {
    const to = at(index + 1);
    return [from, control(from, at(index - 1), to, 1), control(to, from, at(index + 2), -1), to];
  });
}

function control(knot: Knot, before: Point, after: Point, direction: 1 | -1): Point {
  if (knot.corner) return knot;
  return {
    x: knot.x + (direction * (after.x - before.x)) / 6,
    y: knot.y + (direction * (after.y - before.y)) / 6,
  };
}

function pointAt([from, control1, control2, to]: Segment, t: number): Point {
  const mix = (a: number, b: number, c: number, d: number): number => {
    const s = 1 - t;
    return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
  };
  return {
    x: mix(from.x, control1.x, control2.x, to.x),
    y: mix(from.y, control1.y, control2.y, to.y),
  };
}

function pair({ x, y }: Point): string {
  return `${String(Math.round(x * 100) / 100)} ${String(Math.round(y * 100) / 100)}`;
}
