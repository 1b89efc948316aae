import { describe, expect, it } from "vitest";
import { parametersOf, totalStride } from "../../../../electron/vision/network/description";
import {
  describeNetwork,
  NetworkOptions,
} from "../../../../electron/vision/network/networkOptions";
import { elementCount } from "../../../../electron/vision/network/parameters";

function parameterCounts(options: NetworkOptions): { all: number; moving: number } {
  const count = (specs: ReturnType<typeof parametersOf>): number =>
    specs.reduce((sum, { shape }) => sum + elementCount(shape), 0);
  const specs = parametersOf(describeNetwork(options));
  return { all: count(specs), moving: count(specs.filter(({ role }) => /moving/.test(role))) };
}

describe("networks as options", () => {
  it("MobileNet has the parameters of Keras' and its names", () => {
    const options: NetworkOptions = { kind: "mobilenetV1", alpha: 1, classes: 1000, dropout: 0 };
    // keras.applications.MobileNet: 4,253,864 with its top, of which 21,888 are not trained.
    expect(parameterCounts(options)).toEqual({ all: 4_253_864, moving: 21_888 });
    const network = describeNetwork(options);
    expect(totalStride(network)).toBe(32);
    const names = parametersOf(network).map(({ name }) => name);
    expect(names).toContain("conv_dw_13/depthwise_kernel");
    expect(names).toContain("conv_pw_13_bn/moving_variance");
  });

  it("a plain network has biases, and as many places at its end as pooling leaves", () => {
    const blocks = [32, 64, 128, 128];
    const hidden = [{ units: 512, activation: "relu" as const, dropout: 0 }];
    const shared = { inputSize: 150, blocks, hidden, classes: 7, dropout: 0.5 };
    const specs = parametersOf(describeNetwork({ kind: "plainCnn", ...shared }));
    // 150 halves to 75, 37, 18, 9.
    expect(specs.find(({ name }) => name === "dense_1/kernel")?.shape).toEqual([9 * 9 * 128, 512]);
    expect(specs.find(({ name }) => name === "conv_1/bias")?.shape).toEqual([32]);
  });

  it("metadata widen the vector, and a sigmoid has one logit", () => {
    const specs = parametersOf(
      describeNetwork({
        kind: "mobilenetV2",
        alpha: 0.35,
        classes: 2,
        dropout: 0.3,
        metadata: 9,
        hidden: [{ units: 64, activation: "relu", dropout: 0 }],
        output: "sigmoid",
      }),
    );
    expect(specs.find(({ name }) => name === "dense_1/kernel")?.shape).toEqual([1289, 64]);
    expect(specs.find(({ name }) => name === "predictions/kernel")?.shape).toEqual([64, 1]);
  });

  it("a sigmoid does not tell seven classes", () => {
    const sigmoid = { alpha: 1, classes: 7, dropout: 0, output: "sigmoid" } as const;
    expect(() => describeNetwork({ kind: "mobilenetV2", ...sigmoid })).toThrow("7");
  });
});
