import { describe, expect, it } from "vitest";
import { parametersOf, totalStride } from "../../../../electron/vision/network/description";
import { mobilenetV2 } from "../../../../electron/vision/network/mobilenetV2";

const network = mobilenetV2({ alpha: 1, classes: 7, dropout: 0.2 });
const specs = parametersOf(network);
const shapeOf = (name: string) => specs.find((spec) => spec.name === name)?.shape;

function elements(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

describe("MobileNetV2", () => {
  it("has as many parameters as Keras counts without its classifier", () => {
    const body = specs.filter(({ layer }) => layer !== "predictions");
    expect(body.reduce((sum, { shape }) => sum + elements(shape), 0)).toBe(2_257_984);
    expect(body).toHaveLength(260);
  });

  it("names and shapes layers as Keras does", () => {
    expect(shapeOf("Conv1/kernel")).toEqual([3, 3, 3, 32]);
    expect(shapeOf("expanded_conv_depthwise/depthwise_kernel")).toEqual([3, 3, 32, 1]);
    expect(shapeOf("block_1_expand/kernel")).toEqual([1, 1, 16, 96]);
    expect(shapeOf("block_16_project/kernel")).toEqual([1, 1, 960, 320]);
    expect(shapeOf("Conv_1_bn/moving_variance")).toEqual([1280]);
    expect(shapeOf("predictions/kernel")).toEqual([1280, 7]);
  });

  it("widens its last convolution, too, where it is wider than the published one", () => {
    const wide = parametersOf(mobilenetV2({ alpha: 1.4, classes: 7, dropout: 0 }));
    const body = wide.filter(({ layer }) => layer !== "predictions");
    // keras.applications.MobileNetV2(alpha=1.4, include_top=False)
    expect(body.reduce((sum, { shape }) => sum + elements(shape), 0)).toBe(4_363_712);
    expect(wide.find(({ name }) => name === "Conv_1/kernel")?.shape).toEqual([1, 1, 448, 1792]);
  });

  it("adds a shortcut where a block keeps its size, and nowhere else", () => {
    const sums = network.layers.filter((layer) => layer.kind === "residualAdd");
    expect(sums.map(({ name, from }) => [name, from])).toEqual([
      ["block_2_add", "block_1_project_BN"],
      ["block_4_add", "block_3_project_BN"],
      ["block_5_add", "block_4_add"],
      ["block_7_add", "block_6_project_BN"],
      ["block_8_add", "block_7_add"],
      ["block_9_add", "block_8_add"],
      ["block_11_add", "block_10_project_BN"],
      ["block_12_add", "block_11_add"],
      ["block_14_add", "block_13_project_BN"],
      ["block_15_add", "block_14_add"],
    ]);
  });

  it("halves its input five times", () => {
    expect(totalStride(network)).toBe(32);
  });

  it("keeps widths divisible by eight and its last convolution wide when narrow", () => {
    const narrow = parametersOf(mobilenetV2({ alpha: 0.35, classes: 2, dropout: 0 }));
    const find = (name: string) => narrow.find((spec) => spec.name === name)?.shape;
    expect(find("Conv1/kernel")).toEqual([3, 3, 3, 16]);
    expect(find("block_16_project/kernel")).toEqual([1, 1, 336, 112]);
    expect(find("Conv_1/kernel")).toEqual([1, 1, 112, 1280]);
  });
});
