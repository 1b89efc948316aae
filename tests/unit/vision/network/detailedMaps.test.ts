import { describe, expect, it } from "vitest";
import { detailedMaps } from "../../../../electron/vision/network/detailedMaps";

const halving = { stride: 2, centre: 1 };
const one = (width: number, values: number[], count = 1) => ({
  count,
  height: 1,
  width,
  channels: 1,
  values: Float32Array.from(values),
});
const rounded = (values: Float32Array) => Array.from(values, (value) => Number(value.toFixed(4)));

describe("detailed maps", () => {
  it("put a coarse cell where it looks and go straight between cells", () => {
    const maps = detailedMaps(one(2, [4, -2]), one(4, [1, 1, 1, 1]), halving);
    // Coarse cells 0 and 1 look at the finer cells 1 and 3.
    expect(rounded(maps.values)).toEqual([4, 4, 1, -2]);
    expect(maps).toMatchObject({ height: 1, width: 4, channels: 1 });
  });

  it("weigh by the detail, smoothed, relative to its strongest cell", () => {
    const maps = detailedMaps(one(3, [1, 1, 1]), one(6, [0, 0, 0, 8, 0, 0]), halving);
    expect(rounded(maps.values)).toEqual([0, 0, 0.5, 1, 0.5, 0]);
  });

  it("take a border cell's detail from further in, since it saw padding", () => {
    const maps = detailedMaps(one(2, [1, 1]), one(4, [99, 2, 2, 0]), halving);
    expect(rounded(maps.values)).toEqual([1, 1, 1, 1]);
  });

  it("see no chequerboard", () => {
    const maps = detailedMaps(one(4, [1, 1, 1, 1]), one(8, [1, 3, 1, 3, 1, 3, 1, 3]), halving);
    const away = rounded(maps.values.slice(2, 6));
    expect(away).toEqual(away.map(() => away[0]));
  });

  it("treat each photo and each class on its own", () => {
    const coarse = {
      count: 2,
      height: 1,
      width: 1,
      channels: 2,
      values: Float32Array.of(1, -1, 3, 5),
    };
    const maps = detailedMaps(coarse, one(2, [2, 2, 1, 1], 2), halving);
    expect(rounded(maps.values)).toEqual([1, -1, 1, -1, 3, 5, 3, 5]);
  });

  it("stay as they are where the detail tells no cell from another", () => {
    const maps = detailedMaps(one(1, [2]), one(2, [0, 0]), halving);
    expect(rounded(maps.values)).toEqual([2, 2]);
  });
});
