import { describe, expect, it } from "vitest";
import { createNeighbourIndex, type IndexedPhoto } from "../../../electron/domain/neighbours";

const photo = (photoId: string, patientId: string | null = null, lesionId: string | null = null) =>
  ({ photoId, patientId, lesionId }) satisfies IndexedPhoto;

/** Five directions in the plane, at the given angles in degrees from the query. */
function index(angles: readonly number[], owners: readonly IndexedPhoto[]) {
  const neighbours = createNeighbourIndex(5);
  angles.forEach((angle, place) => {
    const radians = (angle * Math.PI) / 180;
    const owner = owners[place] ?? photo(String(place));
    neighbours.put(owner, Float32Array.of(3 * Math.cos(radians), 3 * Math.sin(radians), 0, 0, 0));
  });
  return neighbours;
}

const query = Float32Array.of(0.5, 0, 0, 0, 0);
const ids = (found: readonly IndexedPhoto[]): string[] => found.map(({ photoId }) => photoId);

describe("similar photos", () => {
  it("come most similar first, by angle and not by length", () => {
    const found = index([40, 5, 90, 20, 180], []).nearest(photo("q"), query, 3);
    expect(ids(found)).toEqual(["1", "3", "0"]);
    expect(found[0]?.similarity).toBeCloseTo(Math.cos((5 * Math.PI) / 180), 6);
  });

  it("leave out the photo itself, its lesion and its patient", () => {
    const owners = [photo("q"), photo("a", "p1"), photo("b", "p2", "l1"), photo("c", "p3")];
    const found = index([0, 1, 2, 3], owners).nearest(photo("q", "p1", "l1"), query, 4);
    expect(ids(found)).toEqual(["c"]);
  });

  it("do not take photos without a patient for the same patient", () => {
    const found = index([1, 2], [photo("a"), photo("b")]).nearest(photo("q"), query, 4);
    expect(ids(found)).toEqual(["a", "b"]);
  });

  it("follow replaced and removed photos", () => {
    const neighbours = index([10, 20, 30], []);
    neighbours.put(photo("2"), query);
    expect(ids(neighbours.nearest(photo("q"), query, 3))).toEqual(["2", "0", "1"]);
    neighbours.remove("0");
    neighbours.remove("unknown");
    expect(ids(neighbours.nearest(photo("q"), query, 3))).toEqual(["2", "1"]);
    neighbours.remove("1");
    neighbours.remove("2");
    expect(neighbours.size).toBe(0);
    expect(neighbours.nearest(photo("q"), query, 3)).toEqual([]);
  });

  it("agree with sorting all of them, through growth and odd sizes", () => {
    const dimension = 37;
    const neighbours = createNeighbourIndex(dimension);
    const vector = (seed: number): Float32Array =>
      Float32Array.from({ length: dimension }, (_, at) => Math.sin(seed * 12.9898 + at * 78.233));
    const all = Array.from({ length: 3000 }, (_, seed) => ({ id: String(seed), v: vector(seed) }));
    for (const { id, v } of all) neighbours.put(photo(id), v);
    const probe = vector(-7);
    const cosine = (v: Float32Array): number => {
      const product = v.reduce((sum, value, at) => sum + value * (probe[at] ?? 0), 0);
      return product / Math.hypot(...v) / Math.hypot(...probe);
    };
    const expected = [...all].sort((a, b) => cosine(b.v) - cosine(a.v)).slice(0, 10);
    const found = neighbours.nearest(photo("q"), probe, 10);
    expect(ids(found)).toEqual(expected.map(({ id }) => id));
  });

  it("refuse an embedding of another model's length", () => {
    expect(() => {
      createNeighbourIndex(4).put(photo("a"), query);
    }).toThrow(RangeError);
  });
});
