/**
 * Every layer's gradients against central differences. The measured function is the sum of the
 * output's values, each weighted by a fixed random number.
 */
import { describe, expect, it } from "vitest";
import {
  runFrozenLayer,
  runLayer,
  type LayerContext,
  type PlainLayer,
} from "../../../electron/training/layers";
import { randomStream, shuffle } from "../../../electron/training/random";
import { createTrainableNetwork } from "../../../electron/training/trainableNetwork";
import { firstTrainedLayer } from "../../../electron/training/trainedPart";
import { networkVariables, type Variables } from "../../../electron/training/variables";
import {
  parametersOf,
  type Layer,
  type NetworkDescription,
} from "../../../electron/vision/network/description";
import { createKernels, type Tensor } from "../../../electron/vision/network/kernels";
import {
  elementCount,
  type ParameterValue,
  type Parameters,
} from "../../../electron/vision/network/parameters";
import { openTensorFlow } from "../../../electron/vision/network/tensorflow";

const kernels = createKernels(openTensorFlow());

/** Half the distance between the two points of a difference. */
const STEP = 1e-2;

interface Gradients {
  readonly input: Float32Array;
  readonly parameters: ReadonlyMap<string, Float32Array>;
}

function randomValues(length: number, seed: number): Float32Array {
  const random = randomStream(seed);
  return Float32Array.from({ length }, () => random.between(-1, 1));
}

function randomParameters(network: NetworkDescription): Parameters {
  return new Map(
    parametersOf(network).map((spec, index): [string, ParameterValue] => {
      const values = randomValues(elementCount(spec.shape), 100 + index);
      // Scales and variances are positive.
      const positive = spec.role === "gamma" || spec.role === "movingVariance";
      return [
        spec.name,
        { shape: spec.shape, values: positive ? values.map((v) => 1 + v / 2) : values },
      ];
    }),
  );
}

/** Two numbers for each of three vectors. */
const metadata = kernels.upload(Float32Array.of(0.5, -1, 2, 0.25, -3, 1), [3, 2]);

function context(variables: Variables): LayerContext {
  return { kernels, variables, newBatchWeight: 0.1, random: randomStream(9), metadata };
}

/** The weighted sum of the outputs, computed in double precision. */
function weightedSum(output: Tensor): number {
  const weights = randomValues(elementCount(output.shape), 7);
  return output.floats().reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0);
}

type Run = (variables: Variables, input: Tensor) => number;

function differences(
  network: NetworkDescription,
  input: Float32Array,
  shape: readonly number[],
  run: Run,
): Gradients {
  const parameters = randomParameters(network);
  const valueAt = (pixels: Float32Array, at: Parameters): number => {
    const variables = networkVariables(kernels, network, at);
    const x = kernels.upload(pixels, shape);
    const value = run(variables, x);
    x.release();
    variables.dispose();
    return value;
  };
  const slopes = (values: Float32Array, evaluate: (changed: Float32Array) => number) =>
    values.map((value, index) => {
      const at = (moved: number) => evaluate(values.map((v, i) => (i === index ? moved : v)));
      return (at(value + STEP) - at(value - STEP)) / (2 * STEP);
    });
  const trained = parametersOf(network).filter(({ role }) => !role.startsWith("moving"));
  return {
    input: slopes(input, (changed) => valueAt(changed, parameters)),
    parameters: new Map(
      trained.map(({ name, shape: of }) => [
        name,
        slopes(parameters.get(name)?.values ?? new Float32Array(), (values) =>
          valueAt(input, new Map(parameters).set(name, { shape: of, values })),
        ),
      ]),
    ),
  };
}

function expectClose(actual: Float32Array | undefined, expected: Float32Array, name: string): void {
  expect(actual, name).toHaveLength(expected.length);
  const scale = Math.max(...expected.map(Math.abs), 1e-3);
  expected.forEach((value, index) => {
    const error = Math.abs((actual?.[index] ?? Number.NaN) - value) / scale;
    if (!(error < 0.01)) {
      expect.fail(`${name}[${String(index)}]: ${String(actual?.[index])}, not ${String(value)}`);
    }
  });
}

function backwardOf(layer: PlainLayer, network: NetworkDescription, x: Tensor): Gradients {
  const variables = networkVariables(kernels, network, randomParameters(network));
  const pass = runLayer(context(variables), layer, x);
  const gradient = kernels.upload(
    randomValues(elementCount(pass.output.shape), 7),
    pass.output.shape,
  );
  const gradients = new Map<string, Tensor>();
  const input = pass.backward(gradient, gradients, true);
  const result = {
    input: input?.floats() ?? new Float32Array(),
    parameters: new Map([...gradients].map(([name, tensor]) => [name, tensor.floats()])),
  };
  for (const tensor of [gradient, pass.output, ...gradients.values()]) tensor.release();
  input?.release();
  variables.dispose();
  return result;
}

const maps = [2, 4, 6, 3];
const vector = [3, 5];
const cases: [string, PlainLayer, number[]][] = [
  ["1x1 convolution", { kind: "conv", name: "l", size: 1, stride: 1, filters: 4 }, maps],
  ["3x3 convolution", { kind: "conv", name: "l", size: 3, stride: 1, filters: 2 }, maps],
  ["convolution of stride 2", { kind: "conv", name: "l", size: 3, stride: 2, filters: 2 }, maps],
  [
    "convolution with bias",
    { kind: "conv", name: "l", size: 3, stride: 1, filters: 2, bias: true },
    maps,
  ],
  ["depthwise convolution", { kind: "depthwiseConv", name: "l", size: 3, stride: 1 }, maps],
  ["depthwise of stride 2", { kind: "depthwiseConv", name: "l", size: 3, stride: 2 }, maps],
  ["batch norm", { kind: "batchNorm", name: "l", epsilon: 1e-3 }, maps],
  ["relu6", { kind: "relu6", name: "l" }, maps],
  ["relu", { kind: "relu", name: "l" }, maps],
  ["max pooling", { kind: "maxPool", name: "l", size: 2 }, [2, 5, 6, 3]],
  ["flattening", { kind: "flatten", name: "l", places: 24 }, maps],
  ["joined metadata", { kind: "joinMetadata", name: "l", features: 2 }, vector],
  ["global average pooling", { kind: "globalAveragePool", name: "l" }, maps],
  ["dropout", { kind: "dropout", name: "l", rate: 0.4 }, vector],
  ["dense", { kind: "dense", name: "l", units: 4 }, vector],
];

/** Values away from a layer's kinks, where differences mean nothing. */
function smoothInput(layer: PlainLayer, length: number): Float32Array {
  if (layer.kind === "maxPool") {
    const apart = Array.from({ length }, (_, index) => (index / length - 0.5) * 20);
    return Float32Array.from(shuffle(apart, randomStream(3)));
  }
  return randomValues(length, 3).map((value) => {
    const spread = layer.kind === "relu6" ? value * 8 : value;
    return Math.abs(spread) < 0.1 || Math.abs(spread - 6) < 0.1 ? spread + 0.3 : spread;
  });
}

describe("gradients equal central differences", () => {
  it.each(cases)("%s", (_, layer, shape) => {
    const network = { name: "one", inputChannels: shape.at(-1) ?? 0, layers: [layer] };
    const input = smoothInput(layer, elementCount(shape));
    const before = kernels.aliveTensors();
    const x = kernels.upload(Float32Array.from(input), shape);
    const actual = backwardOf(layer, network, x);
    x.release();
    expect(kernels.aliveTensors()).toBe(before);

    const expected = differences(network, input, shape, (variables, at) => {
      const pass = runLayer(context(variables), layer, at);
      const value = weightedSum(pass.output);
      pass.output.release();
      pass.discard();
      return value;
    });
    expectClose(actual.input, expected.input, "input");
    expect([...actual.parameters.keys()].sort()).toEqual([...expected.parameters.keys()].sort());
    for (const [name, slope] of expected.parameters) {
      expectClose(actual.parameters.get(name), slope, name);
    }
  });
});

describe("layers by hand", () => {
  const outputOf = (layer: PlainLayer, values: number[], shape: number[]): number[] => {
    const variables = networkVariables(
      kernels,
      { name: "one", inputChannels: shape.at(-1) ?? 0, layers: [] },
      new Map(),
    );
    const x = kernels.upload(Float32Array.from(values), shape);
    const output = runFrozenLayer(context(variables), layer, x);
    const result = [...output.floats()];
    for (const tensor of [x, output]) tensor.release();
    return result;
  };

  it("max pooling takes the greatest of each square and leaves an odd edge out", () => {
    const picture = [1, 5, 9, 2, 3, 9, 9, 9, 9];
    expect(outputOf({ kind: "maxPool", name: "l", size: 2 }, picture, [1, 3, 3, 1])).toEqual([5]);
  });

  it("metadata must be there where the network takes them", () => {
    const layer = { kind: "joinMetadata", name: "facts", features: 3 } as const;
    expect(() => outputOf(layer, [7, 8, 9], [3, 1])).toThrow("facts needs 3 numbers a photo");
  });

  it("metadata stand behind the numbers of their photo", () => {
    const joined = outputOf({ kind: "joinMetadata", name: "l", features: 2 }, [7, 8, 9], [3, 1]);
    expect(joined).toEqual([7, 0.5, -1, 8, 2, 0.25, 9, -3, 1]);
  });
});

describe("dropout", () => {
  it("drops its share and lifts the rest, so that the mean stays", () => {
    const layer = { kind: "dropout", name: "l", rate: 0.4 } as const;
    const network = { name: "one", inputChannels: 5000, layers: [layer] };
    const variables = networkVariables(kernels, network, new Map());
    const x = kernels.upload(new Float32Array(5000).fill(3), [1, 5000]);
    const pass = runLayer(context(variables), layer, x);
    const values = pass.output.floats();
    const kept = values.filter((value) => value !== 0);
    expect(kept.length / 5000).toBeCloseTo(0.6, 1);
    for (const value of kept) expect(value).toBeCloseTo(5, 5);
    for (const tensor of [x, pass.output]) tensor.release();
    pass.discard();
  });
});

describe("a whole network", () => {
  /** Two residual sums over one shortcut, so that gradients meet. Smooth: no relu6. */
  const layers: Layer[] = [
    { kind: "conv", name: "first", size: 3, stride: 2, filters: 3 },
    { kind: "batchNorm", name: "first_bn", epsilon: 1e-3 },
    { kind: "depthwiseConv", name: "second", size: 3, stride: 1 },
    { kind: "residualAdd", name: "sum1", from: "first_bn" },
    { kind: "conv", name: "third", size: 1, stride: 1, filters: 3 },
    { kind: "residualAdd", name: "sum2", from: "sum1" },
    { kind: "globalAveragePool", name: "pool" },
    { kind: "dense", name: "head", units: 2 },
  ];
  const network: NetworkDescription = { name: "small", inputChannels: 3, layers };
  const shape = [2, 4, 4, 3];
  const input = randomValues(elementCount(shape), 4);

  function gradientsOf(firstTrained = 0): ReadonlyMap<string, Float32Array> {
    const variables = networkVariables(kernels, network, randomParameters(network));
    const trainable = createTrainableNetwork({ kernels, layers, variables, firstTrained });
    const x = kernels.upload(Float32Array.from(input), shape);
    const pass = trainable.forward(x, { random: randomStream(9), newBatchWeight: 0.1 });
    x.release();
    const gradient = kernels.upload(randomValues(4, 7), [2, 2]);
    pass.output.release();
    const gradients = pass.backward(gradient);
    gradient.release();
    const values = new Map([...gradients].map(([name, tensor]) => [name, tensor.floats()]));
    for (const tensor of gradients.values()) tensor.release();
    variables.dispose();
    return values;
  }

  it("adds the gradients that meet at a shortcut, and keeps no tensor", () => {
    const before = kernels.aliveTensors();
    const actual = gradientsOf();
    expect(kernels.aliveTensors()).toBe(before);
    const expected = differences(network, input, shape, (variables, x) => {
      const trainable = createTrainableNetwork({ kernels, layers, variables });
      const pass = trainable.forward(x, { random: randomStream(9), newBatchWeight: 0.1 });
      const value = weightedSum(pass.output);
      pass.output.release();
      pass.discard();
      return value;
    });
    expect(kernels.aliveTensors()).toBe(before);
    for (const [name, slope] of expected.parameters) expectClose(actual.get(name), slope, name);
  });

  it("is refused where a shortcut would come from behind", () => {
    const [sum, ...others] = [...layers].reverse().filter(({ kind }) => kind === "residualAdd");
    const crossed = layers.map((layer) =>
      layer === others.at(-1) && sum ? { ...sum, name: "x" } : layer,
    );
    const variables = networkVariables(kernels, network, randomParameters(network));
    const trainable = createTrainableNetwork({ kernels, layers: crossed, variables });
    const x = kernels.upload(Float32Array.from(input), shape);
    expect(() => trainable.forward(x, { random: randomStream(9), newBatchWeight: 0.1 })).toThrow(
      "sum1 does not come before x",
    );
    x.release();
    variables.dispose();
  });

  it("trains from a layer on and leaves what lies before alone", () => {
    const before = kernels.aliveTensors();
    const names = [...gradientsOf(firstTrainedLayer(network, { from: "third" })).keys()].sort();
    expect(kernels.aliveTensors()).toBe(before);
    expect(names).toEqual(["head/bias", "head/kernel", "third/kernel"]);
  });

  it("moves batch norm's statistics towards the batch by the weight it is given", () => {
    const variables = networkVariables(kernels, network, randomParameters(network));
    const start = variables.snapshot().get("first_bn/moving_mean")?.values ?? [];
    const trainable = createTrainableNetwork({ kernels, layers, variables });
    const meanAfter = (newBatchWeight: number): Float32Array => {
      variables.restore(randomParameters(network));
      const x = kernels.upload(Float32Array.from(input), shape);
      const pass = trainable.forward(x, { random: randomStream(9), newBatchWeight });
      x.release();
      pass.output.release();
      pass.discard();
      return variables.snapshot().get("first_bn/moving_mean")?.values ?? new Float32Array();
    };
    const batch = meanAfter(1);
    const moved = meanAfter(0.25);
    batch.forEach((mean, channel) => {
      const old = start[channel] ?? Number.NaN;
      expect(Math.abs(mean - old)).toBeGreaterThan(1e-3);
      expect(moved[channel]).toBeCloseTo(0.75 * old + 0.25 * mean, 5);
    });
    variables.dispose();
  });
});
