/** The three layers run as one against the three run one after the other. */
import { describe, expect, it } from "vitest";
import { runPooledConvolution } from "../../../electron/training/pooledConvolution";
import { randomStream } from "../../../electron/training/random";
import { networkVariables } from "../../../electron/training/variables";
import { createTrainableNetwork } from "../../../electron/training/trainableNetwork";
import { parametersOf, type Layer } from "../../../electron/vision/network/description";
import type { Tensor } from "../../../electron/vision/network/kernels";
import { elementCount } from "../../../electron/vision/network/parameters";
import {
  expectAgreement,
  kernels,
  normals,
  oneByOne,
  resultOf,
  wanted,
  type Run,
} from "../../fixtures/layersAsOne";

const conv = { kind: "conv", name: "c", size: 3, stride: 1, filters: 5, bias: true } as const;
const relu = { kind: "relu", name: "r" } as const;
const pool = { kind: "maxPool", name: "p", size: 2 } as const;
const layers = [conv, relu, pool];
const network = { name: "block", inputChannels: 4, layers };
/** An odd side, whose last column no window takes. */
const shape = [3, 6, 7, 4];
const values = normals(elementCount(shape), 1);
const parameters = new Map(
  parametersOf(network).map(({ name, shape: of }, index) => [
    name,
    { shape: of, values: normals(elementCount(of), 20 + index) },
  ]),
);
const block = { network, parameters, input: { shape, values }, outputShape: [3, 3, 3, 5] };

const asOne: Run = (context, x, gradient, into) => {
  const pass = runPooledConvolution(context, { conv, pool }, x);
  return [pass.output, wanted(pass.backward(gradient, into, true))];
};

const inNetwork = (of: readonly Layer[]): Run => {
  return (context, x, gradient, into) => {
    const network = createTrainableNetwork({ ...context, layers: of });
    const pass = network.forward(x, context);
    for (const [name, tensor] of pass.backward(gradient)) into.set(name, tensor);
    return [pass.output, x.retain()];
  };
};

describe("a convolution with its ReLU and the pooling behind", () => {
  it("gives what the three give one after the other, the output to the bit", () => {
    const before = kernels.aliveTensors();
    const actual = resultOf(asOne, block);
    expect(kernels.aliveTensors()).toBe(before);
    const expected = resultOf(oneByOne(layers), block);
    expect(actual.output).toEqual(expected.output);
    expectAgreement(actual, expected);
    expect(actual.output).toContain(0);
    expect(Math.max(...actual.output)).toBeGreaterThan(0);
  });

  it("trains as one inside of a network", () => {
    const before = kernels.aliveTensors();
    const actual = resultOf(inNetwork(layers), block);
    const expected = resultOf(asOne, block);
    expect(kernels.aliveTensors()).toBe(before);
    expect(actual.output).toEqual(expected.output);
    expect(actual.gradients).toEqual(expected.gradients);
  });

  it("leaves the layers apart where a sum takes what lies between them", () => {
    const sum = { kind: "residualAdd", name: "s", from: "r" } as const;
    const onePixel = { ...pool, size: 1 };
    const whole = { ...block, outputShape: [3, 6, 7, 5] };
    const doubled = resultOf(inNetwork([conv, relu, onePixel, sum]), whole);
    const { output, gradients } = resultOf(inNetwork([conv, relu, onePixel]), whole);
    expect(doubled.output).toEqual(output.map((value) => 2 * value));
    const bias = gradients.get("c/bias");
    expect(bias).toBeDefined();
    expect(doubled.gradients.get("c/bias")).toEqual(bias?.map((value) => 2 * value));
  });

  it("lets go of everything where no gradient comes, or none of the input is wanted", () => {
    const variables = networkVariables(kernels, network, parameters);
    const x = kernels.upload(values, shape);
    const context = { kernels, variables, newBatchWeight: 0.3, random: randomStream(9) };
    const before = kernels.aliveTensors();
    const dropped = runPooledConvolution(context, { conv, pool }, x);
    dropped.output.release();
    dropped.discard();
    expect(kernels.aliveTensors()).toBe(before);
    const last = runPooledConvolution(context, { conv, pool }, x);
    const gradients = new Map<string, Tensor>();
    expect(last.backward(last.output, gradients, false)).toBeNull();
    for (const tensor of [last.output, ...gradients.values()]) tensor.release();
    expect(kernels.aliveTensors()).toBe(before);
    x.release();
    variables.dispose();
  });
});
