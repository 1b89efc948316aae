import { describe, expect, it } from "vitest";
import {
  comparisonOf,
  LATEST_TWO,
  neighbour,
  withPhoto,
} from "../../../renderer/features/lesions/comparison";
import { somePhoto } from "../../fixtures/records";

const [a, b, c] = [1, 2, 3].map((number) => somePhoto({ number }));
const photos = [a, b, c].filter((photo) => photo !== undefined);
const idOf = (photo: (typeof photos)[number] | null | undefined) => photo?.id;

function shown(chosen = LATEST_TWO, from = photos) {
  const comparison = comparisonOf(from, chosen);
  if (!comparison) throw new Error("nothing to compare");
  return comparison;
}

describe("two photos of a lesion", () => {
  it("are the latest two, unless others are chosen", () => {
    expect(shown()).toEqual({ left: b, right: c });
    expect(shown({ ...LATEST_TWO, right: photos[0]?.id ?? null })).toEqual({ left: b, right: a });
    expect(shown({ ...LATEST_TWO, left: photos[2]?.id ?? null })).toEqual({ left: c, right: b });
  });

  it("are one where there is only one, and none where there is none", () => {
    expect(shown(LATEST_TWO, photos.slice(0, 1))).toEqual({ left: null, right: a });
    expect(comparisonOf([], LATEST_TWO)).toBeNull();
  });

  it("change places when the other side's photo is chosen", () => {
    const [, second, third] = photos;
    if (!second || !third) throw new Error("three photos");
    const swapped = withPhoto(shown(), "left", third.id);
    expect(shown(swapped)).toEqual({ left: third, right: second });
  });

  it("step in time, past the photo of the other side", () => {
    expect(neighbour(photos, shown(), "left", -1)).toBe(idOf(a));
    expect(neighbour(photos, shown(), "left", 1)).toBeNull();
    expect(neighbour(photos, shown(), "right", -1)).toBe(idOf(a));
  });
});
