import { describe, expect, it } from "vitest";
import {
  groupMarkers,
  MARKER_HEIGHT,
  MARKER_WIDTH,
} from "../../../renderer/features/lesions/markerGroups";

/** Markers at places, named by their order. */
function at(...places: readonly (readonly [x: number, y: number])[]) {
  return places.map(([x, y], index) => ({ subject: index + 1, x, y }));
}

const names = (groups: ReturnType<typeof groupMarkers<number>>) =>
  groups.map((group) => group.map(({ subject }) => subject));

describe("markers on the body map", () => {
  it("stay alone where none covers another", () => {
    const apart = at([10, 10], [10 + MARKER_WIDTH, 10], [10, 10 + MARKER_HEIGHT]);
    expect(names(groupMarkers(apart))).toEqual([[1], [2], [3]]);
  });

  it("are gathered where they cover one another, the foremost first", () => {
    expect(names(groupMarkers(at([100, 100], [300, 100], [101, 100], [90, 110])))).toEqual([
      [1, 3, 4],
      [2],
    ]);
  });

  it("do not chain: groups never cover one another", () => {
    const row = at(...Array.from({ length: 40 }, (_, index) => [index * 15, 50] as const));
    const groups = groupMarkers(row);
    expect(groups.length).toBeGreaterThan(10);
    const places = groups.map(([{ x }]) => x);
    for (const [index, x] of places.slice(1).entries()) {
      expect(x - (places[index] ?? 0)).toBeGreaterThanOrEqual(MARKER_WIDTH);
    }
    expect(groups.flat().length).toBe(40);
  });
});
