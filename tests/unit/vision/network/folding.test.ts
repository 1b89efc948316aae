import { describe, expect, it } from "vitest";
import { randomStream } from "../../../../electron/training/random";
import type { Layer, NetworkDescription } from "../../../../electron/vision/network/description";
import { foldNetwork } from "../../../../electron/vision/network/folding";
import {
  describeNetwork,
  type NetworkOptions,
} from "../../../../electron/vision/network/networkOptions";
import { initialParameters, type Parameters } from "../../../../electron/vision/network/parameters";

const conv: Layer = { kind: "conv", name: "conv", size: 1, stride: 1, filters: 2 };
const norm: Layer = { kind: "batchNorm", name: "norm", epsilon: 0.5 };
const pool: Layer = { kind: "globalAveragePool", name: "pool" };
const dense: Layer = { kind: "dense", name: "answer", units: 2 };

const networkOf = (...layers: Layer[]): NetworkDescription => ({
  ...{ name: "drawn", inputChannels: 1, layers },
});

function drawn(network: NetworkDescription): Parameters {
  const random = randomStream(3);
  return initialParameters(network, () => random.normal());
}

const fold = (...layers: Layer[]) => {
  const network = networkOf(...layers);
  return foldNetwork(network, drawn(network));
};

describe("folding batch norm into the convolution before it", () => {
  it("multiplies the kernel and leaves a bias, as worked out by hand", () => {
    const network = networkOf(conv, norm, pool, dense);
    const parameters = new Map(drawn(network));
    const give = (name: string, shape: number[], ...values: number[]): void => {
      parameters.set(name, { shape, values: Float32Array.from(values) });
    };
    give("conv/kernel", [1, 1, 1, 2], 4, 6);
    give("norm/gamma", [2], 3, 1);
    give("norm/beta", [2], 10, 20);
    give("norm/moving_mean", [2], 2, 5);
    // With epsilon 2.25 and 4, whose roots are 1.5 and 2: factors 2 and 0.5.
    give("norm/moving_variance", [2], 1.75, 3.5);
    const [layer] = foldNetwork(network, parameters).body;
    expect(layer).toMatchObject({
      kind: "conv",
      name: "conv",
      relu6: false,
      kernel: Float32Array.of(8, 3),
      bias: Float32Array.of(6, 17.5),
    });
  });

  it("has a sum name the convolution that its shortcut closes, or a sum before it", () => {
    const second: Layer = { ...conv, name: "second" };
    const { body } = fold(
      conv,
      { ...norm, name: "first norm" },
      { kind: "relu6", name: "first relu" },
      second,
      { ...norm, name: "second norm" },
      { kind: "residualAdd", name: "sum", from: "first relu" },
      { kind: "residualAdd", name: "sum of sums", from: "sum" },
      pool,
      dense,
    );
    expect(body.map((layer) => ("from" in layer ? layer.from : layer.relu6))).toEqual([
      ...[true, false, "conv", "sum"],
    ]);
  });

  it("leaves dropout out, which does nothing where nobody learns", () => {
    const dropout: Layer = { kind: "dropout", name: "dropout", rate: 0.5 };
    expect(fold(conv, norm, pool, dropout, dense)).toEqual(fold(conv, norm, pool, dense));
  });
});

describe("a network that cannot be served", () => {
  const head = { classes: 7, dropout: 0 };

  it.each<[string, NetworkOptions]>([
    ["flattens its maps", { kind: "plainCnn", inputSize: 32, blocks: [4, 4], ...head }],
    [
      "has hidden layers before its answer",
      {
        ...{ kind: "mobilenetV1", alpha: 0.1, ...head },
        hidden: [{ units: 8, activation: "relu", dropout: 0.3 }],
      },
    ],
    ["reads metadata", { kind: "mobilenetV2", alpha: 0.1, ...head, metadata: 3 }],
  ])("%s: no class activation map would come with its answer", (_, options) => {
    const network = describeNetwork(options);
    expect(() => foldNetwork(network, drawn(network))).toThrow("global average pooling");
  });

  it.each<[string, Layer]>([
    ["dense", { kind: "dense", name: "strange", units: 2 }],
    ["relu", { kind: "relu", name: "strange" }],
    ["maxPool", { kind: "maxPool", name: "strange", size: 2 }],
    ["flatten", { kind: "flatten", name: "strange", places: 1 }],
    ["joinMetadata", { kind: "joinMetadata", name: "strange", features: 0 }],
  ])("has a layer of kind %s among its convolutions, and is told which", (_, strange) => {
    expect(() => fold(conv, norm, strange, pool, dense)).toThrow("cannot fold strange");
  });

  it("has a convolution without batch norm", () => {
    expect(() => fold(conv, { kind: "relu6", name: "relu" }, pool, dense)).toThrow(
      "conv has no batch norm",
    );
  });

  it("has weights that are another network's", () => {
    const network = networkOf(conv, norm, pool, dense);
    const other = drawn(networkOf({ ...conv, filters: 3 }, norm, pool, dense));
    expect(() => foldNetwork(network, other)).toThrow("conv/kernel has shape 1x1x1x3, not 1x1x1x2");
    const lacking = new Map(drawn(network));
    lacking.delete("norm/beta");
    expect(() => foldNetwork(network, lacking)).toThrow("lack norm/beta");
  });
});
