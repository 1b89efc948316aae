/** A marker on a view of the body map. */
export interface Placed<Subject> {
  readonly subject: Subject;
  /** Pixels of the screen. */
  readonly x: number;
  readonly y: number;
}

/** Markers that would cover one another, the foremost first; it gives them their place. */
export type MarkerGroup<Subject> = readonly [Placed<Subject>, ...Placed<Subject>[]];

/** Pixels of the screen within which one marker covers part of another. */
export const MARKER_WIDTH = 44;
export const MARKER_HEIGHT = 26;

/**
 * Gathers markers that would cover one another, so that each can be told apart and reached. A
 * group takes in only what its foremost marker covers: however many lesions a back has, groups
 * neither chain together nor cover one another.
 *
 * @param markers the foremost first
 */
export function groupMarkers<Subject>(markers: readonly Placed<Subject>[]): MarkerGroup<Subject>[] {
  const groups: [Placed<Subject>, ...Placed<Subject>[]][] = [];
  for (const marker of markers) {
    const group = groups.find(
      ([foremost]) =>
        Math.abs(foremost.x - marker.x) < MARKER_WIDTH &&
        Math.abs(foremost.y - marker.y) < MARKER_HEIGHT,
    );
    if (group) group.push(marker);
    else groups.push([marker]);
  }
  return groups;
}
