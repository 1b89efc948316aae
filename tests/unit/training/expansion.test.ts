/** The pair run as one against the two layers run one after the other. */
import { describe, expect, it } from "vitest";
import { runExpansion, widens } from "../../../electron/training/expansion";
import { runLayer, type LayerContext } from "../../../electron/training/layers";
import { randomStream } from "../../../electron/training/random";
import { networkVariables } from "../../../electron/training/variables";
import { parametersOf } from "../../../electron/vision/network/description";
import { createKernels, type Tensor } from "../../../electron/vision/network/kernels";
import { elementCount, type Parameters } from "../../../electron/vision/network/parameters";
import { openTensorFlow } from "../../../electron/vision/network/tensorflow";

const kernels = createKernels(openTensorFlow());
const conv = { kind: "conv", name: "widen", size: 1, stride: 1, filters: 12 } as const;
const norm = { kind: "batchNorm", name: "norm", epsilon: 1e-3 } as const;
const network = { name: "pair", inputChannels: 4, layers: [conv, norm] };
const shape = [3, 5, 6, 4];

function values(count: number, seed: number): Float32Array {
  const random = randomStream(seed);
  return Float32Array.from({ length: count }, () => random.normal());
}

/** One channel is switched off, and one turned round. */
function parameters(): Parameters {
  return new Map(
    parametersOf(network).map(({ name, role, shape: of }, index) => {
      const drawn = values(elementCount(of), 20 + index);
      if (role === "gamma") drawn.set([0, -0.7]);
      return [name, { shape: of, values: drawn }];
    }),
  );
}

interface Result {
  readonly output: Float32Array;
  readonly input: Float32Array;
  readonly gradients: ReadonlyMap<string, Float32Array>;
  readonly after: Parameters;
}

type Run = (context: LayerContext, x: Tensor, gradient: Tensor) => [Tensor, Tensor];

function resultOf(run: (gradients: Map<string, Tensor>) => Run): Result {
  const variables = networkVariables(kernels, network, parameters());
  // Far from zero, as maps behind a batch norm with an offset are.
  const x = kernels.upload(
    values(elementCount(shape), 1).map((value, index) => value + 3 * (index % 4)),
    shape,
  );
  const gradient = kernels.upload(values(3 * 5 * 6 * 12, 2), [3, 5, 6, 12]);
  const gradients = new Map<string, Tensor>();
  const context = { kernels, variables, newBatchWeight: 0.3, random: randomStream(9) };
  const [output, input] = run(gradients)(context, x, gradient);
  const result = {
    output: output.floats(),
    input: input.floats(),
    gradients: new Map([...gradients].map(([name, tensor]) => [name, tensor.floats()])),
    after: variables.snapshot(),
  };
  for (const tensor of [x, gradient, output, input, ...gradients.values()]) tensor.release();
  variables.dispose();
  return result;
}

const asOne = (gradients: Map<string, Tensor>): Run => {
  return (context, x, gradient) => {
    const pass = runExpansion(context, { conv, norm }, x);
    return [pass.output, inputOf(pass.backward(gradient, gradients, true))];
  };
};

const oneByOne = (gradients: Map<string, Tensor>): Run => {
  return (context, x, gradient) => {
    const first = runLayer(context, conv, x);
    const second = runLayer(context, norm, first.output);
    first.output.release();
    const between = inputOf(second.backward(gradient, gradients, true));
    const input = inputOf(first.backward(between, gradients, true));
    between.release();
    return [second.output, input];
  };
};

function inputOf(gradient: Tensor | null): Tensor {
  if (!gradient) throw new Error("The gradient of the input was asked for");
  return gradient;
}

function expectClose(actual: Float32Array | undefined, expected: Float32Array, name: string): void {
  expect(actual, name).toHaveLength(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  expected.forEach((value, index) => {
    const error = Math.abs((actual?.[index] ?? Number.NaN) - value) / scale;
    expect(error, `${name}[${String(index)}]`).toBeLessThan(1e-4);
  });
}

describe("a widening convolution with its batch norm", () => {
  it("gives what the two give one after the other, forwards and backwards", () => {
    const before = kernels.aliveTensors();
    const actual = resultOf(asOne);
    expect(kernels.aliveTensors()).toBe(before);
    const expected = resultOf(oneByOne);
    expectClose(actual.output, expected.output, "output");
    expectClose(actual.input, expected.input, "input");
    expect([...actual.gradients.keys()].sort()).toEqual([...expected.gradients.keys()].sort());
    for (const [name, gradient] of expected.gradients) {
      expectClose(actual.gradients.get(name), gradient, name);
    }
    for (const [name, parameter] of expected.after) {
      expectClose(actual.after.get(name)?.values, parameter.values, name);
    }
  });

  it("lets go of everything where no gradient comes, or none of the input is wanted", () => {
    const variables = networkVariables(kernels, network, parameters());
    const x = kernels.upload(values(elementCount(shape), 1), shape);
    const context = { kernels, variables, newBatchWeight: 0.3, random: randomStream(9) };
    const before = kernels.aliveTensors();
    const dropped = runExpansion(context, { conv, norm }, x);
    dropped.output.release();
    dropped.discard();
    expect(kernels.aliveTensors()).toBe(before);
    const last = runExpansion(context, { conv, norm }, x);
    const gradients = new Map<string, Tensor>();
    expect(last.backward(last.output, gradients, false)).toBeNull();
    for (const tensor of [last.output, ...gradients.values()]) tensor.release();
    expect(kernels.aliveTensors()).toBe(before);
    x.release();
    variables.dispose();
  });

  it("is for convolutions of single pixels whose input is the narrow side", () => {
    expect(widens(conv, 4)).toBe(true);
    expect(widens(conv, 12)).toBe(false);
    expect(widens({ ...conv, size: 3 }, 4)).toBe(false);
    expect(widens({ ...conv, stride: 2 }, 4)).toBe(false);
    expect(widens({ ...conv, bias: true }, 4)).toBe(false);
  });
});
