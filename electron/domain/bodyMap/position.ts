import { closedPolygon, isInside, type Point } from "./curve";
import { REGIONS } from "./regions";
import type { Site } from "./sites";
import { BODY_VIEWS, VIEW_DRAWINGS, type BodyView } from "./views";

/** A place on the body: 0 to 1 from left to right and from top to bottom of a view. */
export interface BodyPosition {
  readonly view: BodyView;
  readonly x: number;
  readonly y: number;
}

/** The site a place lies in; null beside the body. */
export function siteAt({ view, x, y }: BodyPosition): Site | null {
  const { width, height } = VIEW_DRAWINGS[view];
  const point = { x: x * width, y: y * height };
  if (!OUTLINES[view].some((polygon) => isInside(point, polygon))) return null;
  return REGIONS[view].find(({ polygon }) => isInside(point, polygon))?.site ?? null;
}

/** A place in the middle of a site, on the first view that shows it. */
export function centreOf(site: Site): BodyPosition {
  const places = BODY_VIEWS.flatMap((view) =>
    REGIONS[view]
      .filter((region) => region.site === site)
      .map(({ polygon }) => gridOver(view, polygon).filter((place) => siteAt(place) === site)),
  ).find((found) => found.length > 0);
  if (!places) throw new Error(`no view shows ${site}`);
  const x = mean(places.map((place) => place.x));
  const y = mean(places.map((place) => place.y));
  // The middle of a bent part can lie outside it, so the nearest place within is taken.
  const distance = (place: BodyPosition): number => Math.hypot(place.x - x, place.y - y);
  return places.reduce((best, place) => (distance(place) < distance(best) ? place : best));
}

const OUTLINES: Readonly<Record<BodyView, readonly Point[][]>> = {
  front: VIEW_DRAWINGS.front.outlines.map(closedPolygon),
  back: VIEW_DRAWINGS.back.outlines.map(closedPolygon),
  scalp: VIEW_DRAWINGS.scalp.outlines.map(closedPolygon),
  palms: VIEW_DRAWINGS.palms.outlines.map(closedPolygon),
  soles: VIEW_DRAWINGS.soles.outlines.map(closedPolygon),
};

const GRID_STEPS = 24;

/** Places spread evenly over a polygon's extent. */
function gridOver(view: BodyView, polygon: readonly Point[]): BodyPosition[] {
  const { width, height } = VIEW_DRAWINGS[view];
  const xs = polygon.map(({ x }) => x / width);
  const ys = polygon.map(({ y }) => y / height);
  const spread = (values: readonly number[], step: number): number =>
    Math.min(...values) + ((Math.max(...values) - Math.min(...values)) * (step + 0.5)) / GRID_STEPS;
  return Array.from({ length: GRID_STEPS * GRID_STEPS }, (_, index) => ({
    view,
    x: spread(xs, index % GRID_STEPS),
    y: spread(ys, Math.floor(index / GRID_STEPS)),
  })).filter(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
